"""Triage in the dialogue: taking in findings, asking, and giving the verdict."""
