"""Which words speak of an earlier, healed trouble, or of something gone by now."""

from __future__ import annotations

from collections.abc import Iterable

from nlu.extraction.lexicon import Occurrence
from nlu.extraction.loading import load_rules
from nlu.extraction.matching import Scene

_RULES = load_rules("context.yml")["time"]
_BREAKS = frozenset(_RULES["breaks"])
_PAST_VERBS = frozenset(_RULES["past_verbs"])
_NOT_AFTER = frozenset(_RULES["not_after"])
_STANDS_FOR_IT = frozenset({"it", "that", "this", "which", "they", "but", "and", "all", "now", ","})
_SUBJECTS = frozenset({"i", "it", "he", "she", "they", "there"})


class Times:
    """All times of one message that are not now."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._words = scene.content.words
        self._pieces = self._cut()
        excluded = self._taken("NOT_DISTANT")
        self._distant = [
            place
            for place in self._places("DISTANT")
            if excluded.isdisjoint(place.words) and not self._reaches_now(place)
        ]
        not_gone = self._taken("NOT_GONE")
        self._gone = [p for p in self._places("GONE") if not_gone.isdisjoint(p.words)]
        self._gone += self._places("GONE_SURELY")

    def distant(self, place: Occurrence, *, alarm: bool) -> bool:
        """Whether a mention belongs to another time, long before now.

        Args:
            place: The mention.
            alarm: Whether it counts in doubt.
        """
        here = self._pieces[place.start]
        for cue in self._distant:
            there = self._pieces[cue.start]
            if there == here and not self._now_in(here, cue):
                return True
            neighbours = abs(there - here) == 1 and self._same_sentence(cue, place)
            if neighbours and not self._own_time(here):
                if not self._own_subject(here, there):
                    return True
                if not alarm and there < here and self._tells_of_past(here):
                    return True
        return False

    def gone(self, place: Occurrence) -> bool:
        """Whether the mention is followed by words that say it has gone."""
        segment = self._scene.content.segments
        for cue in self._gone:
            if self._is_of_the_next(place, cue):
                continue
            if (
                0 <= cue.start - place.end <= 3
                or (set(cue.words) & set(place.words) and cue.end > place.end)
            ) and segment[cue.start] - segment[place.start] <= 1:
                return True
        return False

    def _is_of_the_next(self, place: Occurrence, cue: Occurrence) -> bool:
        """As in "a limp, the swelling has gone": the swelling has, not the limp."""
        between = list(self._words[place.end : cue.start])
        if "," not in between:
            return False
        return not _STANDS_FOR_IT.issuperset(between[between.index(",") + 1 :])

    def before(self, place: Occurrence, recovered: Iterable[Occurrence]) -> bool:
        """Whether a mention in the past tense stands before "all good now"."""
        past = self.in_the_past(place)
        sentences = self._scene.content.sentences
        return past and any(
            cue.start >= place.end and sentences[cue.start] - sentences[place.start] <= 1
            for cue in recovered
        )

    def _cut(self) -> list[int]:
        """The number of the small piece each content word stands in."""
        content = self._scene.content
        pieces, piece = [], 0
        for index, word in enumerate(self._words):
            if index and (
                word in _BREAKS or content.segments[index] != content.segments[index - 1]
            ):
                piece += 1
            pieces.append(piece)
        return pieces

    def _places(self, name: str) -> list[Occurrence]:
        return self._scene.occurrences.get(name, [])

    def _taken(self, name: str) -> set[int]:
        return {word for place in self._places(name) for word in place.words}

    def _same_sentence(self, one: Occurrence, other: Occurrence) -> bool:
        sentences = self._scene.content.sentences
        return sentences[one.start] == sentences[other.start]

    def _piece_words(self, piece: int) -> list[str]:
        return [word for index, word in enumerate(self._words) if self._pieces[index] == piece]

    def in_the_past(self, place: Occurrence) -> bool:
        """Whether a mention stands in the past tense."""
        return self._tells_of_past(self._pieces[place.start])

    def _tells_of_past(self, piece: int) -> bool:
        return any(word in _PAST_VERBS for word in self._piece_words(piece))

    def _reaches_now(self, place: Occurrence) -> bool:
        content = self._scene.content
        at = content.places[place.start]
        return at > 0 and content.text.words[at - 1] in _NOT_AFTER

    def _own_time(self, piece: int) -> bool:
        return any(self._pieces[place.start] == piece for place in self._places("NOW"))

    def _now_in(self, piece: int, cue: Occurrence) -> bool:
        return any(
            self._pieces[place.start] == piece and set(place.words).isdisjoint(cue.words)
            for place in self._places("NOW")
        )

    def _own_subject(self, here: int, there: int) -> bool:
        """Whether both pieces say something of their own."""
        return not _SUBJECTS.isdisjoint(self._piece_words(here)) and not _SUBJECTS.isdisjoint(
            self._piece_words(there)
        )
