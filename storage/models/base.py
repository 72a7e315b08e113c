"""The registry all models share, and the column types they are made of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timezone
from enum import Enum
from typing import Any

from sqlalchemy import JSON, DateTime, MetaData, String
from sqlalchemy import Enum as EnumType
from sqlalchemy.orm import registry
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)
models = registry(metadata=metadata)

Uuid = String(36)
ShortName = String(32)
LongName = String(64)

# Plain JSON on PostgreSQL too: jsonb refuses NUL characters, which people do send.
Json = JSON(none_as_null=False)
"""A JSON value that is always there; None is kept as JSON null."""

OptionalJson = JSON(none_as_null=True)
"""A JSON value or nothing; None leaves nothing behind."""


class UtcDateTime(TypeDecorator):
    """An aware moment, stored as UTC and given back as UTC on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Turn any aware moment into UTC.

        Raises:
            ValueError: When the moment has no zone; guessing one would shift check-ins.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("moments are stored with their zone only")
        in_utc = value.astimezone(timezone.utc)
        return in_utc if dialect.name == "postgresql" else in_utc.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:  # noqa: ARG002
        """Give the moment back in UTC, whatever zone the server speaks."""
        if value is None:
            return None
        if value.tzinfo is None:
            return value.replace(tzinfo=timezone.utc)
        return value.astimezone(timezone.utc)


class Names(TypeDecorator):
    """A tuple of short names, such as row ids or rule ids, stored as a JSON list."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Sequence[str] | None, dialect: Any) -> list[str] | None:  # noqa: ARG002
        """Store a list."""
        return None if value is None else list(value)

    def process_result_value(self, value: list[str] | None, dialect: Any) -> tuple[str, ...] | None:  # noqa: ARG002
        """Give a tuple back."""
        return None if value is None else tuple(value)


def one_of(kind: type[Enum], name: str) -> Any:
    """A column type for an enumeration, checked by the database too.

    Args:
        kind: The enumeration; its values are stored.
        name: The column's name, for the name of the check.

    Returns:
        The type.
    """
    return EnumType(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=16,
        values_callable=lambda members: [member.value for member in members],
    )
