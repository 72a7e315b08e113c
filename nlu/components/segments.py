"""Parts a message into pieces that each say or ask one thing."""

from __future__ import annotations

import re

from nlu.components.rules import load_words

MOST_SEGMENTS = 12
"""More than these are not read one by one; a person asks a few things at once, not dozens."""


def _alternation(words: list[str]) -> str:
    return "|".join(map(re.escape, words))


_RULES = load_words("segments.yml")
_LINK = rf"(?:{_alternation(_RULES['links'])})"
_OPENER = rf"(?:{_alternation(_RULES['openers'])})"
_POINTS_AT = frozenset(_RULES["points_at"])
_POINTING = _POINTS_AT | frozenset(_RULES["points_with"])

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=\S)|(?<=[!?])(?=[^\s!?.)])|\s*\n+\s*")
_NEXT_QUESTION = re.compile(
    rf"(?:\s*[,;:/]+\s*|\s+[-–—]+\s+|\s+(?={_LINK}\s))(?:{_LINK}\s+)*(?={_OPENER}\s)",
    re.IGNORECASE,
)
_AFTER_QUESTION_WORD = "".join(rf"(?<!\b{word})" for word in _RULES["question_words"])
_ASKING_AFTER_ALL = re.compile(
    rf"{_AFTER_QUESTION_WORD}\s+(?=(?:can|could|should|shall|may)\s+i\b"
    r"|how\s+(?:long|soon|often|many)\b"
    r"|(?:what|how|when|where|why|which)\s+(?:can|could|should|shall|do|does|would|will|is|are)\b)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    rf"\?|^\W*(?:{_LINK}\s+)*{_OPENER}\b"
    rf"|\b(?:{_alternation(_RULES['asking_words'])})\b"
    rf"|\b(?:{_alternation(_RULES['asking_ends'])})\W*$",
    re.IGNORECASE,
)
_YES_NO_OPENING = re.compile(
    rf"^\W*(?:{_LINK}\s+)*(?:{_alternation(_RULES['yes_no_openers'])})\s+"
    rf"(?:(?:{_alternation(_RULES['asking_of'])})\s+)*",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s*(?:,|/|&|\band\b|\bor\b)\s*", re.IGNORECASE)
_NO_THING = re.compile(rf"(?:{_OPENER}|not|no|maybe)\b", re.IGNORECASE)
_MOST_THINGS = 4
_MOST_WORDS_OF_A_THING = 6
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_MOST_WORDS_POINTING_BACK = 7
_SHORTEST = 2


def segments(text: str) -> tuple[str, ...]:
    """The sentences of a message, each parted before every further question in it.

    A short question that only points back ("is that bad?") stays with what it
    points to. A message that says one thing comes back as it is.

    Args:
        text: The message as written.
    """
    pieces: list[str] = []
    for sentence in _SENTENCE_END.split(text):
        for piece in _parted(sentence):
            if pieces and _points_back(piece):
                pieces[-1] = f"{pieces[-1]} {piece}"
            elif len(piece) >= _SHORTEST:
                pieces.append(piece)
    if len(pieces) > MOST_SEGMENTS:
        pieces = _most_telling(pieces)
    return tuple(pieces) or (text.strip(),)


def alternatives(piece: str) -> tuple[str, ...]:
    """The questions that one question asks of several things ("can I swim or cycle").

    Args:
        piece: One piece of a message.

    Returns:
        One question for each thing, or none when it asks of one.
    """
    opening = _YES_NO_OPENING.match(piece)
    if opening is None:
        return ()
    rest = piece[opening.end() :].rstrip("?!. ")
    things = [thing for thing in _JOINED.split(rest) if thing]
    if not 2 <= len(things) <= _MOST_THINGS or any(map(_is_no_thing, things)):
        return ()
    return tuple(f"{opening.group()}{thing}" for thing in things)


def asks(text: str) -> bool:
    """Whether a text looks like a question by its mark or its words."""
    return bool(_ASKS.search(text))


def _parted(sentence: str) -> list[str]:
    pieces = []
    for part in _NEXT_QUESTION.split(sentence):
        head, *rest = _ASKING_AFTER_ALL.split(part, maxsplit=1)
        # "how long can I" and "when can I" are one question, not a statement and a question.
        pieces.extend([part] if rest and asks(head) else [head, *rest])
    return [piece.strip(" ,;:-–—") for piece in pieces if piece.strip(" ,;:-–—")]


def _points_back(piece: str) -> bool:
    words = _WORD.findall(piece.lower().replace("’", "'"))
    short = len(words) <= _MOST_WORDS_POINTING_BACK
    return short and _POINTING.issuperset(words) and not _POINTS_AT.isdisjoint(words)


def _is_no_thing(words: str) -> bool:
    return len(words.split()) > _MOST_WORDS_OF_A_THING or bool(_NO_THING.match(words))


def _most_telling(pieces: list[str]) -> list[str]:
    """The questions, and as many of the first statements as there is room for."""
    order = sorted(range(len(pieces)), key=lambda place: (not asks(pieces[place]), place))
    return [pieces[place] for place in sorted(order[:MOST_SEGMENTS])]
