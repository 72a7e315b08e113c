"""Which words of a message are denied.

A negation reaches forward from its cue ("no", "not", "don't think") until the thought is over.
Short answers deny backwards ("bruising: none", "limp? no").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from nlu.extraction.context.reach import END_MARKS, NEGATORS, NOUNS, Kind, Reach, symptom_words
from nlu.extraction.lexicon import Occurrence
from nlu.extraction.loading import load_rules
from nlu.extraction.matching import Scene

_RULES = load_rules("context.yml")["negation"]
_BEFORE_A_COUNT = frozenset(_RULES["before_a_count"])
_EXCEPTING = frozenset(_RULES["excepting"])
_HEDGES = frozenset(_RULES["hedges"])
_NOTHING_BEFORE = {
    word: re.compile("|".join(lines)) for word, lines in _RULES["denies_nothing_before"].items()
}


@dataclass(frozen=True)
class Cue:
    """A negation and the content words it denies: from `place.end` to `reach`, excluded."""

    place: Occurrence
    kind: Kind
    reach: int

    def covers(self, word: int) -> bool:
        """Whether a content word is denied by it."""
        return self.place.end <= word < self.reach


class Negations:
    """All negations of one message."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._words = scene.content.words
        self._segments = scene.content.segments
        self._symptoms = symptom_words(scene)
        self._answers = {
            answer
            for word in sorted(self._symptoms)
            if (answer := self._answer_after(word + 1)) is not None
        }
        self._cues = [
            Cue(place, kind, Reach(scene, self._symptoms, place.end, kind).end())
            for place, kind in self._cue_places()
        ]

    def negated(self, words: Iterable[int], consumed: Iterable[int]) -> bool:
        """Whether a mention made of some content words is denied.

        Args:
            words: The content words that count.
            consumed: All words of the pattern; a "not" that belongs to it ("can not feel") denies
                nothing.
        """
        consumed = frozenset(consumed)
        cues = [cue for cue in self._cues if consumed.isdisjoint(self._negators(cue))]
        denied = any(self._depth(word, cues) % 2 for word in words)
        if denied or self._is_excepted(min(consumed)):
            return denied
        return self._answer_after(max(consumed) + 1) is not None

    def _is_excepted(self, word: int) -> bool:
        """As in "apart from the chest pain, nothing"."""
        return not _EXCEPTING.isdisjoint(self._words[max(0, word - 2) : word])

    def begins_within(self, place: Occurrence) -> bool:
        """Whether another "no" begins inside a mention and is no part of it."""
        return any(
            cue.kind is Kind.NO
            and place.start < cue.place.start < place.end
            and set(cue.place.words).isdisjoint(place.words)
            for cue in self._cues
        )

    def _depth(self, word: int, cues: Sequence[Cue]) -> int:
        """How many negations a word stands under; "not ... no" counts as one."""
        over = [cue for cue in cues if cue.covers(word)]
        simple = [cue for cue in over if cue.kind is not Kind.RAISING]
        return sum(
            cue.kind is not Kind.NO or not any(other.covers(cue.place.start) for other in simple)
            for cue in over
        )

    def _cue_places(self) -> list[tuple[Occurrence, Kind]]:
        """The cues, longest first where they overlap, without the ones that deny nothing."""
        occurrences = self._scene.occurrences
        taken: set[int] = set()
        for name in ("NEG_FALSE", "NEVER_BEFORE"):
            for place in occurrences.get(name, ()):
                taken.update(place.words)
        found: list[tuple[Occurrence, Kind]] = []
        candidates = [(place, kind) for kind in Kind for place in occurrences.get(kind.value, ())]
        candidates += [
            (Occurrence(index, index + 1, (index,)), Kind.NO)
            for index, word in enumerate(self._words)
            if word == "0" and self._is_none_of(index)
        ]
        for place, kind in sorted(candidates, key=lambda c: (c[0].start - c[0].end, c[0].start)):
            if taken.isdisjoint(place.words) and place.start not in self._answers:
                taken.update(place.words)
                if not (self._denies_nothing(place) or self._asks(place)):
                    found.append((place, kind))
        return sorted(found, key=lambda c: c[0].start)

    def _denies_nothing(self, cue: Occurrence) -> bool:
        """As in "never been so breathless": that is worse than ever."""
        content = self._scene.content
        lines = _NOTHING_BEFORE.get(self._words[cue.start])
        if lines is None:
            return False
        at = content.places[cue.start] + 1
        behind = takewhile(lambda word: word not in END_MARKS, content.text.words[at:])
        return lines.match(" ".join(behind)) is not None

    def _asks(self, cue: Occurrence) -> bool:
        """As in "isn't calf swelling dangerous?": the "not" is the question's."""
        words, after = self._words, cue.end
        if words[max(cue.start - 1, 0)] not in {"is", "are"} or after >= len(words):
            return False
        sentence = self._scene.content.sentences
        if cue.start > 1 and sentence[cue.start - 2] == sentence[cue.start]:
            return False
        last = max(i for i, of in enumerate(sentence) if of == sentence[cue.start])
        return words[last] == "?" and (words[after] in NOUNS or after in self._scene.body)

    def _is_none_of(self, index: int) -> bool:
        """Whether a nought counts the sign behind it ("0 limp"), and is not a score before it.

        In "walking 0 limp" it is the score of the walking; the limp is left to be asked about.
        """
        words = self._words
        sign = index + 1
        if sign not in self._symptoms or words[sign] not in NOUNS:
            return False
        behind = words[sign + 1 : sign + 2]
        if behind and behind[0] not in END_MARKS | {"and", "or", "but", "0", "no", "when"}:
            return False
        before = words[max(index - 2, 0) : index]
        counted_too = len(before) == 2 and before[0] == "0" and before[1] in NOUNS
        return counted_too or not before or before[-1] in _BEFORE_A_COUNT

    def _negators(self, cue: Cue) -> list[int]:
        """The words of a cue that deny, without those they lean on ("not" of "not think")."""
        words = [word for word in cue.place.words if self._words[word] in NEGATORS]
        return words or list(cue.place.words)

    def _answer_after(self, after: int) -> int | None:
        """Where a short "no" follows: "bruising: none", "limp? no", "swelling no"."""
        words = self._words
        index, marks = after, 0
        while index < len(words) and words[index] in END_MARKS and marks < 2:
            if words[index] in ".!\n;":
                return None
            index, marks = index + 1, marks + 1
        ends = [
            place.end
            for place in self._scene.occurrences.get("NO_ANSWER", ())
            if place.start == index
        ]
        if not ends or self._is_hedged(index):
            return None
        end = max(ends)
        if end >= len(words) or words[end] in END_MARKS or words[end] == "but":
            return index
        return index if marks == 0 and self._answers_close(end) else None

    def _is_hedged(self, index: int) -> bool:
        """As in "tight chest, probably nothing": that is a hope and no answer."""
        if self._words[index] != "nothing":
            return False
        content = self._scene.content
        at = content.places[index]
        return not _HEDGES.isdisjoint(content.text.words[max(0, at - 2) : at])

    def _answers_close(self, index: int) -> bool:
        """Whether the stretch of words ends with a yes or no: "limp no bruise no"."""
        last = index
        segment = self._segments[index]
        while last + 1 < len(self._words) and self._segments[last + 1] == segment:
            last += 1
        while last > index and self._words[last] in END_MARKS:
            last -= 1
        return self._words[last] in {"no", "yes", "none", "nope", "yep", "yeah", "nah"}
