"""One turn as the actions see it: who, when, what was heard, and a way to speak."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.reading import Heard
from actions.services import services
from storage.runners import Runner, find_or_create_runner, runner_by_id

_RASA_CHANNEL = "rasa"
_LISTEN = "action_listen"
SELF = "self"


@dataclass
class Turn:
    """One turn of one runner.

    Attributes:
        session: Open database session; it commits when the action ends well.
        runner: Who is talking.
        now: When the message was sent, UTC.
        today: The runner's local date then.
        heard: The message as understood.
        dispatcher: Rasa's way out.
        slots: The tracker's slots; changed ones are collected in `changes`.
    """

    session: Session
    runner: Runner
    now: datetime
    today: date
    heard: Heard
    dispatcher: CollectingDispatcher
    slots: Mapping[str, Any]
    edited: bool = False
    changes: dict[str, Any] = field(default_factory=dict)

    def slot(self, name: str) -> Any:
        """A slot's value, as changed in this turn."""
        return self.changes.get(name, self.slots.get(name))

    def set(self, name: str, value: Any) -> None:
        """Change a slot."""
        self.changes[name] = value

    @property
    def subject(self) -> str:
        """Whose leg we talk about: self, other_adult or child_teen."""
        return str(self.slot("subject") or SELF)

    def say(self, text: str, buttons: Iterable[Mapping[str, Any]] = ()) -> None:
        """Say something, with buttons as Rasa takes them (`title`, `payload`, ...)."""
        self.dispatcher.utter_message(text=text, buttons=[dict(b) for b in buttons])

    def show(self, text: str, image: str) -> None:
        """Say something under a picture, given by its path."""
        self.dispatcher.utter_message(text=text, image=image)

    def respond(self, response: str, **variables: str) -> None:
        """Say one of the domain's responses."""
        self.dispatcher.utter_message(response=response, **variables)

    def respond_with_buttons(self, response: str, buttons: Iterable[Mapping[str, Any]]) -> None:
        """Say one of the domain's responses with buttons under it."""
        self.dispatcher.utter_message(response=response, buttons=[dict(b) for b in buttons])


class TurnAction(Action, ABC):
    """An action that works on a `Turn`; one database transaction each.

    Attributes:
        ends_turn: Nothing follows, whatever the rules know of the state that it leaves behind.
    """

    ends_turn = False

    @abstractmethod
    def act(self, turn: Turn) -> None:
        """Do the action's work."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        """Rasa's entry point."""
        del domain
        world = services()
        with world.database.session() as session:
            turn = _turn(session, dispatcher, tracker, world.now())
            self.act(turn)
        events = [SlotSet(name, value) for name, value in turn.changes.items()]
        return [*events, FollowupAction(_LISTEN)] if self.ends_turn else events


def _turn(
    session: Session, dispatcher: CollectingDispatcher, tracker: Tracker, now: datetime
) -> Turn:
    latest = tracker.latest_message or {}
    metadata = latest.get("metadata") or {}
    sent = datetime.fromisoformat(metadata["now"]) if "now" in metadata else now
    local = date.fromisoformat(metadata["today"]) if "today" in metadata else sent.date()
    runner = runner_by_id(session, tracker.sender_id) or find_or_create_runner(
        session, _RASA_CHANNEL, tracker.sender_id, sent
    )
    return Turn(
        session=session,
        runner=runner,
        now=sent,
        today=local,
        heard=Heard.from_parse(latest).spoken_to(str(tracker.slots.get("subject") or SELF)),
        dispatcher=dispatcher,
        slots=tracker.slots,
        edited=bool(metadata.get("edited")),
    )
