"""Numbers in digits and words, fractions, ranges and "out of ten"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from nlu.extraction.text import Text
from nlu.values.phrases import as_text, rules

_RULES = rules("numbers")
_UNITS: dict[str, int] = _RULES["units"]
_TENS: dict[str, int] = _RULES["tens"]


def _by_length(phrases: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((tuple(phrase.split()) for phrase in phrases), key=len, reverse=True))


_HOMOPHONES: dict[str, int] = _RULES["homophones"]
_VAGUE: dict[tuple[str, ...], int] = {
    tuple(phrase.split()): number for phrase, number in _RULES["vague"].items()
}
_VAGUE_PHRASES = _by_length(list(_RULES["vague"]))
_RANGE_WORDS = _by_length(_RULES["range_words"])
_OUT_OF_WORDS = _by_length(_RULES["out_of_words"])
_DIGITS = re.compile(r"\d{1,6}(?:\.\d{1,3})?|\d{1,3},\d{3}")
_HALF_WITH_A_COMMA = re.compile(r"\d{1,2},5")
_FRACTIONS = {("1", "2"): 0.5, ("1", "4"): 0.25, ("3", "4"): 0.75}
_TOPS = frozenset({5, 10, 20, 100})
"""The scales that people use."""
_WIDEST_DASHED = 3
"""A wider step between blanks ("2 - 7") is no range."""
_TIME_UNITS = frozenset(word for unit in rules("times")["units"].values() for word in unit["words"])
ANY_NUMBER = re.compile(rf"(?<!\S)(?:\d+(?:\.\d+)?|{'|'.join(_UNITS)})(?!\S)")
"""A plain number in `Text.plain`, where only its place matters."""
_BEGINNINGS = frozenset(
    {"a", *_HOMOPHONES, *_UNITS, *_TENS, *(phrase[0] for phrase in _VAGUE_PHRASES)}
)
_MINUS = frozenset({"minus", "negative"})


@dataclass(frozen=True)
class Number:
    """A number, or a range of numbers, somewhere in a message.

    Attributes:
        low: The number, or the lower end of a range.
        high: The number, or the upper end of a range.
        start: Where it begins in the message as written (characters).
        end: Where it ends there, "out of ten" and "ish" included.
        first: Its first token.
        last: The token behind its last.
        out_of: What it was said to be out of (10 in "3/10"), or None.
        vague: True for amounts left open ("a few").
    """

    low: float
    high: float
    start: int
    end: int
    first: int
    last: int
    out_of: float | None = None
    vague: bool = False

    @property
    def value(self) -> float:
        """The worse end of a range: the higher one."""
        return self.high


@dataclass(frozen=True)
class _Piece:
    value: float
    first: int
    last: int
    vague: bool = False


def find_numbers(message: str | Text) -> tuple[Number, ...]:
    """Every number in a message, from left to right; ordinals ("3rd") are not numbers."""
    return tuple(_Scanner(as_text(message)).numbers())


def whole(value: float) -> int | float:
    """The number as an int where it is whole, as JSON and people write it."""
    return int(value) if value == int(value) else value


def _can_begin(word: str) -> bool:
    """Whether a number can begin with this word."""
    return word[:1].isdigit() or word in _BEGINNINGS


class _Scanner:
    def __init__(self, text: Text) -> None:
        self._text = text
        self._words = text.words

    def numbers(self) -> Iterator[Number]:
        index = 0
        while index < len(self._words):
            if not _can_begin(self._words[index]):
                index += 1
                continue
            listed = self._list_at(index)
            found = listed or [self._number_at(index)]
            for number in filter(None, found):
                yield number
                index = number.last
            if not any(found):
                index += 1

    def _list_at(self, index: int) -> list[Number | None]:
        """Numbers written in one breath: "1,2,0" or "0-2-4" are three, not a range."""
        parts = self._words[index].split(",")
        if not all(part.isdecimal() and len(part) < 3 for part in parts):
            return []
        if len(parts) > 1:
            if _HALF_WITH_A_COMMA.fullmatch(self._words[index]):
                return []
            return [self._made(_Piece(float(part), index, index + 1)) for part in parts]
        last = index + 1
        while last < len(self._words) and self._hyphened(last) and self._words[last].isdecimal():
            last += 1
        if last - index < 3:
            return []
        return [self._made(_Piece(float(self._words[at]), at, at + 1)) for at in range(index, last)]

    def _number_at(self, index: int) -> Number | None:
        piece = self._piece(index) or self._heard_at(index)
        if piece is None:
            return None
        number = self._with_range(self._made(piece))
        return self._with_ish(self._with_out_of(self._with_ish(self._with_sign(number))))

    def _made(self, piece: _Piece) -> Number:
        start, end = self._text.place(piece.first, piece.last)
        return Number(
            piece.value, piece.value, start, end, piece.first, piece.last, vague=piece.vague
        )

    def _until(self, number: Number, last: int) -> Number:
        return replace(number, last=last, end=self._text.place(number.first, last)[1])

    def _piece(self, index: int) -> _Piece | None:
        """One number without sign or range."""
        if fraction := self._fraction_at(index):
            return _Piece(fraction, index, index + 3)
        for phrase in _VAGUE_PHRASES:
            if self._follows(index, phrase):
                return _Piece(_VAGUE[phrase], index, index + len(phrase), vague=True)
        simple = self._digits_at(index) or self._words_at(index)
        return None if simple is None else self._with_fraction(simple)

    def _heard_at(self, index: int) -> _Piece | None:
        """A word that a dictated number was written as: "sicks out of ten"."""
        heard = _HOMOPHONES.get(self._words[index])
        scored = any(
            self._follows(index + 1, words) and self._word(index + 1 + len(words)) in {"10", "ten"}
            for words in _OUT_OF_WORDS
        )
        return _Piece(heard, index, index + 1) if heard is not None and scored else None

    def _digits_at(self, index: int) -> _Piece | None:
        word = self._words[index]
        if _HALF_WITH_A_COMMA.fullmatch(word):
            return _Piece(float(word.replace(",", ".")), index, index + 1)
        if not _DIGITS.fullmatch(word):
            return None
        return _Piece(float(word.replace(",", "")), index, index + 1)

    def _words_at(self, index: int) -> _Piece | None:
        word = self._words[index]
        if word in _TENS:
            unit = _UNITS.get(self._word(index + 1), 0)
            if 0 < unit < 10:
                return _Piece(_TENS[word] + unit, index, index + 2)
            return _Piece(_TENS[word], index, index + 1)
        if self._word(index + 1) == "hundred" and (word == "a" or word in _UNITS):
            return _Piece(100 * _UNITS.get(word, 1), index, index + 2)
        return _Piece(_UNITS[word], index, index + 1) if word in _UNITS else None

    def _with_fraction(self, piece: _Piece) -> _Piece:
        """As in "3 and a half", "3 1/2", "three point five"."""
        after = piece.last
        if self._follows(after, ("and", "a", "half")):
            return _Piece(piece.value + 0.5, piece.first, after + 3)
        if self._follows(after, ("and", "half")) or self._follows(after, ("a", "half")):
            return _Piece(piece.value + 0.5, piece.first, after + 2)
        if fraction := self._fraction_at(after):
            return _Piece(piece.value + fraction, piece.first, after + 3)
        if self._word(after) == "point" and (decimal := self._simple(after + 1)) is not None:
            return _Piece(piece.value + decimal / 10, piece.first, after + 2)
        return piece

    def _simple(self, index: int) -> float | None:
        word = self._word(index)
        value = float(word) if word.isdecimal() and len(word) == 1 else _UNITS.get(word)
        return value if value is not None and value < 10 else None

    def _fraction_at(self, index: int) -> float | None:
        """As in "1/2" written behind a whole number, or as one character."""
        if self._word(index + 1) != "/":
            return None
        fraction = _FRACTIONS.get((self._words[index], self._word(index + 2)))
        if fraction is None:
            return None
        one_character = self._text.tokens[index].start == self._text.tokens[index + 1].start
        behind_a_number = index > 0 and self._words[index - 1].isdecimal()
        return fraction if one_character or behind_a_number else None

    def _with_sign(self, number: Number) -> Number:
        before = self._word(number.first - 1)
        touching = before == "-" and (
            self._text.tokens[number.first - 1].end == self._text.tokens[number.first].start
        )
        if not (touching or before in _MINUS):
            return number
        first = number.first - 1
        return replace(
            number,
            low=-number.high,
            high=-number.low,
            first=first,
            start=self._text.tokens[first].start,
        )

    def _with_range(self, number: Number) -> Number:
        for second in self._second_ends(number):
            last = second.last
            if self._word(last) == "and" and self._hyphened(last):
                continue
            low, high = sorted((number.low, second.value))
            return self._until(replace(number, low=low, high=high), last)
        return number

    def _second_ends(self, number: Number) -> Iterator[_Piece]:
        """The other end of a range, if what follows makes one."""
        after = number.last
        if number.vague and self._word(after) != "or":
            return
        if self._hyphened(after) and (piece := self._piece(after)):
            yield piece
        if self._word(after) in {"-", "/"} and (piece := self._piece_or_none(after + 1)):
            if self._word(after) == self._word(piece.last) == "/":
                return
            step = piece.value - number.low
            dashed = self._word(after) == "-" and 0 < step <= _WIDEST_DASHED
            if dashed or (step == 1 and not self._is_out_of(piece)):
                yield piece
        for words in _RANGE_WORDS:
            if self._follows(after, words):
                piece = self._piece_or_none(after + len(words))
                if piece and (piece.value > number.low or words[0] != "to"):
                    yield piece
        if self._word(after) == "and" and self._word(number.first - 1) == "between":
            piece = self._piece_or_none(after + 1)
            if piece:
                yield piece

    def _is_out_of(self, total: _Piece) -> bool:
        """Whether what stands behind a slash is the top of a scale: "9/10", but "4/5 weeks"."""
        counts = self._word(total.last) in _TIME_UNITS
        return total.value in _TOPS and not counts

    def _piece_or_none(self, index: int) -> _Piece | None:
        return self._piece(index) if index < len(self._words) else None

    def _with_out_of(self, number: Number) -> Number:
        for words in _OUT_OF_WORDS:
            if self._follows(number.last, words):
                total = self._piece_or_none(number.last + len(words))
                if total and total.value in _TOPS and not total.vague:
                    return self._until(replace(number, out_of=total.value), total.last)
        return number

    def _with_ish(self, number: Number) -> Number:
        return self._until(number, number.last + 1) if self._word(number.last) == "ish" else number

    def _hyphened(self, index: int) -> bool:
        """Whether a token is tied to the one before it by a hyphen ("3-4")."""
        if not 0 < index < len(self._words):
            return False
        tokens = self._text.tokens
        return "-" in self._text.original[tokens[index - 1].end : tokens[index].start]

    def _word(self, index: int) -> str:
        return self._words[index] if 0 <= index < len(self._words) else ""

    def _follows(self, index: int, phrase: tuple[str, ...]) -> bool:
        return tuple(self._words[index : index + len(phrase)]) == phrase
