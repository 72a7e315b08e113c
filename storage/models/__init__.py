"""The tables. Only migrations make them; only this package's queries read them."""

from storage.models.base import metadata
from storage.models.injuries import (
    AssessmentRow,
    EpisodeRow,
    FindingRow,
    HomeTestRow,
)
from storage.models.messages import InboxRow, OutboxRow
from storage.models.people import RunnerRow, SettingRow
from storage.models.training import CheckInRow, ExerciseLogRow, RunLogRow

__all__ = [
    "AssessmentRow",
    "CheckInRow",
    "EpisodeRow",
    "ExerciseLogRow",
    "FindingRow",
    "HomeTestRow",
    "InboxRow",
    "OutboxRow",
    "RunLogRow",
    "RunnerRow",
    "SettingRow",
    "metadata",
]
