"""Screens: findings asked together in one message, and what the answers to one mean."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from enum import Enum

from coach.findings import FindingId, Value


class GroupKind(str, Enum):
    """How a group of options is answered."""

    CHECKBOX = "checkbox"
    """Any number of options; each is a finding of its own."""
    RADIO = "radio"
    """One option; all are values of the same finding."""


class Path(str, Enum):
    """When a screen is asked."""

    LONG = "long"
    SHORT = "short"
    """When the person is to be seen within days and only something more urgent matters."""
    BOTH = "both"


@dataclass(frozen=True)
class Option:
    """One thing to tap.

    Attributes:
        id: Its name on its screen.
        title: What the runner reads, at most 60 characters.
        sets: The findings it sets, the first being the one it is about. None of them for an
            option that says "none of these"; a value of None for "not sure".
    """

    id: str
    title: str
    sets: tuple[tuple[FindingId, Value | None], ...]

    @property
    def finding(self) -> FindingId | None:
        """The finding it is about; None for "none of these"."""
        return self.sets[0][0] if self.sets else None


@dataclass(frozen=True)
class Group:
    """Options that belong together.

    Attributes:
        id: Its name on its screen.
        kind: How it is answered.
        text: The question above the options; "" when the screen's own text is enough.
        options: In reading order, without "none of these".
        none: The option that denies every finding of a checkbox group; None in a radio group.
    """

    id: str
    kind: GroupKind
    text: str
    options: tuple[Option, ...]
    none: Option | None

    @property
    def findings(self) -> tuple[FindingId, ...]:
        """What it asks about."""
        return tuple(dict.fromkeys(o.finding for o in self.options if o.finding is not None))

    def only(self, findings: Collection[FindingId]) -> Group:
        """The same group asking about these findings alone."""
        return replace(self, options=tuple(o for o in self.options if o.finding in findings))

    def answers(self, chosen: Collection[str]) -> dict[FindingId, Value | None]:
        """What the chosen options say; nothing when none of this group's was chosen."""
        answers: dict[FindingId, Value | None] = {}
        picked = [option for option in self.options if option.id in chosen]
        if self.kind is GroupKind.CHECKBOX and (
            picked or (self.none is not None and self.none.id in chosen)
        ):
            # "None of these" beside a ticked sign is a contradiction: the sign stands.
            answers.update(dict.fromkeys(self.findings, False))
        for option in picked:
            answers.update(option.sets)
        return answers


@dataclass(frozen=True)
class Screen:
    """One message that asks for one or several findings.

    Attributes:
        id: Its name; `code()` puts it before an option's.
        path: When it is asked.
        text: The message.
        why: The answer to "why do you ask?".
        explain: The message after an answer that was not understood.
        declined: The message when the person will not answer.
        cites: S and R rules behind it.
        groups: The options.
    """

    id: str
    path: Path
    text: str
    why: str
    explain: str
    declined: str
    cites: tuple[str, ...]
    groups: tuple[Group, ...]

    @property
    def findings(self) -> tuple[FindingId, ...]:
        """What it asks about, in order."""
        return tuple(finding for group in self.groups for finding in group.findings)

    @property
    def options(self) -> Iterator[Option]:
        """Every option with each group's "none of these" after its own."""
        for group in self.groups:
            yield from group.options
            if group.none is not None:
                yield group.none

    def only(self, findings: Collection[FindingId]) -> Screen:
        """The same screen asking about these findings alone."""
        groups = (group.only(findings) for group in self.groups)
        return replace(self, groups=tuple(group for group in groups if group.options))

    def code(self, option: Option) -> str:
        """What a button for this option sends back: at most 40 ASCII characters."""
        return f"{self.id}.{option.id}"


def answers_of(screen: Screen, chosen: Collection[str]) -> dict[FindingId, Value | None]:
    """What a finished screen says.

    A checkbox group in which something was chosen is answered as a whole: what was not ticked is
    denied. A group in which nothing was chosen stays open; silence is no denial.

    Args:
        screen: The screen as it was shown.
        chosen: Ids of the chosen options.

    Raises:
        KeyError: When an id is no option of this screen.
    """
    known = {option.id for option in screen.options}
    for option in chosen:
        if option not in known:
            raise KeyError(option)
    answers: dict[FindingId, Value | None] = {}
    for group in screen.groups:
        answers.update(group.answers(chosen))
    return answers


def declined_answers(screen: Screen) -> dict[FindingId, Value | None]:
    """What it means when the person will not answer a screen: asked, and left open."""
    return dict.fromkeys(screen.findings, None)
