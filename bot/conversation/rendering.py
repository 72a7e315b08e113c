"""Turns Rasa's messages into replies: buttons to codes, codes into rows that fit a phone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.conversation.codes import code_of
from bot.conversation.messages import Button, Reply, Selection

# How many titles of at most so many characters fit side by side on a narrow phone.
_PER_ROW = ((3, 6), (7, 4), (12, 3), (17, 2))


def _width(buttons: Sequence[Button]) -> int:
    longest = max(len(button.title) for button in buttons)
    return next((count for limit, count in _PER_ROW if longest <= limit), 1)


def _kind(button: Button) -> tuple[object, ...]:
    """Buttons of one kind share rows; numbers do not stand beside words."""
    return (button.group, button.final, len(button.title) <= _PER_ROW[0][0])


def _runs(buttons: Iterable[Button]) -> Iterable[list[Button]]:
    run: list[Button] = []
    for button in buttons:
        if run and _kind(button) != _kind(run[-1]):
            yield run
            run = []
        run.append(button)
    if run:
        yield run


def rows_of(buttons: Iterable[Button]) -> tuple[tuple[Button, ...], ...]:
    """Pack buttons into rows; a group never shares a row with another."""
    rows: list[tuple[Button, ...]] = []
    for run in _runs(buttons):
        width = _width(run)
        rows += [tuple(run[i : i + width]) for i in range(0, len(run), width)]
    return tuple(rows)


def reply_of(message: Mapping[str, Any]) -> Reply:
    """One reply from one of Rasa's messages.

    Buttons may carry, beside `title` and `payload`: `group` (options that exclude each other),
    `final` (answers at once in a screen of several) and `many` (this screen takes several).
    """
    raw = [b for b in message.get("buttons") or () if b.get("payload")]
    buttons = [
        Button(
            title=str(b["title"]),
            code=code_of(str(b["payload"])),
            group=b.get("group"),
            final=bool(b.get("final")),
        )
        for b in raw
    ]
    many = any(b.get("many") for b in raw)
    return Reply(
        text=str(message.get("text") or "").strip(),
        buttons=rows_of(buttons),
        selection=Selection.MANY if many else Selection.ONE,
        image=message.get("image"),
        document=message.get("attachment"),
    )


def replies_of(messages: Iterable[Mapping[str, Any]]) -> tuple[Reply, ...]:
    """All replies of a turn; messages without anything to show are left out."""
    replies = (reply_of(message) for message in messages)
    return tuple(r for r in replies if r.text or r.image or r.document)
