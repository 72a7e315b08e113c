"""A session in plain words."""

from __future__ import annotations

from coach.plan.model import Phase
from coach.plan.session import Item, Session
from coach.plan.texts import texts


def session_text(session: Session) -> str:
    """The session as a message: short lines, warm and plain.

    A session that waits for triage says only that; nothing about exercises.
    """
    if session.hold.closes_all:
        return " ".join(session.notes)
    work = [f"• {item_text(item)}" for item in session.items]
    if session.run is not None:
        work.append(f"• Run: {session.run.text}.")
    elif session.bar_text:
        work.append(session.bar_text)
    felt = session.feel if session.items else ""
    advice = [*session.notes, f"{felt} {session.stop}".strip()]
    parts = [
        [f"Day {session.day}. {session.title}.", session.aim],
        work,
        advice,
        [_what_next(session)],
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines)


def item_text(item: Item) -> str:
    """One exercise on one line."""
    note = f" {item.note}" if item.note else ""
    return f"{item.name}: {item.dose.text}.{note}"


def question_texts(session: Session) -> tuple[str, ...]:
    """The questions of `session.asks`, in order."""
    return tuple(texts().asks[each.value].text for each in session.asks)


def _what_next(session: Session) -> str:
    words = [session.next, session.opens, session.progress]
    if session.phase is Phase.PREHAB:
        words = [session.next]
    return " ".join(word for word in words if word)
