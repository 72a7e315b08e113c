"""Signs that a message tells only together with the ones sent just before it.

"my legs feel numb", "between the legs i mean": neither message is an alarm alone. The words are
put together and read by the same rules. What that adds is a sign that begins in the earlier words
and ends in the new ones, or whose "it" is found in the earlier ones. Nothing is ever taken away,
and what either message denies, doubts or tells of somebody else stays so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from nlu.extraction.aggregate import with_implied
from nlu.extraction.extractor import extract, understood
from nlu.extraction.loading import load_rules
from nlu.extraction.model import NOT_OF_THE_LEG, Extraction, Mention, State
from nlu.extraction.reading import Reading

_RULES = load_rules("earlier.yml")
_SIGNS = frozenset(_RULES["signs"])
_SCRAP: int = _RULES["scrap"]
_LONGEST: int = _RULES["longest"]
_WORD = re.compile(r"[\w']+")
_SETTLED = frozenset(_RULES["settled"])
_WHOSE = "subject"
_END = " \t\r\n.,;:…-"


def with_earlier(
    text: str, alone: Extraction, earlier: Sequence[str], *, today: date
) -> Extraction:
    """What a message says, and the signs that it tells only with the messages before it.

    Args:
        text: The message as written.
        alone: What it says alone.
        earlier: The messages sent just before it, oldest first.
        today: The runner's local date.
    """
    spoken = {mention.finding for mention in alone.mentions} | set(alone.findings)
    added: dict[str, Mention] = {}
    for before in _beginnings(earlier):
        if _belong_together([*before, text]):
            together = _Together(" ".join(m.rstrip(_END) for m in before), text, today)
            added |= {one.finding: one for one in together.mentions() if one.finding not in spoken}
    if not added:
        return alone
    mentions = sorted((*alone.mentions, *added.values()), key=lambda one: (one.start, one.end))
    told = {one.finding: one.value for one in added.values()}
    findings = with_implied({**alone.findings, **told})
    return replace(alone, mentions=tuple(mentions), findings=findings)


def _beginnings(earlier: Sequence[str]) -> Iterator[Sequence[str]]:
    """The last message, the last two and so on, back to a no that settled what came before."""
    for first in reversed(range(len(earlier))):
        if " ".join(_WORD.findall(earlier[first].lower())) in _SETTLED:
            return
        yield earlier[first:]


def _belong_together(messages: Sequence[str]) -> bool:
    """Whether they may be parts of one sentence: not more than one says enough alone."""
    whole = sum(len(_WORD.findall(message)) > _SCRAP for message in messages)
    return whole <= 1 and all(len(message) <= _LONGEST for message in messages)


@dataclass(frozen=True)
class _Together:
    """A message and the words before it as one text."""

    before: str
    text: str
    today: date

    def mentions(self) -> Iterator[Mention]:
        """The signs that only both tell, placed in the message, and whose they are."""
        both = extract(f"{self.before} {self.text}", today=self.today)
        first = extract(self.before, today=self.today)
        signs = [
            replace(one, start=max(one.start - self._begins, 0), end=one.end - self._begins)
            for one in both.mentions
            if one.finding in _SIGNS
            and one.end > self._begins
            and one.state is State.PRESENT
            and both.findings.get(one.finding) is True
            and first.findings.get(one.finding) is not True
            and not any(_speaks_against(other, one) for other in first.mentions)
        ]
        signs = [sign for sign in signs if not self._put_right(sign)]
        yield from signs
        if signs:
            yield from (
                replace(one, start=0, end=0) for one in both.mentions if one.finding == _WHOSE
            )

    @property
    def _begins(self) -> int:
        return len(self.before) + 1

    def _put_right(self, sign: Mention) -> bool:
        """Whether the message corrects the place: "my calf hurts", "sorry, swollen hamstring"."""
        reading = Reading(understood(self.text))
        places = reading.places()
        named = any(sign.start <= start and end <= sign.end for start, end in places)
        return bool(places and reading.corrections()) and not named


def _speaks_against(one: Mention, sign: Mention) -> bool:
    """Whether words of a sign were said to be otherwise ("no bone pain") before."""
    overlaps = one.start < sign.end and sign.start < one.end
    return overlaps and one.state is not State.PRESENT and one.finding not in NOT_OF_THE_LEG
