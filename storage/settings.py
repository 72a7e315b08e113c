"""Values the program keeps for itself, such as the polling offset. Never about a person."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage.models import SettingRow
from storage.rows import add_if_new, change


def read_setting(session: Session, key: str) -> object:
    """The value kept under a key, or None when there is none."""
    return session.execute(
        select(SettingRow.value).where(SettingRow.key == key)
    ).scalar_one_or_none()


def write_setting(session: Session, key: str, value: object) -> None:
    """Keep a JSON value under a key, in place of any before."""
    if add_if_new(session, SettingRow, key=key, value=value) is None:
        change(session, update(SettingRow).where(SettingRow.key == key).values(value=value))
