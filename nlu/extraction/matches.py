"""Finds the words that speak of a finding, before it is known how they are meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nlu.extraction.context.negation import Negations
from nlu.extraction.engine import engine
from nlu.extraction.lexicon import Occurrence
from nlu.extraction.matching import Scene, counted
from nlu.extraction.patterns import Pattern
from nlu.extraction.rules import FindingRules, Wording


@dataclass(frozen=True)
class Match:
    """Words that speak of a finding, before it is known how they are meant.

    Attributes:
        rules: The finding's rules.
        wording: What the words say of it when simply stated.
        place: All words the pattern took.
        counted: The part that a negation or a time must reach to matter.
    """

    rules: FindingRules
    wording: Wording
    place: Occurrence
    counted: Occurrence

    def negated(self, negations: Negations) -> bool:
        """Whether it is denied."""
        return negations.negated(self.counted.words, self.place.words)


class Matches:
    """All matches of one message."""

    def __init__(self, scene: Scene, negations: Negations) -> None:
        self._scene = scene
        self._negations = negations

    def found(self) -> Iterator[Match]:
        """The matches whose words no stronger finding claims.

        A sign without a place ("swollen") gives way to the one named with its place beside it.
        """
        matches = list(self._all())
        segments = self._scene.content.segments
        claimed: dict[str, set[int]] = {}
        near: dict[str, set[int]] = {}
        for match in matches:
            claimed.setdefault(match.rules.finding, set()).update(match.counted.words)
            near.setdefault(match.rules.finding, set()).add(segments[match.place.start])
        for match in matches:
            words = set(match.counted.words)
            placeless = match.place.words == match.counted.words
            segment = segments[match.place.start]
            if not any(
                words & claimed.get(other, set()) or (placeless and segment in near.get(other, ()))
                for other in match.rules.yields_to
            ):
                yield match

    def _all(self) -> Iterator[Match]:
        for pattern, (rules, wording) in engine().wordings.candidates(self._scene):
            for place, parts in self._scene.find(pattern):
                match = Match(rules, wording, place, counted(pattern, place, parts))
                if not self._is_something_else(match):
                    yield match

    def _is_something_else(self, match: Match) -> bool:
        """Whether an exception stands near.

        One that takes a sign away has to be said of it, in one breath and not denied; one that
        takes back a good word ("fine now") is heard wherever it stands.
        """
        content = self._scene.content
        takes_a_sign = match.wording.value is not False
        units = content.segments if takes_a_sign else content.sentences
        # What says that all is well ("put weight on it no problem") is no sign of anything else.
        well = not takes_a_sign and not match.negated(self._negations)
        unless = () if well else match.rules.unless
        return any(
            units[place.start] == units[match.place.start]
            and place.start <= match.place.end + 3
            and place.end >= match.place.start - 3
            and not (takes_a_sign and self._is_apart(match, pattern, place, parts))
            for pattern in (*unless, *match.wording.unless)
            for place, parts in self._scene.find(pattern)
        )

    def _is_apart(
        self, match: Match, pattern: Pattern, place: Occurrence, parts: Iterable[Occurrence]
    ) -> bool:
        return (
            self._scene.is_parted((place, match.place))
            or self._scene.breaks_off(pattern, parts)
            or self._negations.negated(place.words, (*place.words, *match.place.words))
        )
