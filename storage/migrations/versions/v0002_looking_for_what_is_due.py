"""Indexes for what the dispatcher looks for every few seconds."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Find unanswered check-ins and ended pauses without reading those of everybody."""
    op.create_index(
        "ix_check_in_state_nudged_at_sent_at", "check_in", ["state", "nudged_at", "sent_at"]
    )
    op.create_index("ix_runner_status_paused_until", "runner", ["status", "paused_until"])
