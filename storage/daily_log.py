"""Logging something of which a day has one: a second telling corrects, it never doubles."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import and_, select, update
from sqlalchemy.orm import Session

from storage.rows import add_if_new, change
from storage.states import Logged


def log_once(
    session: Session,
    model: Any,
    key: Mapping[str, object],
    told: Mapping[str, object],
    when: Mapping[str, datetime],
) -> Logged:
    """Log an entry, or add what is told now to the day's entry.

    Args:
        session: The session.
        model: The table.
        key: The values that make an entry the same one, such as episode, date and exercise.
        told: What was told about it; None for what was not told, which keeps what is known.
        when: The column that holds the time of logging, and the time.

    Returns:
        Whether the entry is new, the same as before, or corrected.
    """
    if add_if_new(session, model, **key, **told, **when) is not None:
        return Logged.NEW
    this_entry = and_(*(getattr(model, name) == value for name, value in key.items()))
    known = session.execute(
        select(*(getattr(model, name) for name in told)).where(this_entry).with_for_update()
    ).one()
    news = {
        name: value
        for name, value in told.items()
        if value is not None and value != getattr(known, name)
    }
    if not news:
        return Logged.SAME
    change(session, update(model).where(this_entry).values(**news, **when))
    return Logged.CORRECTED
