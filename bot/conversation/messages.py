"""What goes in and out of the conversation, free of any channel's types."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol


class Selection(str, Enum):
    """How a reply's buttons are used."""

    ONE = "one"
    """A tap answers at once."""
    MANY = "many"
    """Taps switch options on and off (inside a group only one can be on); Done answers."""


@dataclass(frozen=True)
class Button:
    """One option under a reply.

    Attributes:
        title: What the runner reads.
        code: What comes back when it is chosen, at most 40 ASCII characters without spaces.
        group: Options with the same group exclude each other; None for a free-standing one.
        final: In a MANY reply, this option answers at once ("None of these").
    """

    title: str
    code: str
    group: str | None = None
    final: bool = False


@dataclass(frozen=True)
class Reply:
    """One message to the runner.

    Attributes:
        text: Plain text; lines between `*` and `*` at word borders are shown bold.
        buttons: Rows of options, in reading order.
        selection: How the buttons are used.
        image: Path of a picture to show with the text, or None.
        document: Path of a file to hand over, or None.
    """

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    selection: Selection = Selection.ONE
    image: str | None = None
    document: str | None = None


@dataclass(frozen=True)
class Person:
    """Who is writing: a channel name ("telegram", "terminal") and the chat's address there."""

    channel: str
    address: str


@dataclass(frozen=True)
class Words:
    """Free text, at most 4,096 characters after trimming by the channel."""

    text: str


@dataclass(frozen=True)
class Choice:
    """One or more buttons chosen together, by their codes."""

    codes: tuple[str, ...]


@dataclass(frozen=True)
class Command:
    """A slash command of the contract ("start", "plan", ...) with what was typed behind it."""

    name: str
    argument: str = ""


@dataclass(frozen=True)
class Unreadable:
    """Something that cannot be read: photo, voice, video, sticker, location, contact, file, poll.

    Attributes:
        kind: One of those words.
        caption: Text that came with it and is read as words, or "".
    """

    kind: str
    caption: str = ""


@dataclass(frozen=True)
class Place:
    """A shared location, used for the time zone only. Degrees, WGS 84."""

    latitude: float
    longitude: float


Incoming = Words | Choice | Command | Unreadable | Place


class Conversation(Protocol):
    """What a channel needs: one turn in, replies out.

    The caller keeps a person's turns in order and never runs two at once for one person.
    """

    async def answer(
        self, person: Person, incoming: Incoming, *, sent_at: datetime, edited: bool = False
    ) -> tuple[Reply, ...]:
        """Answer one turn.

        Args:
            person: Who wrote.
            incoming: What they wrote or tapped.
            sent_at: When they did, UTC and aware.
            edited: Whether this corrects an earlier message.

        Returns:
            The replies, in order. Never empty.

        Raises:
            DatabaseUnavailable: Nothing was said; the same turn may be tried again.
        """
        ...
