"""Red flags: watched on every message, in every state."""
