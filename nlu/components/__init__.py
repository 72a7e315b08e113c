"""Rasa components that understand a message; `config.yml` says in which order and why."""
