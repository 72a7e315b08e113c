"""Imaginary runners who live through weeks of check-ins with the real program."""
