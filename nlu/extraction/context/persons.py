"""Whose findings a message speaks of: the writer's, or somebody else's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import islice, takewhile

from nlu.extraction.lexicon import Occurrence
from nlu.extraction.loading import load_rules
from nlu.extraction.matching import Scene
from nlu.extraction.text import PUNCTUATION

_RULES = load_rules("context.yml")["persons"]
_BEFORE = frozenset(_RULES["before"])
_ASIDES = frozenset(_RULES["asides"])
_OWNERS = frozenset(_RULES["owners"])
_ASKING = frozenset(_RULES["asking"])
_IN_CARE = frozenset(_RULES["in_care"])
_MYSELF = tuple(tuple(words) for words in _RULES["myself"])
_BACK_TO = ("back", "to")
_THIRD = frozenset({"he", "she"})
_THEIRS = frozenset({"his", "her", "their"})
_THEM = frozenset({"him", "them", "they"})
_AGES = frozenset({"year", "yo"})
_REPORT_REACH = 4
_MINE_REACH = 3
_HELP_REACH = 6
_SAID_REACH = 4
_IS = (("is",), ("was",))
_HAD = frozenset({"had", "got"})
_HAS = frozenset({"has", "have", "gets"})
_LIKE_IT = frozenset(_RULES["like_it"])
_THE_SAME = frozenset(_RULES["the_same"])
_TREATS = frozenset(_RULES["treats"])
_THINGS = frozenset(_RULES["things"])
_ENDS = PUNCTUATION | {"and", "but", "so"}


class Whose(Enum):
    """Whose a symptom is, as far as the words before it tell."""

    WRITER = "writer"
    OTHER = "other"


@dataclass(frozen=True)
class Person:
    """Somebody named in the message.

    Attributes:
        place: Where, in content words.
        subject: The value of the finding `subject` if the message is about them.
        known: Whether the writer would ask for them: "my son", "an athlete I coach", not "a guy
            at the club".
    """

    place: Occurrence
    subject: str
    known: bool


class Persons:
    """Everybody in a message besides the writer, who could be the hurt one."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._words = scene.content.words
        self._full = scene.content.text.words
        self.named = list(self._candidates())
        self._named_words = {word for person in self.named for word in person.place.words}
        self._told_of = self._owns_body() and any(
            self._scene.occurrences.get(name) for name in ("CHILD", "ADULT")
        )
        """Whether somebody else is named in a message about the writer's own trouble."""

    def subject(self, symptoms: Iterable[Occurrence]) -> Person | None:
        """Whom the message is about if not the writer.

        Args:
            symptoms: What is said to be wrong, with whomever.
        """
        for about in self._scene.occurrences.get("ABOUT_OTHER", ()):
            for person in self.named:
                if set(person.place.words) <= set(about.words):
                    return person
        known = [person for person in self.named if person.known]
        if not known or self._owns_body():
            return None
        whose = {self._whose(place) for place in symptoms}
        if Whose.WRITER in whose or Whose.OTHER not in whose:
            return None
        return known[0]

    def is_others(self, place: Occurrence, whole: Occurrence) -> bool:
        """Whether a mention is said of somebody else.

        Args:
            place: The part of the mention that counts.
            whole: All of it; with "between my legs" in it, it is the writer's.
        """
        if not (self.named or self._told_of) or self._holds_mine(whole):
            return False
        return self._whose(place) is Whose.OTHER

    def _holds_mine(self, whole: Occurrence) -> bool:
        places = self._scene.content.places
        own = {*whole.words, *self._scene.body}
        return any(
            self._full[at] == "my" and self._scene.content.index_of.get(at + 1, -1) in own
            for at in range(places[whole.start], places[whole.end - 1])
        ) or self._goes_on_with_mine(places[whole.end - 1])

    def _goes_on_with_mine(self, last: int) -> bool:
        """As in "can't put weight on my left leg"."""
        behind = takewhile(lambda word: word not in _ENDS, self._full[last + 1 :])
        return "my" in islice(behind, _MINE_REACH)

    def writer_named(self) -> bool:
        """Whether the writer says whose it is: "mine", "my own leg", "and for me"."""
        return (
            any(map(self._is_mine, range(len(self._words))))
            or any(
                index in self._scene.body and self._full[max(0, at - 2) : at] == ("my", "own")
                for index, at in enumerate(self._scene.content.places)
            )
            or self._turns_to_oneself()
        )

    def _turns_to_oneself(self) -> bool:
        """As in "and for me", but not "what is best for me to tell him"."""
        if self.named or not (_THIRD | _THEIRS | _THEM).isdisjoint(self._full):
            return False
        return any(
            self._full[at : at + len(words)] == words
            for words in _MYSELF
            for at in range(len(self._full))
        )

    def _whose(self, place: Occurrence) -> Whose | None:
        """Whose a symptom is by the nearest subject before it, or at its own start."""
        content = self._scene.content
        sentence = content.sentences[place.start]
        for index in range(place.start, -1, -1):
            if content.sentences[index] != sentence and not self._named_words:
                return None
            if self._is_owned_body(index) or self._is_mine(index):
                return Whose.WRITER
            if self._is_others_body(index):
                return Whose.OTHER
            if index in self._named_words or self._words[index] in _THIRD:
                return Whose.OTHER
            if self._words[index] == "i" and not self._is_aside(index):
                return Whose.WRITER
        return None

    def _is_aside(self, index: int) -> bool:
        """As in "an athlete I coach", "I am asking", "should I": nothing of one's own is told."""
        asked = self._words[index - 1 : index] if index else ()
        return not _ASKING.isdisjoint(asked) or not _ASIDES.isdisjoint(
            self._words[index + 1 : index + 3]
        )

    def _owns_body(self) -> bool:
        """Whether the writer speaks of a part of the own body, or of "mine"."""
        if any(map(self._is_mine, range(len(self._words)))):
            return True
        return any(self._is_owned_body(index) for index in self._scene.body)

    def _is_mine(self, index: int) -> bool:
        """Whether it is "mine", but not "a friend of mine"."""
        at = self._scene.content.places[index]
        text = self._scene.content.text
        as_written = text.original[text.tokens[at].start : text.tokens[at].end].lower()
        mine = self._full[at] == "mine" and as_written.startswith("mine")
        return mine and self._full[max(0, at - 1) : at] != ("of",)

    def _is_others_body(self, index: int) -> bool:
        """As in "a mate told me his hamstring popped": a part of somebody else's body."""
        at = self._scene.content.places[index]
        return index in self._scene.body and not _THEIRS.isdisjoint(self._full[max(0, at - 2) : at])

    def _is_owned_body(self, index: int) -> bool:
        if index not in self._scene.body:
            return False
        at = self._scene.content.places[index]
        before = self._full[max(0, at - 2) : at]
        return bool(before) and (
            before[-1] in _OWNERS
            or (before[0] in _OWNERS and before[-1] in {"left", "right", "whole", "own"})
        )

    def _candidates(self) -> Iterator[Person]:
        for name, subject in (("CHILD", "child_teen"), ("ADULT", "other_adult")):
            for place in self._scene.occurrences.get(name, ()):
                if (
                    self._may_be_hurt(place)
                    and not self._reports(place)
                    and not self._helps(place)
                    and not self._compares(place)
                    and not self._is_the_writer(place)
                    and not self._owns_another(place)
                    and not self._owns_a_thing(place)
                ):
                    yield Person(place, subject, self._is_known(place))

    def _owns_another(self, place: Occurrence) -> bool:
        """As in "My son's friend": it is the friend."""
        at = self._scene.content.places[place.end - 1]
        return self._full[at + 1 : at + 2] == ("'s",) and any(
            other.start == place.end
            for name in ("CHILD", "ADULT")
            for other in self._scene.occurrences.get(name, ())
        )

    def _owns_a_thing(self, place: Occurrence) -> bool:
        """As in "On the wife's crutches": nothing is told of her."""
        at = self._scene.content.places[place.end - 1]
        owns = self._full[at + 1 : at + 2] == ("'s",)
        return owns and not _THINGS.isdisjoint(self._full[at + 2 : at + 3])

    def _is_known(self, place: Occurrence) -> bool:
        strangers = self._scene.occurrences.get("STRANGER", ())
        if not any(place.words[0] in stranger.words for stranger in strangers):
            return True
        at = self._scene.content.places[place.start]
        owned = not _OWNERS.isdisjoint(self._full[max(0, at - 2) : at])
        looked_after = not _IN_CARE.isdisjoint(self._words[place.end : place.end + 3])
        return owned or looked_after or self._written_by_kin()

    def _written_by_kin(self) -> bool:
        """As in "Dad here. Lad's 15": then the lad is theirs."""
        return any(map(self._says_who_writes, self._scene.occurrences.get("ADULT", ())))

    def _may_be_hurt(self, place: Occurrence) -> bool:
        """Whether the person stands where the hurt one would, not as company or an aim."""
        content = self._scene.content
        before = self._first_word_of(place) - 1
        if before < 0 or content.segments[before] != content.segments[place.start]:
            return True
        return self._words[before] in _BEFORE or self._words[before - 1 : before + 1] == _BACK_TO

    def _first_word_of(self, place: Occurrence) -> int:
        """Where the naming of a person begins: with "my son" in "my son's friend"."""
        first = place.start
        for name in ("CHILD", "ADULT"):
            for other in self._scene.occurrences.get(name, ()):
                if other.end == place.start and self._owns_another(other):
                    first = other.start
        return first

    def _is_the_writer(self, place: Occurrence) -> bool:
        """Whether an age ("a 15 year old runner") or "me: 16, girl" is the writer's own."""
        at = self._scene.content.places[place.start]
        aged = not _AGES.isdisjoint(self._words[place.start : place.end]) and (
            at == 0 or self._full[at - 1] not in _OWNERS
        )
        return aged or self._introduces_oneself(place) or self._says_who_writes(place)

    def _says_who_writes(self, place: Occurrence) -> bool:
        """As in "dad here": the one who writes, for somebody else perhaps."""
        return self._words[place.end : place.end + 1] == ("here",)

    def _introduces_oneself(self, place: Occurrence) -> bool:
        """As in "me: 16, girl, gymnast": what the sentence begins with is the writer."""
        sentences = self._scene.content.sentences
        first = sentences.index(sentences[place.start])
        return self._words[first : first + 2] == ("me", ":")

    def _helps(self, place: Occurrence) -> bool:
        """As in "lads had to lift me into the van": nobody but the writer is hurt."""
        if not (_THIRD | _THEIRS).isdisjoint(self._full):
            return False
        first = self._scene.content.places[place.end - 1] + 1
        behind = takewhile(lambda word: word not in _ENDS, self._full[first:])
        return "me" in islice(behind, _HELP_REACH)

    def _compares(self, place: Occurrence) -> bool:
        """As in "my dad had the same", "my sister is a nurse": they are no patients."""
        is_one = self._words[max(0, place.start - 1) : place.start] in _IS
        if is_one and (self._is_said_of_another(place) or self._treats(place)):
            return True
        behind = takewhile(lambda word: word not in _ENDS, self._words[place.end :])
        said = tuple(islice(behind, _SAID_REACH))
        had = not _HAD.isdisjoint(said[:1]) and not _THE_SAME.isdisjoint(said[1:3])
        has = not _HAS.isdisjoint(said[:1]) and not _LIKE_IT.isdisjoint(said[1:3])
        treats = said[:1] in _IS and not _TREATS.isdisjoint(said[1:])
        return had or has or treats

    def _is_said_of_another(self, place: Occurrence) -> bool:
        """As in "my brother is a runner": that is one person."""
        return any(
            other.end == place.start - 1
            for name in ("CHILD", "ADULT")
            for other in self._scene.occurrences.get(name, ())
        )

    def _treats(self, place: Occurrence) -> bool:
        return not _TREATS.isdisjoint(self._words[place.start : place.end])

    def _reports(self, place: Occurrence) -> bool:
        """As in "My wife says I limp": she is no patient."""
        segments = self._scene.content.segments
        return any(
            0 <= report.start - place.end <= _REPORT_REACH
            and segments[report.start] == segments[place.start]
            for report in self._scene.occurrences.get("REPORTS", ())
        )
