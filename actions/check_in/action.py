"""The actions that Rasa calls for check-ins."""

from __future__ import annotations

import re

from actions.check_in import breaks, hours
from actions.check_in.answering import take_words
from actions.check_in.answers import read_words
from actions.check_in.asking import open_day, remind
from actions.check_in.current import own_check_in, pending_check_in
from actions.check_in.dispatch import take_check_in
from actions.check_in.going_on import go_on
from actions.check_in.history import numbers
from actions.check_in.texts import text
from actions.triage.asking import TRIAGE, Pending
from actions.triage.case import open_case
from actions.triage.take_in import resume, take_in
from actions.turn import Turn, TurnAction
from storage.check_ins import CheckIn, Slot, ask_now
from storage.states import CheckInState

_EACH_DAY = re.compile(r"\b(every|each) (single )?(day|morning|evening|night)|\bdaily\b", re.I)
_EVENT = "EXTERNAL_check_in"
_ANSWER = "check_in_answer"
_SENDING = (CheckInState.PENDING, CheckInState.SENDING)


class ActionCheckIn(TurnAction):
    """Asks the day's check-in: at its hour, as a reminder, or when the runner begins it."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_check_in"

    def act(self, turn: Turn) -> None:
        """Ask, or take the answer that came of itself."""
        if turn.heard.intent == _EVENT:
            self._event(turn)
        elif turn.heard.intent == _ANSWER:
            self._answer(turn)
        else:
            self._begin(turn)

    @staticmethod
    def _event(turn: Turn) -> None:
        named = turn.heard.argument
        check_in = own_check_in(turn, int(named)) if named.isdigit() else None
        if check_in is None:
            return
        if check_in.state in _SENDING:
            open_day(turn, check_in)
        else:
            remind(turn, check_in)

    @staticmethod
    def _answer(turn: Turn) -> None:
        if Pending.of(turn) is not None and take_check_in(turn):
            return
        says_nothing = not read_words(turn.heard, (), turn.today).values
        if says_nothing or open_case(turn) is None:
            take_in(turn)  # a report of another kind, taken for an answer
            return
        take_words(turn, _today(turn))

    @staticmethod
    def _begin(turn: Turn) -> None:
        if _EACH_DAY.search(turn.heard.text):
            hours.take_hour(turn, asked=False)  # a wish for an hour, not for a check-in now
            return
        if open_case(turn) is None:
            turn.respond("utter_tell_me")
            return
        pending = Pending.of(turn)
        if pending is not None and pending.kind == TRIAGE:
            turn.say(text("questions_first"))
            resume(turn)
            return
        check_in = pending_check_in(turn) or _today(turn)
        if check_in.state is CheckInState.ANSWERED:
            turn.say(text("already_told", numbers=numbers(check_in.answers)))
            return
        open_day(turn, check_in)


def _today(turn: Turn) -> CheckIn:
    case = open_case(turn)
    slot = Slot(turn.today, turn.now, episode_id=case.episode.id if case else None)
    return ask_now(turn.session, turn.runner.id, slot, turn.now)


class ActionSetCheckInTime(TurnAction):
    """Sets or changes the hour of the check-ins."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_set_check_in_time"

    def act(self, turn: Turn) -> None:
        """See `take_hour`; an hour answers "morning or evening?" as well."""
        pending = Pending.of(turn)
        if pending is None or pending.kind != hours.HOUR:
            hours.take_hour(turn, asked=False)
        elif turn.heard.argument or not hours.take_half(turn, pending):
            hours.take_hour(turn, asked=True)
        go_on(turn, pending)


class ActionSetTimeZone(TurnAction):
    """Sets or changes the time zone."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_set_time_zone"

    def act(self, turn: Turn) -> None:
        """Take it from the message; a bare wish to change it is asked back."""
        pending = Pending.of(turn)
        waits = pending is not None and pending.kind in (hours.ZONE, hours.PLACE)
        hour = pending.screen.partition("|")[0] if pending is not None and waits else "-"
        if turn.heard.text or turn.heard.argument:
            hours.take_zone(turn, hour)
        else:
            hours.ask_zone(turn, hour=hour)
        go_on(turn, pending)


class ActionSnooze(TurnAction):
    """Asks again later today."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_snooze"

    def act(self, turn: Turn) -> None:
        """See `snooze`."""
        breaks.snooze(turn)


class ActionSkipCheckIn(TurnAction):
    """Leaves today out."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_skip_check_in"

    def act(self, turn: Turn) -> None:
        """See `skip`."""
        breaks.skip(turn)


class ActionPauseCheckIns(TurnAction):
    """Pauses for a while."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_pause_check_ins"

    def act(self, turn: Turn) -> None:
        """See `pause`."""
        breaks.pause(turn)


class ActionResumeCheckIns(TurnAction):
    """Takes check-ins up again."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_resume_check_ins"

    def act(self, turn: Turn) -> None:
        """See `resume`."""
        breaks.resume(turn)


class ActionStopCheckIns(TurnAction):
    """Stops check-ins."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_stop_check_ins"

    def act(self, turn: Turn) -> None:
        """See `stop`."""
        breaks.stop(turn)


class ActionShowSettings(TurnAction):
    """Shows what is set."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_show_settings"

    def act(self, turn: Turn) -> None:
        """See `show_settings`."""
        breaks.show_settings(turn)
