"""The three home tests in the dialogue."""
