"""Today's session for somebody who reads one each day: only what is new is said in full."""

from __future__ import annotations

from coach.plan import Hold, Session, item_text, session_text

_BEFORE_A_RUN = "Run only if you wake up no sorer than usual and walk normally."


def daily_session_text(session: Session, last: Session | None, *, ahead: bool = False) -> str:
    """What to say of a session after a check-in.

    The first session of a phase, and one after a break or a hold, is said in full. After that the
    work comes in short lines, and in one line when it is the work of the last time; what goes
    with it is said when it is new. A stop rule stands beside every run.

    Args:
        session: The session.
        last: The session that was told last, as it was told; None for none lately.
        ahead: Whether it is tomorrow's, because this day is nearly over (R33: the morning before
            a run has a say in it).

    Returns:
        The words; "" while a hold closes everything, which is said elsewhere.
    """
    if session.hold.closes_all:
        return ""
    morning = _BEFORE_A_RUN if ahead and session.may_run else ""
    if last is None or last.phase is not session.phase or last.hold is not Hold.NONE:
        whole = session_text(session)
        return "\n\n".join(
            part for part in ("For tomorrow:" if ahead else "", whole, morning) if part
        )
    notes = [note for note in session.notes if note not in last.notes]
    stop = [session.stop] if session.may_run else []
    beside = " ".join(part for part in (*notes, *stop, morning) if part)
    when = "Tomorrow" if ahead else "Today"
    lines = (*_work(session, last, when), beside, _way(session, last))
    return "\n".join(line for line in lines if line)


def _work(session: Session, last: Session, when: str) -> list[str]:
    run = f"Run: {session.run.text}." if session.run is not None else session.bar_text
    if not session.items:
        if session.run is not None:
            return [f"{when} only a run, {session.run.text}."]
        return [f"{when}: {run[0].lower()}{run[1:]}"]
    if session.items == last.items:
        names = [item.name[0].lower() + item.name[1:] for item in session.items]
        return [f"{when} the same work as last time: {_listed(names)}.", run]
    lines = [f"• {item_text(item)}" for item in session.items]
    return [f"{when}:", *lines, f"• {run}" if session.run is not None else run]


def _way(session: Session, last: Session) -> str:
    """How far the way is, when that has changed."""
    return session.progress if session.progress != last.progress else ""


def _listed(names: list[str]) -> str:
    *others, final = names
    return f"{', '.join(others)} and {final}" if others else final
