"""Finds patterns in a message once its concepts are known."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Generic, TypeVar

from nlu.extraction.content import Content
from nlu.extraction.lexicon import Lexicon, Occurrence, Occurrences
from nlu.extraction.loading import load_rules
from nlu.extraction.patterns import Element, Pattern, Scope
from nlu.extraction.text import PUNCTUATION

_GUARDS = load_rules("guards.yml")
_BODY_CONCEPTS: tuple[str, ...] = tuple(_GUARDS["body_concepts"])
_LENT = tuple(name for name in _BODY_CONCEPTS if name not in _GUARDS["not_lent"])
_PIECES: tuple[str, ...] = tuple(_GUARDS["pieces"])
_ASKED_ABOUT: dict[str | None, list[str]] = _GUARDS["asked_about"]
_SIGNS: tuple[str, ...] = tuple(_GUARDS["signs"])
_BEFORE_ONE: frozenset[str] = frozenset(_GUARDS["before_one"])
_AFTER_ONE: frozenset[str] = frozenset(_GUARDS["after_one"])
_PRONOUNS: frozenset[str] = frozenset(_GUARDS["pronouns"])
_CONNECTORS: frozenset[str] = frozenset(_GUARDS["connectors"])
_SIDES: frozenset[str] = frozenset(_GUARDS["sides"])
_BREAKERS: frozenset[str] = frozenset(_GUARDS["breakers"])
_PRONOUN_REACH = 25
_PARTING = PUNCTUATION - {"/"}
_LIST_ENDS = ((",",), ("and",), ("or",), ())

T = TypeVar("T")


class PatternIndex(Generic[T]):
    """Things looked up by the patterns they belong to; only patterns that can fit are tried."""

    def __init__(self, entries: Iterable[tuple[Pattern, T]]) -> None:
        self._by_anchor: dict[str, list[tuple[int, Pattern, T]]] = {}
        for number, (pattern, thing) in enumerate(entries):
            for name in pattern.anchor:
                self._by_anchor.setdefault(name, []).append((number, pattern, thing))

    def candidates(self, scene: Scene) -> Iterator[tuple[Pattern, T]]:
        """The patterns whose rarest part is there, in the order they were given."""
        found: dict[int, tuple[Pattern, T]] = {}
        for name, places in scene.occurrences.items():
            if places:
                for number, pattern, thing in self._by_anchor.get(name, ()):
                    found[number] = (pattern, thing)
        for number in sorted(found):
            yield found[number]


class Scene:
    """A message with everything known about where its concepts are."""

    def __init__(self, content: Content, lexicon: Lexicon, asked: str | None = None) -> None:
        """Find the concepts of a message.

        Args:
            content: The message.
            lexicon: The concepts.
            asked: The finding just asked about, whose place "it" stands for where the message
                names none.
        """
        self.content = content
        self.occurrences: Occurrences = lexicon.phrases_at(content)
        self._unions: dict[frozenset[str], list[Occurrence]] = {}
        self.body: set[int] = set()
        self._units = {
            Scope.THOUGHT: content.segments,
            Scope.SENTENCE: content.sentences,
            Scope.MESSAGE: (0,) * len(content.words),
        }
        marks = (word in PUNCTUATION for word in content.words)
        self._counts = tuple(accumulate((not mark for mark in marks), initial=0))
        self._drop_shorter_body_parts()
        self._mark_body()
        self._lend_what_was_asked(asked)
        self._lend_body_parts_to_pronouns()
        self._lend_signs_to_one()
        self._lexicon = lexicon
        self._phrases = {name: list(places) for name, places in self.occurrences.items()}
        self._hidden: set[int] = set()
        self._add_patterns()

    def settle(self) -> None:
        """Look for the concepts made of patterns again, now that hidden words are gone."""
        if self._hidden:
            self.occurrences = {
                name: [p for p in places if self._hidden.isdisjoint(p.words)]
                for name, places in self._phrases.items()
            }
            self._unions.clear()
            self._add_patterns()

    def _lend_what_was_asked(self, asked: str | None) -> None:
        if self.body or asked not in _ASKED_ABOUT:
            return
        for index, word in enumerate(self.content.words):
            if word in _PRONOUNS:
                for name in _ASKED_ABOUT[asked]:
                    self.occurrences[name].append(Occurrence(index, index + 1, (index,)))

    def _lend_signs_to_one(self) -> None:
        """Let "one" stand for the sign named last: "no bruise yesterday, now there's one"."""
        words = self.content.words
        for index, word in enumerate(words):
            after = words[index + 1 : index + 2]
            if word != "one" or not index or words[index - 1] not in _BEFORE_ONE:
                continue
            if after and after[0] not in _AFTER_ONE:
                continue
            named = [
                (place.start, name)
                for name in _SIGNS
                for place in self.occurrences.get(name, ())
                if index - _PRONOUN_REACH <= place.start < index
            ]
            if named:
                self.occurrences[max(named)[1]].append(Occurrence(index, index + 1, (index,)))

    def find(self, pattern: Pattern) -> Iterator[tuple[Occurrence, tuple[Occurrence, ...]]]:
        """Every place a pattern fits, with the place of each of its elements."""
        candidates = []
        for element in pattern.elements:
            places = self._places(element)
            if not places:
                return
            candidates.append(places)
        for place in candidates[0]:
            chosen = self._extended(pattern, candidates, (place,))
            if chosen:
                words = tuple(sorted({word for part in chosen for word in part.words}))
                start = min(part.start for part in chosen)
                yield Occurrence(start, max(part.end for part in chosen), words), chosen

    def hide(self, words: Iterable[int]) -> None:
        """Take words out of the scene: concepts that use them are no longer there."""
        hidden = set(words)
        if not hidden:
            return
        self._hidden |= hidden
        for name, places in self.occurrences.items():
            self.occurrences[name] = [p for p in places if hidden.isdisjoint(p.words)]
        self._unions.clear()

    def is_hidden(self, words: Iterable[int]) -> bool:
        """Whether some of the words are a saying that only sounds like a sign."""
        return not self._hidden.isdisjoint(words)

    def is_parted(self, places: Iterable[Occurrence]) -> bool:
        """Whether a comma, a dash, "also" or the like stands between some places."""
        content = self.content
        return any(
            not _PARTING.isdisjoint(content.words[one.end : other.start])
            or content.adds_between(one.end - 1, other.start)
            for one, other in pairwise(sorted(places))
        )

    def breaks_off(self, pattern: Pattern, parts: Iterable[Occurrence]) -> bool:
        """Whether a comma stands in the middle of what has to be one thought."""
        return pattern.scope is Scope.THOUGHT and self.is_parted(parts)

    def _places(self, element: Element) -> list[Occurrence]:
        if len(element.names) == 1:
            (name,) = element.names
            return self.occurrences.get(name, [])
        if element.names not in self._unions:
            union = {p for name in element.names for p in self.occurrences.get(name, ())}
            self._unions[element.names] = sorted(union)
        return self._unions[element.names]

    def _extended(
        self,
        pattern: Pattern,
        candidates: Sequence[list[Occurrence]],
        chosen: tuple[Occurrence, ...],
    ) -> tuple[Occurrence, ...] | None:
        position = len(chosen)
        if position == len(candidates):
            return chosen
        previous = chosen[-1]
        units = self._units[pattern.scope]
        unit = units[previous.start]
        room = pattern.gaps[position]
        places = candidates[position]
        for index in range(bisect_left(places, (previous.end,)), len(places)):
            place = places[index]
            if units[place.start] != unit or self._words_between(previous, place) > room:
                break
            if room <= 1 and "," in self.content.words[previous.end : place.start]:
                break
            if pattern.scope is Scope.THOUGHT and self._is_broken(
                candidates[position - 1], previous, place
            ):
                continue
            found = self._extended(pattern, candidates, (*chosen, place))
            if found:
                return found
        return None

    def _words_between(self, previous: Occurrence, place: Occurrence) -> int:
        """How many words stand between two places, punctuation left out."""
        return self._counts[place.start] - self._counts[previous.end]

    def _is_broken(
        self, repeats: list[Occurrence], previous: Occurrence, place: Occurrence
    ) -> bool:
        """Whether something between two elements tells that they do not belong together."""
        between = range(previous.end, place.start)
        if not between:
            return False
        for repeat in repeats[bisect_left(repeats, (previous.end,)) :]:
            if repeat.start >= place.start:
                break
            if repeat.end <= place.start:
                return True
        words = self.content.words
        if any(words[index] in _BREAKERS for index in between):
            return True
        return any(index in self.body and self._starts_anew(index) for index in between)

    def _starts_anew(self, index: int) -> bool:
        """Whether a body part opens a new thought: nothing links it to what stands before."""
        words = self.content.words
        before = index - 1
        while before >= 0 and (words[before] in _SIDES or before in self.body):
            before -= 1
        if before < 0 or words[before] not in _CONNECTORS:
            return before >= 0
        after = index + 1
        return words[before] == "," and not (
            after in self.body or words[after : after + 1] in _LIST_ENDS
        )

    def _add_patterns(self) -> None:
        there = {name for name, places in self.occurrences.items() if places}
        for name, anchors, patterns in self._lexicon.pattern_order:
            if there.isdisjoint(anchors):
                continue
            found = [
                place
                for pattern in patterns
                if not there.isdisjoint(pattern.anchor)
                for place, _ in self.find(pattern)
            ]
            if found:
                self.occurrences[name] = sorted({*self.occurrences.get(name, ()), *found})
                there.add(name)
                self._unions.clear()

    def _drop_shorter_body_parts(self) -> None:
        """In "back of the leg" or "sit bone" only the whole phrase names a body part."""
        places = {name: self.occurrences.get(name, []) for name in (*_BODY_CONCEPTS, *_PIECES)}
        longer = {place for found in places.values() for place in found if len(place.words) > 1}
        if not longer:
            return
        for name, found in places.items():
            self.occurrences[name] = [
                place
                for place in found
                if not any(
                    other.start <= place.start
                    and place.end <= other.end
                    and len(other.words) > len(place.words)
                    for other in longer
                )
            ]

    def _mark_body(self) -> None:
        for name in _BODY_CONCEPTS:
            for place in self.occurrences.get(name, ()):
                self.body.update(place.words)

    def _lend_body_parts_to_pronouns(self) -> None:
        """Let "it" stand for the body part named last, where its own clause names none."""
        pronouns = [i for i, word in enumerate(self.content.words) if word in _PRONOUNS]
        if not pronouns or not self.body:
            return
        named = sorted(
            (place.start, name) for name in _LENT for place in self.occurrences.get(name, ())
        )
        body_segments = {self.content.segments[start] for start, _ in named}
        for index in pronouns:
            if self.content.segments[index] in body_segments and any(
                start > index and self.content.segments[start] == self.content.segments[index]
                for start, _ in named
            ):
                continue
            at = bisect_left(named, (index, ""))
            if at and index - named[at - 1][0] <= _PRONOUN_REACH:
                last = named[at - 1][0]
                for start, name in named:
                    if start == last:
                        self.occurrences[name].append(Occurrence(index, index + 1, (index,)))
        for name in _BODY_CONCEPTS:
            if name in self.occurrences:
                self.occurrences[name].sort()


def counted(pattern: Pattern, place: Occurrence, parts: tuple[Occurrence, ...]) -> Occurrence:
    """The words of the marked elements, or all of them where none is marked."""
    marked = [
        part for part, element in zip(parts, pattern.elements, strict=True) if element.counted
    ]
    if not marked:
        return place
    words = tuple(sorted({word for part in marked for word in part.words}))
    return Occurrence(words[0], words[-1] + 1, words)
