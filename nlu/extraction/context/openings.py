"""Where questions open: by their words ("is it normal"), or by their order ("does it swell")."""

from __future__ import annotations

from nlu.extraction.lexicon import Occurrence
from nlu.extraction.loading import load_rules
from nlu.extraction.matching import Scene

_RULES = load_rules("context.yml")["questions"]
_AUXILIARIES = frozenset(_RULES["auxiliaries"])
_PAST_AUXILIARIES = frozenset(_RULES["past_auxiliaries"])
_ASKING = frozenset(_RULES["asking"])
_SUBJECT_OPENERS = frozenset(_RULES["subject_openers"])
_TELEGRAPHIC = frozenset(_RULES["telegraphic"])
_NOUNS = frozenset(load_rules("context.yml")["negation"]["nouns"])
_STARTS = frozenset(_RULES["thought_starts"])
_OWNING = frozenset({"had", "have", "has"})
_OF_ANY = frozenset({"a", "an", "the", "my", "this", "that", "some", "any"})


def question_openings(scene: Scene) -> list[Occurrence]:
    """The opening words of all questions of a message.

    Args:
        scene: The message.

    Returns:
        Where they are, those known by their words first.
    """
    return _Openings(scene).found()


class _Openings:
    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._words = scene.content.words
        self._sentences = scene.content.sentences
        self._segments = scene.content.segments

    def found(self) -> list[Occurrence]:
        at_start = {place.words[:1] for place in self._places("ASK_AT_START")}
        return [
            place
            for place in self._places("ASK")
            if place.words[:1] not in at_start or self._opens(place.start)
        ] + self._question_sentences()

    def _places(self, name: str) -> list[Occurrence]:
        return self._scene.occurrences.get(name, [])

    def _question_sentences(self) -> list[Occurrence]:
        """The opening words of sentences that have a question's word order."""
        found = []
        for index, sentence in enumerate(self._sentences):
            if index and self._sentences[index - 1] == sentence:
                continue
            first = index
            while first + 1 < len(self._words) and self._words[first] in _STARTS:
                first += 1
            if self._has_question_order(first, marked=self._ends_with_mark(index)):
                found.append(Occurrence(first, first + 1, (first,)))
        return found

    def _ends_with_mark(self, index: int) -> bool:
        sentence = self._sentences[index]
        while index + 1 < len(self._words) and self._sentences[index + 1] == sentence:
            index += 1
        return self._words[index] == "?"

    def _has_question_order(self, first: int, *, marked: bool) -> bool:
        content = self._scene.content
        words = content.text.words[content.places[first] :][:4]
        if marked and words[1:2] == ("not",):
            # "Isn't a swollen calf dangerous?"
            words, first = (words[0], *words[2:]), first + 1
        if len(words) < 3:
            return False
        if words[0] in _ASKING:
            return words[1] in _AUXILIARIES or (words[0] == "how" and words[2] in _AUXILIARIES)
        if words[0] in {"do", "does"} and words[1] not in _TELEGRAPHIC:
            return True
        # "Had a clot once, may I run?" tells of a clot; "did a clot do this?" asks.
        if words[0] in _OWNING and words[1] in _OF_ANY:
            return False
        return (words[0] in _AUXILIARIES or (marked and words[0] in _PAST_AUXILIARIES)) and (
            words[1] in _SUBJECT_OPENERS
            or first + 1 in self._scene.body
            or not _NOUNS.isdisjoint(self._words[first + 1 : first + 2])
        )

    def _opens(self, index: int) -> bool:
        """Whether a thought begins here."""
        return (
            index == 0
            or self._words[index - 1] in _STARTS
            or self._segments[index - 1] != self._segments[index]
            or self._sentences[index - 1] != self._sentences[index]
        )
