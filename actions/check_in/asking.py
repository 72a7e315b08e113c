"""Puts the day's questions to the runner: one short message that knows yesterday, then the rest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from actions.check_in.answers import option_of
from actions.check_in.current import CHECK_IN, screen_of
from actions.check_in.history import (
    Practice,
    day_line,
    days_silent,
    earlier,
    memory_line,
    numbers,
    practice,
    silence,
    wanted,
)
from actions.check_in.questions import (
    SIGNS,
    Choice,
    Questions,
    asked_together,
    open_fields,
    questions,
    supposed_scores,
)
from actions.check_in.standing_sign import sign_buttons, sign_line
from actions.check_in.texts import day_name, text
from actions.triage.asking import button, clear_pending, option_button, set_pending
from actions.turn import Turn
from coach.checkin import reminder_text
from coach.checkin.schedule import Silence, zone_of
from nlu.values.mood import MOOD
from storage.check_ins import CheckIn, skip_check_in
from storage.episodes import current_episode
from storage.runners import stop_check_ins
from storage.states import CheckInKind

_SCORES = range(11)
_LATELY = timedelta(days=20)
_A_DAY_MISSED = 2
"""From one answer to the next, when one day between them was missed."""
_HOW_TO_ANSWER = {Practice.NEW: "how_today_first", Practice.SOME: "how_today"}


def open_day(turn: Turn, check_in: CheckIn) -> None:
    """Begin a day's check-in, or, after a week of silence, say goodbye for now."""
    silent = silence(turn, check_in)
    if silent is Silence.STOP and check_in.kind is CheckInKind.DAILY:
        skip_check_in(turn.session, check_in.id)
        stop_check_ins(turn.session, turn.runner.id)
        clear_pending(turn)
        turn.say(text("goodbye"))
        return
    if check_in.answers:
        ask_next(turn, check_in)
        return
    ask_next(turn, check_in, " ".join(_opening(turn, check_in, silent)), opening=True)


def remind(turn: Turn, check_in: CheckIn) -> None:
    """The one reminder of the day."""
    ask_next(turn, check_in, reminder_text(check_in.local_date, begun=bool(check_in.answers)))


def _opening(turn: Turn, check_in: CheckIn, silent: Silence) -> Iterator[str]:
    if check_in.local_date < turn.today:
        yield text("late", day=day_name(check_in.local_date, turn.today))
    if check_in.kind is CheckInKind.MONTHLY:
        told = next((each for each in earlier(turn, check_in) if each.answers), None)
        lately = told is not None and check_in.local_date - told.local_date < _LATELY
        yield text("look_in_soon" if lately else "look_in")
        return
    episode = current_episode(turn.session, turn.runner.id)
    if line := sign_line(turn):
        yield line
        return
    if line := day_line(check_in, episode):
        yield line
    if silent is Silence.RESCREEN:
        yield text("rescreen", days=days_silent(turn, check_in))
        return
    if line := memory_line(turn, check_in, episode):
        yield line
    asking = _HOW_TO_ANSWER.get(practice(turn, check_in))
    if silent is Silence.ONE_NUMBER:
        yield text(
            "one_number" if days_silent(turn, check_in) <= _A_DAY_MISSED else "one_number_days"
        )
    elif asking is not None:
        yield text(asking)
    if turn.runner.time_zone is not None and not zone_of(turn.runner.time_zone).known:
        yield text("zone_lost")


def asked_fields(turn: Turn, check_in: CheckIn) -> tuple[str, ...]:
    """The fields of the question that is open now; empty when nothing is left to ask."""
    return asked_together(open_fields(check_in.answers or {}, wanted(turn, check_in)))


def ask_next(
    turn: Turn, check_in: CheckIn, lead: str = "", *, opening: bool = False, way_out: bool = False
) -> None:
    """Ask what is still missing.

    Args:
        turn: The turn.
        check_in: The check-in.
        lead: What is said first, in the same message.
        opening: Whether this begins the day; then it can be put off or left out.
        way_out: Whether to offer to leave this question out.
    """
    fields = asked_fields(turn, check_in)
    if not fields:
        return
    known = questions()
    if fields == (SIGNS,):
        asked = known.sign_texts[_how_signs(turn, check_in, opening=opening)]
        buttons = list(_sign_buttons(check_in, known))
    else:
        asked, buttons = _questions(
            fields,
            check_in,
            known,
            anchors=opening and practice(turn, check_in) is Practice.NEW,
        )
    if opening:
        # Each in a row of its own kind; on a screen of several they answer at once.
        final = {"group": "leave", "final": fields == (SIGNS,)}
        buttons += [{**each, **final} for each in sign_buttons(turn)]
        buttons.append({**button("In an hour", "snooze"), **final})
        buttons.append({**button("Skip today", "skip_check_in"), **final})
    if way_out:
        buttons.append({**button("Skip this question", "refuse"), "final": True})
    turn.say("\n\n".join(part for part in (lead, asked) if part), buttons)
    in_themselves = (MOOD,) if fields == (known.mood.id,) else ()
    set_pending(turn, CHECK_IN, str(check_in.id), (CHECK_IN, *in_themselves))


def _how_signs(turn: Turn, check_in: CheckIn, *, opening: bool) -> str:
    """Which of the questions about warning signs fits: what is new depends on when we talked."""
    if opening or wanted(turn, check_in).signs_first:
        return "ask_first"
    if check_in.kind is CheckInKind.MONTHLY:
        return "ask_look_in"
    return "ask_short" if practice(turn, check_in) is Practice.AT_HOME else "ask"


def _questions(
    fields: tuple[str, ...], check_in: CheckIn, known: Questions, *, anchors: bool
) -> tuple[str, list[dict[str, Any]]]:
    screen = screen_of(check_in)
    scale = next((each for each in known.scales if each.id == fields[0]), None)
    if scale is not None:
        once = scale.ask_look_in if check_in.kind is CheckInKind.MONTHLY else scale.ask
        asked = f"{once} {known.anchors}" if anchors else once
        scores = (option_button(screen, option_of(scale.id, n), str(n)) for n in _SCORES)
        return asked, list(scores)
    choices = [c for c in (known.agreed, *known.day, known.rose, known.mood) if c.id in fields]
    together = len(choices) > 1
    asked = "\n".join(f"• {choice.ask}" if together else choice.ask for choice in choices)
    if fields == (known.agreed.id,):
        asked = asked.format(numbers=numbers(supposed_scores(check_in.answers or {})))
    buttons = [each for choice in choices for each in _choice_buttons(screen, choice, together)]
    return asked, buttons


def _choice_buttons(screen: str, choice: Choice, together: bool) -> Iterator[dict[str, Any]]:
    extra: dict[str, Any] = {"many": True, "group": choice.id} if together else {}
    for option, title in choice.options.items():
        yield option_button(screen, option_of(choice.id, option), title, **extra)


def _sign_buttons(check_in: CheckIn, known: Questions) -> Iterator[dict[str, Any]]:
    screen = screen_of(check_in)
    for sign in known.signs:
        yield option_button(screen, option_of(SIGNS, sign.id), sign.title, many=True)
    yield option_button(
        screen, option_of(SIGNS, "none"), known.sign_texts["none"], many=True, final=True
    )
