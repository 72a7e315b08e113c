"""Everything at the edge: Telegram, the terminal, the runtime around Rasa, settings, commands."""
