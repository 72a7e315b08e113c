"""The same conversation in a terminal: numbered buttons, pictures as file paths."""
