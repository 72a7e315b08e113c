"""The medical core: findings, triage, home tests, recovery plan, check-ins and knowledge.

Pure code over typed values. It knows no Rasa, no Telegram, no SQL and no clock but the one
that is passed in.
"""
