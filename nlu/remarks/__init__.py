"""Small remarks that are no findings: what was being done, what a follow-up is about."""
