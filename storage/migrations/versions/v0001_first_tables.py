"""The first tables."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _word(name: str, *words: str, nullable: bool = False) -> Any:
    checked = sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=16)
    return sa.Column(name, checked, nullable=nullable)


def _moment(name: str, *, nullable: bool = False) -> Any:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "runner",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        _moment("consented_at", nullable=True),
        sa.Column("language", sa.String(length=32), nullable=True),
        sa.Column("time_zone", sa.String(length=64), nullable=True),
        sa.Column("check_in_time", sa.Time(), nullable=True),
        _word("status", "new", "active", "paused", "stopped", "blocked"),
        _word(
            "status_before_block", "new", "active", "paused", "stopped", "blocked", nullable=True
        ),
        _moment("paused_until", nullable=True),
        _moment("next_due_at", nullable=True),
        _moment("created_at"),
        _moment("last_seen_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runner")),
        sa.UniqueConstraint("channel", "address", name=op.f("uq_runner_channel_address")),
    )
    op.create_index(op.f("ix_runner_last_seen_at"), "runner", ["last_seen_at"], unique=False)
    op.create_index(
        op.f("ix_runner_status_next_due_at"), "runner", ["status", "next_due_at"], unique=False
    )

    op.create_table(
        "setting",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_setting")),
    )
    op.create_table(
        "episode",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("runner_id", sa.String(length=36), nullable=False),
        sa.Column("subject", sa.String(length=32), nullable=False),
        _word("side", "left", "right", "both", nullable=True),
        _moment("opened_at"),
        _moment("closed_at", nullable=True),
        _word("status", "open", "closed"),
        _word("safety_hold", "none", "urgent", "emergency"),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["runner_id"],
            ["runner.id"],
            name=op.f("fk_episode_runner_id_runner"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_episode")),
    )
    op.create_index(op.f("ix_episode_runner_id"), "episode", ["runner_id"], unique=False)
    op.create_index(
        "uq_episode_open",
        "episode",
        ["runner_id", "subject"],
        unique=True,
        sqlite_where=sa.text("status = 'open'"),
        postgresql_where=sa.text("status = 'open'"),
    )

    op.create_table(
        "assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=32), nullable=False),
        sa.Column("running", sa.String(length=32), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        _moment("assessed_at"),
        sa.ForeignKeyConstraint(
            ["episode_id"],
            ["episode.id"],
            name=op.f("fk_assessment_episode_id_episode"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
    )
    op.create_index(
        op.f("ix_assessment_episode_id_assessed_at"),
        "assessment",
        ["episode_id", "assessed_at"],
        unique=False,
    )

    op.create_table(
        "check_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("runner_id", sa.String(length=36), nullable=False),
        sa.Column("episode_id", sa.Integer(), nullable=True),
        _word("kind", "daily", "monthly"),
        sa.Column("local_date", sa.Date(), nullable=False),
        _moment("slot_at"),
        _moment("due_at"),
        _word("state", "pending", "sending", "sent", "answered", "skipped", "missed", "failed"),
        sa.Column("attempts", sa.Integer(), nullable=False),
        _moment("claimed_at", nullable=True),
        _moment("sent_at", nullable=True),
        _moment("nudged_at", nullable=True),
        _moment("answered_at", nullable=True),
        sa.Column("answers", sa.JSON(), nullable=True),
        sa.Column("verdict", sa.String(length=32), nullable=True),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_check_in_attempts")),
        sa.ForeignKeyConstraint(
            ["episode_id"],
            ["episode.id"],
            name=op.f("fk_check_in_episode_id_episode"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["runner_id"],
            ["runner.id"],
            name=op.f("fk_check_in_runner_id_runner"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_in")),
        sa.UniqueConstraint(
            "runner_id", "local_date", name=op.f("uq_check_in_runner_id_local_date")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_check_in_episode_id"), "check_in", ["episode_id"], unique=False)
    op.create_index(op.f("ix_check_in_state_due_at"), "check_in", ["state", "due_at"], unique=False)

    op.create_table(
        "exercise_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("exercise", sa.String(length=64), nullable=False),
        sa.Column("step", sa.String(length=32), nullable=True),
        sa.Column("sets", sa.Integer(), nullable=True),
        sa.Column("reps", sa.Integer(), nullable=True),
        sa.Column("hold_seconds", sa.Float(), nullable=True),
        sa.Column("pain", sa.Float(), nullable=True),
        _moment("logged_at"),
        sa.CheckConstraint("hold_seconds >= 0", name=op.f("ck_exercise_log_hold_seconds")),
        sa.CheckConstraint("pain >= 0 AND pain <= 10", name=op.f("ck_exercise_log_pain")),
        sa.CheckConstraint("reps >= 0", name=op.f("ck_exercise_log_reps")),
        sa.CheckConstraint("sets >= 0", name=op.f("ck_exercise_log_sets")),
        sa.ForeignKeyConstraint(
            ["episode_id"],
            ["episode.id"],
            name=op.f("fk_exercise_log_episode_id_episode"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exercise_log")),
        sa.UniqueConstraint(
            "episode_id",
            "local_date",
            "exercise",
            name=op.f("uq_exercise_log_episode_id_local_date_exercise"),
        ),
    )
    op.create_table(
        "finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("finding", sa.String(length=64), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        _word("how_known", "said", "asked", "button", "checkin", "test"),
        _moment("observed_at"),
        _moment("superseded_at", nullable=True),
        sa.ForeignKeyConstraint(
            ["episode_id"],
            ["episode.id"],
            name=op.f("fk_finding_episode_id_episode"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
    )
    op.create_index(
        op.f("ix_finding_episode_id_finding"), "finding", ["episode_id", "finding"], unique=False
    )
    op.create_index(
        "uq_finding_current",
        "finding",
        ["episode_id", "finding"],
        unique=True,
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )

    op.create_table(
        "home_test",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("test", sa.String(length=64), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        _word("outcome", "positive", "negative", "not_done"),
        sa.Column("pain_good_side", sa.Float(), nullable=True),
        sa.Column("pain_sore_side", sa.Float(), nullable=True),
        _moment("taken_at"),
        sa.CheckConstraint(
            "pain_good_side >= 0 AND pain_good_side <= 10", name=op.f("ck_home_test_pain_good_side")
        ),
        sa.CheckConstraint(
            "pain_sore_side >= 0 AND pain_sore_side <= 10", name=op.f("ck_home_test_pain_sore_side")
        ),
        sa.ForeignKeyConstraint(
            ["episode_id"],
            ["episode.id"],
            name=op.f("fk_home_test_episode_id_episode"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_home_test")),
        sa.UniqueConstraint(
            "episode_id", "test", "local_date", name=op.f("uq_home_test_episode_id_test_local_date")
        ),
    )
    op.create_table(
        "run_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("step", sa.String(length=32), nullable=True),
        sa.Column("minutes", sa.Float(), nullable=True),
        sa.Column("kilometres", sa.Float(), nullable=True),
        sa.Column("pain", sa.Float(), nullable=True),
        sa.Column("pain_rose", sa.Boolean(), nullable=True),
        _moment("logged_at"),
        sa.CheckConstraint("kilometres >= 0", name=op.f("ck_run_log_kilometres")),
        sa.CheckConstraint("minutes >= 0", name=op.f("ck_run_log_minutes")),
        sa.CheckConstraint("pain >= 0 AND pain <= 10", name=op.f("ck_run_log_pain")),
        sa.ForeignKeyConstraint(
            ["episode_id"],
            ["episode.id"],
            name=op.f("fk_run_log_episode_id_episode"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run_log")),
        sa.UniqueConstraint(
            "episode_id", "local_date", name=op.f("uq_run_log_episode_id_local_date")
        ),
    )
    op.create_table(
        "inbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=True),
        sa.Column("check_in_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=True),
        _moment("received_at"),
        _moment("not_before"),
        _word("state", "pending", "claimed", "done", "poisoned"),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("crashes", sa.Integer(), nullable=False),
        _moment("claimed_at", nullable=True),
        _moment("finished_at", nullable=True),
        sa.Column("error_kind", sa.String(length=64), nullable=True),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_inbox_attempts")),
        sa.CheckConstraint("crashes >= 0", name=op.f("ck_inbox_crashes")),
        sa.ForeignKeyConstraint(
            ["check_in_id"],
            ["check_in.id"],
            name=op.f("fk_inbox_check_in_id_check_in"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("channel", "update_id", name=op.f("uq_inbox_channel_update_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_inbox_check_in_id"), "inbox", ["check_in_id"], unique=False)
    op.create_index(
        "uq_inbox_check_in_waiting",
        "inbox",
        ["check_in_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('pending', 'claimed')"),
        postgresql_where=sa.text("state IN ('pending', 'claimed')"),
    )
    op.create_index(op.f("ix_inbox_channel_address"), "inbox", ["channel", "address"], unique=False)
    op.create_index(
        op.f("ix_inbox_state_channel_address_position_id"),
        "inbox",
        ["state", "channel", "address", "position", "id"],
        unique=False,
    )
    op.create_index(
        "uq_inbox_claimed",
        "inbox",
        ["channel", "address"],
        unique=True,
        sqlite_where=sa.text("state = 'claimed'"),
        postgresql_where=sa.text("state = 'claimed'"),
    )

    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("inbox_id", sa.Integer(), nullable=True),
        sa.Column("check_in_id", sa.Integer(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=True),
        _moment("created_at"),
        _moment("not_before"),
        _word("state", "pending", "sending", "sent", "dropped"),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("crashes", sa.Integer(), nullable=False),
        _moment("claimed_at", nullable=True),
        _moment("finished_at", nullable=True),
        sa.Column("message_id", sa.String(length=64), nullable=True),
        sa.Column("error_kind", sa.String(length=64), nullable=True),
        sa.Column("forget", sa.Boolean(), nullable=False),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_outbox_attempts")),
        sa.CheckConstraint("crashes >= 0", name=op.f("ck_outbox_crashes")),
        sa.ForeignKeyConstraint(
            ["check_in_id"],
            ["check_in.id"],
            name=op.f("fk_outbox_check_in_id_check_in"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["inbox_id"], ["inbox.id"], name=op.f("fk_outbox_inbox_id_inbox"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("inbox_id", "sequence", name=op.f("uq_outbox_inbox_id_sequence")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_outbox_channel_address"), "outbox", ["channel", "address"], unique=False
    )
    op.create_index(op.f("ix_outbox_check_in_id"), "outbox", ["check_in_id"], unique=False)
    op.create_index(
        op.f("ix_outbox_state_channel_address_id"),
        "outbox",
        ["state", "channel", "address", "id"],
        unique=False,
    )
    op.create_index(
        "uq_outbox_sending",
        "outbox",
        ["channel", "address"],
        unique=True,
        sqlite_where=sa.text("state = 'sending'"),
        postgresql_where=sa.text("state = 'sending'"),
    )
