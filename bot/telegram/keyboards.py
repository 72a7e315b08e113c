"""Buttons under a message: what they look like, what they carry, and what a press makes of them.

A keyboard carries its whole state, so that a restart forgets nothing: each button's callback data
says what kind it is, whether it is ticked, which group it belongs to, the token of the message it
came with and the option's code. See `Key`.
"""

from __future__ import annotations

import re
import secrets
import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from bot.conversation.messages import Button, Reply, Selection
from bot.telegram.texts import channel_text

TICK = "✅ "
_TITLE_LIMIT = 60
_TOKEN_BYTES = 4
_GROUP_SIGNS = string.ascii_letters + string.digits
_NO_GROUP = "-"
# How many titles of at most so many characters fit side by side on a narrow phone.
_SIDE_BY_SIDE = ((3, 6), (7, 4), (10, 3), (17, 2))
_DATA = re.compile(
    r"(?P<kind>[1mfdx])(?P<ticked>[01])(?P<group>[a-zA-Z0-9-])"
    r"(?P<token>[A-Za-z0-9_-]{1,12}):(?P<code>[!-~]{0,40})"
)


class Kind(str, Enum):
    """What a press of a button does; stored as its value."""

    ANSWER = "1"
    """Answers at once."""
    TOGGLE = "m"
    """Ticks or unticks an option."""
    FINAL = "f"
    """Answers at once in a keyboard of ticks, whatever is ticked."""
    DONE = "d"
    """Answers with what is ticked."""
    SHOWN = "x"
    """Shows what was chosen; does nothing."""


@dataclass(frozen=True)
class Key:
    """One button of a keyboard on Telegram.

    Attributes:
        title: What the runner reads, without a tick.
        kind: What a press does.
        token: Names the message that the keyboard came with.
        code: The option's code; empty for Done.
        ticked: Whether it shows a tick.
        group: One character for a group of which only one can be ticked; "-" for none.
    """

    title: str
    kind: Kind
    token: str
    code: str = ""
    ticked: bool = False
    group: str = _NO_GROUP

    @property
    def label(self) -> str:
        """What stands on the button."""
        return (TICK if self.ticked else "") + self.title

    @property
    def data(self) -> str:
        """What Telegram sends back when it is pressed, at most 64 bytes."""
        return f"{self.kind.value}{int(self.ticked)}{self.group}{self.token}:{self.code}"

    @classmethod
    def read(cls, label: str, data: str) -> Key | None:
        """A button from what Telegram shows, or None when it cannot be one of ours."""
        match = _DATA.fullmatch(data)
        if match is None:
            return None
        ticked = match["ticked"] == "1"
        return cls(
            title=label.removeprefix(TICK) if ticked else label,
            kind=Kind(match["kind"]),
            token=match["token"],
            code=match["code"],
            ticked=ticked,
            group=match["group"],
        )


Keyboard = tuple[tuple[Key, ...], ...]
"""Rows of buttons."""


def new_token() -> str:
    """A name for one message's keyboard that nobody can guess."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def keyboard_of(reply: Reply, token: str) -> Keyboard:
    """The keyboard under a reply; empty when it has no buttons."""
    many = reply.selection is Selection.MANY
    names = sorted({b.group for row in reply.buttons for b in row if b.group is not None})
    signs = dict(zip(names, _GROUP_SIGNS, strict=False))

    def key(button: Button) -> Key:
        kind = Kind.ANSWER
        if many:
            kind = Kind.FINAL if button.final else Kind.TOGGLE
        sign = signs.get(button.group or "", _NO_GROUP)
        return Key(_short(button.title), kind, token, button.code, group=sign)

    rows = [tuple(key(button) for button in row) for row in reply.buttons if row]
    if many and rows:
        rows.append((Key(channel_text("done_button"), Kind.DONE, token),))
    return tuple(part for row in rows for part in _fitting(row))


def _short(title: str) -> str:
    if len(title) <= _TITLE_LIMIT:
        return title
    return title[: _TITLE_LIMIT - 1].rpartition(" ")[0].rstrip(" ,;.") + "…"


def _fitting(row: tuple[Key, ...]) -> Iterator[tuple[Key, ...]]:
    longest = max(len(key.title) + len(TICK) * (key.kind is Kind.TOGGLE) for key in row)
    width = next((count for limit, count in _SIDE_BY_SIDE if longest <= limit), 1)
    lines = -(-len(row) // width)
    even = -(-len(row) // lines)
    for start in range(0, len(row), even):
        yield row[start : start + even]


def find(keyboard: Keyboard, pressed: Key) -> Key | None:
    """The button of a keyboard that was pressed, whether or not it has been ticked since."""
    same = (pressed.kind, pressed.token, pressed.code, pressed.group)
    keys = (key for row in keyboard for key in row)
    return next((k for k in keys if (k.kind, k.token, k.code, k.group) == same), None)


def toggled(keyboard: Keyboard, pressed: Key) -> Keyboard:
    """The keyboard after an option was pressed: others of its group lose their tick."""
    now_ticked = not any(key.code == pressed.code and key.ticked for row in keyboard for key in row)

    def after(key: Key) -> Key:
        if key.kind is not Kind.TOGGLE:
            return key
        if key.code == pressed.code:
            return replace(key, ticked=now_ticked)
        rival = pressed.group != _NO_GROUP and key.group == pressed.group
        return replace(key, ticked=False) if rival and now_ticked else key

    return tuple(tuple(after(key) for key in row) for row in keyboard)


def ticked_codes(keyboard: Keyboard) -> tuple[str, ...]:
    """The codes of all ticked options, in reading order."""
    return tuple(k.code for row in keyboard for k in row if k.ticked and k.kind is Kind.TOGGLE)


def frozen(keyboard: Keyboard, chosen: Sequence[str]) -> Keyboard:
    """What stays of a keyboard once it has answered: the chosen options, ticked, without effect."""

    def shown(row: tuple[Key, ...]) -> tuple[Key, ...]:
        return tuple(
            replace(key, kind=Kind.SHOWN, ticked=True, group=_NO_GROUP)
            for key in row
            if key.code in chosen and key.kind is not Kind.DONE
        )

    return tuple(row for row in map(shown, keyboard) if row)
