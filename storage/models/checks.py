"""Limits the database itself holds."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint


def pain_check(column: str) -> Any:
    """Pain lies between 0 and 10."""
    return CheckConstraint(f"{column} >= 0 AND {column} <= 10", name=column)


def not_negative(column: str) -> Any:
    """A count or an amount is never below zero."""
    return CheckConstraint(f"{column} >= 0", name=column)
