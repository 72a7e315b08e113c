"""How a command says that it cannot go on."""

from __future__ import annotations


class UnusableInput(Exception):
    """Input or settings cannot be used; the message is one clear line. Exit status 2."""
