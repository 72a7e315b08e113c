"""What a triage can come to."""

from __future__ import annotations

from enum import Enum


class Level(str, Enum):
    """How soon somebody has to act, most urgent first, then the results that are no level."""

    EMERGENCY = "emergency"
    URGENT_SAME_DAY = "urgent_same_day"
    SEE_CLINICIAN_DAYS = "see_clinician_days"
    STOP_SELF_MANAGE = "stop_self_manage"
    MODIFIED_RUNNING = "modified_running"
    TIGHTNESS_PREHAB = "tightness_prehab"
    INFO_ONLY = "info_only"
    OUT_OF_SCOPE = "out_of_scope"
    NEED_MORE_INFO = "need_more_info"

    @property
    def urgency(self) -> int:
        """6 for an emergency down to 1 for tightness; 0 for a result that is no level."""
        return _URGENCY.get(self, 0)


class Running(str, Enum):
    """Whether this person may run, a field of its own beside the level."""

    NONE = "none"
    NONE_UNTIL_SEEN = "none_until_seen"
    EASY_ONLY = "easy_only"
    NORMAL_BUILD = "normal_build"
    NO_VERDICT = "no_verdict"

    @property
    def allowed(self) -> bool:
        """Whether some running is allowed."""
        return self in (Running.EASY_ONLY, Running.NORMAL_BUILD)


_URGENCY = {
    Level.EMERGENCY: 6,
    Level.URGENT_SAME_DAY: 5,
    Level.SEE_CLINICIAN_DAYS: 4,
    Level.STOP_SELF_MANAGE: 3,
    Level.MODIFIED_RUNNING: 2,
    Level.TIGHTNESS_PREHAB: 1,
}
