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
_POINTS_BACK = frozenset(_RULES["points_back"])
_OF_NOW = frozenset(_RULES["of_now"])
_OWNERS = frozenset({"my", "the", "our"})
_PRESENT = frozenset({"is", "are", "feels", "feel", "has", "have", "looks", "look"})
_BEING = frozenset({"is", "are", "am"})
_OF_A_TIME = frozenset(_RULES["of_a_time"])
_NUMBERS = frozenset(_RULES["points_back"])
_AT_AN_EVENT = frozenset(_RULES["at_an_event"])
_PARTS = frozenset(",;.\n-(:")
_EVENTS = frozenset(_RULES["events"])
_SENSED = frozenset(_RULES["sensed"])
_THAT_GO = frozenset(_RULES["that_go"])
_BEHIND_GONE = frozenset(_RULES["behind_gone"])


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
        self._leading = [
            place for place in self._places("DISTANT_LEADING") if excluded.isdisjoint(place.words)
        ]
        not_gone = self._taken("NOT_GONE")
        self._gone = [p for p in self._places("GONE") if not_gone.isdisjoint(p.words)]
        self._gone += self._places("GONE_SURELY")

    def distant(self, place: Occurrence, *, alarm: bool) -> bool:
        """Whether a mention belongs to another time, long before now.

        Args:
            place: The mention.
            alarm: Whether it counts in doubt; then only a time of its own dates it.
        """
        return any(self._leads_to(cue, place) for cue in self._leading) or any(
            self._dates(cue, place, alarm) for cue in self._distant
        )

    def _dates(self, cue: Occurrence, place: Occurrence, alarm: bool) -> bool:
        here, there = self._pieces[place.start], self._pieces[cue.start]
        if there == here:
            return not self._now_in(here, cue) and not self._parted(place, cue, alarm)
        if self._is_of_the_sentence_before(cue, place):
            return True
        neighbours = abs(there - here) == 1 and self._same_stretch(cue, place)
        if not neighbours or self._own_time(here):
            return False
        # "Was hot and swollen last summer": both are of that summer.
        both = there > here and self._joined(there) and self._tells_of_past(here)
        if self._is_bare(cue) or both or alarm:
            return self._is_bare(cue) or both
        if there > here or self._tells_of_past(here):
            return there < here
        # "Last year I had a pop and a bruise", but not "last year I tore it, my hip aches".
        return self._joined(here)

    def _is_of_the_sentence_before(self, cue: Occurrence, place: Occurrence) -> bool:
        """As in "I tore it and had a huge bruise. That was 12 years ago"."""
        sentences = self._scene.content.sentences
        if sentences[cue.start] - sentences[place.start] != 1:
            return False
        first = sentences.index(sentences[cue.start])
        lead = [word for word in self._words[first : cue.start] if not word.isdigit()]
        if not lead or not _POINTS_BACK.issuperset(lead):
            return False
        pieces = {
            piece
            for piece, sentence in zip(self._pieces, sentences, strict=True)
            if sentence == sentences[place.start]
        }
        told = {word for piece in pieces for word in self._piece_words(piece)}
        past = any(map(self._tells_of_past, pieces))
        return past and told.isdisjoint(_OF_NOW) and not any(map(self._own_time, pieces))

    def _leads_to(self, cue: Occurrence, place: Occurrence) -> bool:
        """Whether a mention stands under a cue that reaches only forward ("used to limp")."""
        return (
            self._pieces[cue.start] == self._pieces[place.start]
            and cue.start <= place.start
            and not self._now_in(self._pieces[place.start], cue)
            and not self._begins_anew(cue.end, place.start)
        )

    def _is_bare(self, cue: Occurrence) -> bool:
        """Whether its piece holds little but the time: "a pop, last year", "that was last year"."""
        piece = self._pieces[cue.start]
        others = {index for index, one in enumerate(self._pieces) if one == piece}
        words = {self._words[index] for index in others.difference(cue.words)}
        return not words - _BREAKS - _OF_A_TIME

    def _parted(self, place: Occurrence, cue: Occurrence, alarm: bool) -> bool:
        """Whether two thoughts follow each other without a mark, and the time is of the other.

        As in "I can't pee stopped warfarin years ago", "years ago I broke my arm my foot is cold".
        """
        if cue.start < place.start:
            return self._begins_anew(cue.end, place.start)
        if self._begins_anew(place.end, cue.start):
            return True
        if any(word in _PAST_VERBS for word in self._words[self._first_of(place) : place.end]):
            return False
        between = self._words[place.end : cue.start]
        if alarm and self._tells_more(place.end, cue.start):
            return True
        return not _EVENTS.isdisjoint(between) or (
            not _SUBJECTS.isdisjoint(self._words[cue.end : cue.end + 1])
        )

    def _tells_more(self, start: int, end: int) -> bool:
        """As in "numb between the legs hernia years ago", but not "a pop in a race years ago"."""
        words = self._words[start:end]
        return _AT_AN_EVENT.isdisjoint(words) and any(
            word not in _OF_A_TIME
            and word not in _NUMBERS
            and not word.isdigit()
            and index not in self._scene.body
            for index, word in enumerate(words, start)
        )

    def _begins_anew(self, start: int, end: int) -> bool:
        """Whether a subject of its own stands between: "I", "it", "my foot is"."""
        content = self._scene.content
        for index in range(start, end):
            if self._words[index] in _SUBJECTS and index > start and not self._is_sensed(index):
                return True
            owned = content.text.words[content.places[index] - 1] in _OWNERS
            if index in self._scene.body and owned and self._words[index + 1] in _PRESENT:
                return True
        return False

    def _is_sensed(self, index: int) -> bool:
        """As in "I heard it snap": "it" is no subject of a new thought."""
        return self._words[index] == "it" and self._words[index - 1] in _SENSED

    def _first_of(self, place: Occurrence) -> int:
        return self._pieces.index(self._pieces[place.start])

    def gone(self, place: Occurrence) -> bool:
        """Whether the mention is followed by words that say it has gone."""
        if self._is_gone_at_once(place):
            return True
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

    def _is_gone_at_once(self, place: Occurrence) -> bool:
        """As in "limp's gone", "swelling gone, still sore": nothing but the sign and "gone"."""
        words, at = self._words, place.end
        if at >= len(words) or words[at] != "gone" or words[at - 1] not in _THAT_GO:
            return False
        return at + 1 == len(words) or words[at + 1] in _BEHIND_GONE

    def _is_of_the_next(self, place: Occurrence, cue: Occurrence) -> bool:
        """As in "a limp, the swelling has gone": the swelling has, not the limp."""
        content = self._scene.content
        for at in range(place.end, cue.start):
            if self._words[at] in _PARTS:
                return not _STANDS_FOR_IT.issuperset(self._words[at + 1 : cue.start])
            if content.adds_between(at - 1, at):
                return not _STANDS_FOR_IT.issuperset(self._words[at : cue.start])
        return False

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
                word in _BREAKS
                or content.segments[index] != content.segments[index - 1]
                or content.adds_between(index - 1, index)
            ):
                piece += 1
            pieces.append(piece)
        return pieces

    def _places(self, name: str) -> list[Occurrence]:
        return self._scene.occurrences.get(name, [])

    def _taken(self, name: str) -> set[int]:
        return {word for place in self._places(name) for word in place.words}

    def _same_stretch(self, one: Occurrence, other: Occurrence) -> bool:
        between = self._words[min(one.end, other.end) : max(one.start, other.start)]
        return ";" not in between and self._same_sentence(one, other)

    def _same_sentence(self, one: Occurrence, other: Occurrence) -> bool:
        sentences = self._scene.content.sentences
        return sentences[one.start] == sentences[other.start]

    def _piece_words(self, piece: int) -> list[str]:
        return [word for index, word in enumerate(self._words) if self._pieces[index] == piece]

    def in_the_past(self, place: Occurrence) -> bool:
        """Whether a mention stands in the past tense."""
        return self._tells_of_past(self._pieces[place.start])

    def _tells_of_past(self, piece: int) -> bool:
        words = self._piece_words(piece)
        return not _PAST_VERBS.isdisjoint(words) and _BEING.isdisjoint(words)

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

    def _joined(self, piece: int) -> bool:
        """Whether a piece goes on with "and" and names no subject of its own."""
        return "and" in self._piece_words(piece)[:1] and not self._has_subject(piece)

    def _has_subject(self, piece: int) -> bool:
        """Whether a piece says of whom or what it speaks: "I", "it", "my calf"."""
        content = self._scene.content
        return any(
            word in _SUBJECTS or content.text.words[content.places[index] - 1] == "my"
            for index, word in enumerate(self._words)
            if self._pieces[index] == piece
        )
