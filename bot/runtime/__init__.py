"""Rasa inside our own process: training when stale, loading, in-process actions."""
