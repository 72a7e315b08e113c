"""Numbers the buttons of the last reply and reads what was typed against them."""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation.messages import Button, Choice, Command, Incoming, Reply, Selection, Words

_SEPARATOR = re.compile(r"[\s,;+&]+")
_COMMAND = re.compile(r"/(?P<name>[a-z_]+)(?:\s+(?P<argument>.*))?", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True)
class Options:
    """The buttons on offer, each with the label that chooses it."""

    labelled: tuple[tuple[str, Button], ...] = ()
    selection: Selection = Selection.ONE

    @classmethod
    def of(cls, reply: Reply, after: Sequence[Options] = ()) -> Options:
        """Label a reply's buttons: numbers, or letters where the titles are numbers themselves.

        Args:
            reply: The reply.
            after: Options that stay on offer beside it; their labels are not used again.
        """
        buttons = [button for row in reply.buttons for button in row]
        numeric = any(button.title[:1].isdigit() for button in buttons)
        taken = {label for options in after for label, _ in options.labelled}
        every = string.ascii_lowercase if numeric else [str(n) for n in range(1, 100)]
        labels = [label for label in every if label not in taken]
        return cls(tuple(zip(labels, buttons, strict=False)), reply.selection)

    def chosen(self, typed: str) -> tuple[Button, ...] | None:
        """The buttons that were typed, or None when it was words."""
        words = [word.lower().rstrip(").") for word in _SEPARATOR.split(typed.strip()) if word]
        by_label = dict(self.labelled)
        if not words or not all(word in by_label for word in words):
            return self._by_title(typed)
        buttons = tuple(dict.fromkeys(by_label[word] for word in words))
        if self.selection is Selection.ONE and len(buttons) > 1:
            return None
        return buttons

    def _by_title(self, typed: str) -> tuple[Button, ...] | None:
        wanted = typed.strip().casefold()
        same = tuple(b for _, b in self.labelled if b.title.casefold() == wanted)
        return same if len(same) == 1 else None


def read_line(typed: str, offered: Sequence[Options]) -> Incoming:
    """What a typed line means: a command, a choice of the buttons on offer, or words."""
    if command := _COMMAND.fullmatch(typed.strip()):
        return Command(command["name"].lower(), (command["argument"] or "").strip())
    for options in reversed(offered):
        if buttons := options.chosen(typed):
            return Choice(tuple(button.code for button in buttons))
    return Words(typed)
