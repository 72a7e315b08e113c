"""Follow-up questions, answered for this person."""
