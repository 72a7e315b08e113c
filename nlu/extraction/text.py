"""The text model: a message as normalised words that remember where they stood.

Everything that reads a runner's words (findings, values, answers) reads a `Text`.
Normalising means: lower case, accents and invisible characters gone, curly quotes and dashes
plain, talking emoji as words, drawn-out letters shortened, contractions spelt out ("cant",
"can't" and "cannot" all become "can not"), digits parted from letters ("3wks" is "3", "wks"),
hyphens inside words read as blanks ("sit-bone").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from nlu.extraction.loading import load_rules

_RULES = load_rules("text.yml")
_CONTRACTIONS: dict[str, tuple[str, ...]] = {
    word: tuple(words.split()) for word, words in _RULES["contractions"].items()
}
_BEHIND: dict[str, dict[str, list[str]]] = _RULES["behind"]
_SINGLE_ENDED: frozenset[str] = frozenset(_RULES["single_ended"])
_EMOJI: dict[str, str] = _RULES["emoji"]
CLAUSE_OPENERS: frozenset[str] = frozenset(_RULES["clause_openers"])

SENTENCE_ENDS = frozenset(".!?\n")
CLAUSE_ENDS = SENTENCE_ENDS | frozenset(";:()-")
PUNCTUATION = CLAUSE_ENDS | frozenset(",/")

_PLAIN_CHARACTERS = {
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "`": "'", "´": "'", "ʼ": "'", "′": "'",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "‐": "-", "‑": "-", "‒": " - ", "–": " - ", "—": " - ", "―": " - ", "−": "-",
    "…": "... ", "•": "\n", "·": " ", "⁄": "/", "∕": "/", "×": "x",
}  # fmt: skip

_TOKEN = re.compile(
    r"""
      (?P<initials>(?:[^\W\d_]\.){2,})            # a.m. e.g.
    | (?P<number>\d+(?:[.,]\d+)*(?:(?:st|nd|rd|th)\b)?)
    | (?P<with>w/o?(?![^\W_]))
    | (?P<masked>[^\W\d_]+\*+[^\W\d_]*)           # a swear word behind stars
    | (?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)
    | (?P<mark>[.!?…]+|[\n;:()/,&+]|(?<!\w)-+|-+(?!\w))
    """,
    re.VERBOSE,
)
_SHORT_WORDS_WITH_DIGITS = re.compile(r"(?<!\w)(?:2day|2nite|2moro|b4)(?!\w)")
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
_NEVER_DOUBLE = frozenset("ahijkquvwxy")
_SUFFIXES = {"'s": ("'s",), "'ve": ("have",), "'re": ("are",), "'m": ("am",), "'ll": ("will",),
             "'d": ("would",), "n't": ("not",)}  # fmt: skip


@dataclass(frozen=True)
class Token:
    """One normalised word or punctuation mark.

    Attributes:
        text: The normalised word, or one of `PUNCTUATION`.
        start: Where it begins in the message as written (characters).
        end: Where it ends there. Words spelt out of one contraction share the same place.
    """

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Span:
    """A run of tokens, `first` included, `last` excluded."""

    first: int
    last: int

    def __contains__(self, index: int) -> bool:
        return self.first <= index < self.last

    def __len__(self) -> int:
        return self.last - self.first


@dataclass(frozen=True)
class Text:
    """A message ready to be read.

    Attributes:
        original: The message as written.
        tokens: Its normalised words and punctuation marks.
        sentences: Runs of tokens closed by `. ! ?` or a line break (the mark included).
        clauses: Finer runs: also parted by `; : ( ) -` and before words such as "but".
    """

    original: str
    tokens: tuple[Token, ...]
    sentences: tuple[Span, ...] = field(init=False)
    clauses: tuple[Span, ...] = field(init=False)

    def __post_init__(self) -> None:
        words = [token.text for token in self.tokens]
        object.__setattr__(self, "sentences", tuple(_runs(words, SENTENCE_ENDS, frozenset())))
        object.__setattr__(self, "clauses", tuple(_runs(words, CLAUSE_ENDS, CLAUSE_OPENERS)))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The tokens' texts."""
        return tuple(token.text for token in self.tokens)

    @cached_property
    def plain(self) -> str:
        """All tokens joined by single blanks, handy for regular expressions."""
        return " ".join(self.words)

    @cached_property
    def _offsets(self) -> tuple[int, ...]:
        offsets, position = [], 0
        for word in self.words:
            offsets.append(position)
            position += len(word) + 1
        return tuple(offsets)

    def place(self, first: int, last: int) -> tuple[int, int]:
        """Where tokens `first` to `last` (excluded) stand in the message as written."""
        if first >= last:
            at = self.tokens[first].start if first < len(self.tokens) else len(self.original)
            return at, at
        return self.tokens[first].start, self.tokens[last - 1].end

    def tokens_at(self, plain_start: int, plain_end: int) -> Span:
        """The tokens that a match in `plain` touches."""
        first = sum(1 for at in self._offsets if at <= plain_start) - 1
        last = sum(1 for at in self._offsets if at < plain_end)
        return Span(max(first, 0), max(last, 0))

    def sentence_of(self, index: int) -> Span:
        """The sentence a token belongs to."""
        return next(span for span in self.sentences if index in span)

    def clause_of(self, index: int) -> Span:
        """The clause a token belongs to."""
        return next(span for span in self.clauses if index in span)

    def with_words(self, words: Sequence[str]) -> Text:
        """The same message with other spellings, one for each token."""
        return Text(
            self.original,
            tuple(
                Token(word, token.start, token.end)
                for word, token in zip(words, self.tokens, strict=True)
            ),
        )


def read(message: str) -> Text:
    """Normalise a message and part it into tokens, sentences and clauses."""
    characters, sources = _plain_characters(message)
    tokens: list[Token] = []
    for words, start, end in _scan(characters):
        first, last = sources[start], sources[end - 1] + 1
        before = tokens[-1].text if tokens else ""
        behind = _BEHIND.get(before, {}).get(characters[start:end], words)
        tokens.extend(Token(word, first, last) for word in behind)
    return Text(message, tuple(tokens))


def shortened(word: str) -> str:
    """A word without drawn-out letters: "sooooo" is "so", "feeeel" is "feel"."""
    if not _DRAWN_OUT.search(word):
        return word
    doubled = _DRAWN_OUT.sub(lambda run: run[1] if run[1] in _NEVER_DOUBLE else run[1] * 2, word)
    single = _DRAWN_OUT.sub(r"\1", word)
    return single if single in _SINGLE_ENDED else doubled


def _plain_characters(message: str) -> tuple[str, Sequence[int]]:
    """The message in plain lower-case characters, and each one's place as written."""
    if message.isascii():
        return message.lower().replace("`", "'").replace("\r", "\n"), range(len(message))
    characters: list[str] = []
    sources: list[int] = []
    for place, character in enumerate(message):
        for plain in _plain(character):
            characters.append(plain)
            sources.append(place)
    return "".join(characters), sources


def _plain(character: str) -> str:
    if character.isascii():
        return "'" if character == "`" else "\n" if character == "\r" else character.lower()
    if character in _PLAIN_CHARACTERS:
        return _PLAIN_CHARACTERS[character]
    if character in _EMOJI:
        return f" {_EMOJI[character]} "
    kept = "".join(filter(_is_readable, unicodedata.normalize("NFKD", character.lower())))
    if kept:
        return kept.replace("⁄", "/")
    invisible = unicodedata.category(character) in {"Mn", "Me", "Mc", "Cf"}
    return "" if invisible else " "


def _is_readable(character: str) -> bool:
    return character.isalnum() or character in "⁄.,!?;:()'-/" or character == "\n"


def _scan(characters: str) -> Iterator[tuple[Iterable[str], int, int]]:
    """The normalised words with the place of each written one."""
    position = 0
    for match in _TOKEN.finditer(characters):
        start, end = match.span()
        if start < position:
            continue
        kind = match.lastgroup
        written = match.group()
        if kind in {"number", "word"} and (
            short := _SHORT_WORDS_WITH_DIGITS.match(characters, start)
        ):
            written, end, kind = short.group(), short.end(), "word"
        position = end
        if kind == "initials":
            yield (written.replace(".", ""),), start, end
        elif kind == "masked":
            yield ("really",), start, end
        elif kind == "mark":
            yield _mark(written), start, end
        elif kind == "number":
            yield (written.rstrip(",."),), start, end
        else:
            yield _spelt_out(written), start, end


def _mark(written: str) -> tuple[str, ...]:
    if written in _CONTRACTIONS:
        return _CONTRACTIONS[written]
    if "?" in written:
        return ("?",)
    return (written[0],)


def _spelt_out(word: str) -> tuple[str, ...]:
    """A written word as the normalised words it stands for."""
    for spelling in (word, shortened(word)):
        if spelling in _CONTRACTIONS:
            return _CONTRACTIONS[spelling]
    word = shortened(word)
    for suffix, words in _SUFFIXES.items():
        if word.endswith(suffix) and len(word) > len(suffix):
            return (word[: -len(suffix)], *words)
    return (word.replace("'", ""),)


def _runs(words: Sequence[str], ends: frozenset[str], openers: frozenset[str]) -> Iterator[Span]:
    first = 0
    for index, word in enumerate(words):
        if word in openers and index > first:
            yield Span(first, index)
            first = index
        if word in ends:
            yield Span(first, index + 1)
            first = index + 1
    if first < len(words):
        yield Span(first, len(words))
