"""Rasa custom actions: thin adapters between the tracker, the medical core and storage."""
