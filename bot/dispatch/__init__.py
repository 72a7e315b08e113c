"""Daily check-ins on their way into the conversation, and what has to be done once a day."""
