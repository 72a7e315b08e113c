"""Scores told without a number, and what a clinician's go-ahead covered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; what is there was kept as if every score had been a number."""
    op.add_column(
        "finding", sa.Column("rough", sa.Boolean, nullable=False, server_default=sa.false())
    )
    op.add_column("episode", sa.Column("clearance", sa.JSON(none_as_null=True), nullable=True))
