"""A kind no: why something is ruled out, and which sign opens it again."""

from __future__ import annotations

from collections.abc import Mapping

from coach.knowledge.activities import Activity
from coach.knowledge.context import PersonalContext
from coach.knowledge.model import Phrases
from coach.knowledge.permissions import Bar, limit
from coach.triage.levels import Level

_BEFORE_JOGGING = ("P1", "P2", "P3")


def reason(context: PersonalContext, bar: Bar | None, phrases: Phrases) -> str:
    """Why it is ruled out, in one sentence.

    Args:
        context: The person.
        bar: What rules it out; None for what stands in the way of running, or for what made a
            clinician's look necessary.
        phrases: The words.
    """
    bar = bar or _standing_bar(context)
    if bar is Bar.UNSEEN:
        return _of_rows(context, "C", phrases.row_reasons) or phrases.bar_reasons[bar]
    if bar is Bar.RUNNING_OFF:
        name = _today(context)
        return (
            (phrases.today[name] if name else None)
            or _of_phase(context, phrases.phase_reasons)
            or _of_rows(context, "HN", phrases.row_reasons)
            or (phrases.row_reasons["H4"] if context.fresh else phrases.bar_reasons[bar])
        )
    if bar is Bar.EASY_FIRST and context.phase:
        return phrases.phase_reasons[context.phase]
    return phrases.bar_reasons[bar]


def sign(context: PersonalContext, bar: Bar | None, phrases: Phrases) -> str:
    """The sentence that names the sign to look for; never a date.

    Args:
        context: The person.
        bar: What rules it out; None for what stands in the way of running.
        phrases: The words.
    """
    if context.next_sign:
        return phrases.sign.format(sign=context.next_sign.strip().rstrip("."))
    return phrases.sign.format(sign=_sign_words(context, bar or _running_bar(context), phrases))


def _sign_words(context: PersonalContext, bar: Bar | None, phrases: Phrases) -> str:
    if bar is Bar.RUNNING_OFF:
        name = _today(context)
        found = (
            (phrases.today_signs[name] if name else None)
            or _of_phase(context, phrases.phase_signs)
            or _of_rows(context, "HN", phrases.row_signs)
            or (phrases.row_signs["H4"] if context.fresh else None)
        )
        return found or phrases.usual_sign
    if context.phase and bar in (None, Bar.EASY_FIRST, Bar.NOT_READY, Bar.SETTLING):
        return phrases.phase_signs[context.phase]
    return phrases.usual_sign if bar is None else phrases.bar_signs.get(bar, phrases.usual_sign)


def _running_bar(context: PersonalContext) -> Bar | None:
    found = limit(Activity.RUN, context)
    return found.bar if found else None


def _standing_bar(context: PersonalContext) -> Bar:
    bar = _running_bar(context)
    if bar is None and context.level is Level.SEE_CLINICIAN_DAYS:
        return Bar.UNSEEN
    return bar or Bar.EASY_FIRST


def _today(context: PersonalContext) -> str | None:
    """What in today's numbers takes running away."""
    if context.walks_normally is False:
        return "limp"
    if (context.pain_activity or 0) > 5:
        return "pain"
    return "morning" if context.flared else None


def _of_phase(context: PersonalContext, words: Mapping[str, str]) -> str | None:
    return words[context.phase] if context.phase in _BEFORE_JOGGING else None


def _of_rows(context: PersonalContext, kinds: str, words: Mapping[str, str]) -> str | None:
    return next((words[row] for row in context.rows if row[0] in kinds and row in words), None)
