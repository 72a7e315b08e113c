"""The recovery plan and the exercise library in the dialogue."""
