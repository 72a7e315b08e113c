"""The one conversation that Telegram and the terminal both speak."""
