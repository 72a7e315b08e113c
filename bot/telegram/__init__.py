"""Talks Telegram: a durable inbox in, the conversation in the middle, a durable outbox out.

`channel.TelegramChannel` is the whole; `intake`, `worker` and `sender` are its three stages, each
of which can die at any moment without losing a message.
"""
