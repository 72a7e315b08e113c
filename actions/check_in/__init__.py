"""Daily check-ins in the dialogue: asking, understanding the answer, and when to ask."""
