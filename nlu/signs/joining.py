"""Joins what the net takes for a sign with what the rules have read.

The rules know how words are meant; the net only what they are like. So the net is not asked about
a stretch in which the rules read something denied, past, asked about or of another person, nor
believed where the whole stretch is meant so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from nlu.extraction.aggregate import with_implied
from nlu.extraction.extractor import understood
from nlu.extraction.model import NOT_OF_THE_LEG, Extraction, Mention, State
from nlu.extraction.reading import Reading
from nlu.signs.pieces import Piece

_SPEAKS_AGAINST_NONE = NOT_OF_THE_LEG | {"both_legs_symmetric"}
"""Findings that may be denied beside a sign: "one leg" says no less of it."""


def worth_reading(pieces: Iterable[Piece], mentions: Iterable[Mention]) -> list[Piece]:
    """The stretches in which the rules have read nothing that speaks against a sign.

    Args:
        pieces: The stretches of a message.
        mentions: What the rules have read.
    """
    against = [
        mention
        for mention in mentions
        if mention.state is not State.PRESENT and mention.finding not in _SPEAKS_AGAINST_NONE
    ]
    return [piece for piece in pieces if not any(_within(one, piece) for one in against)]


def joined(
    message: str, extraction: Extraction, suspected: Mapping[Piece, frozenset[str]]
) -> Extraction:
    """What the rules have read, and the suspected signs that are meant as there now.

    Args:
        message: The message as written.
        extraction: What the rules have read in it.
        suspected: The findings that the net takes each stretch to say.
    """
    known = {mention.finding for mention in extraction.mentions} | set(extraction.findings)
    fresh = {piece: said - known for piece, said in suspected.items() if said - known}
    if not fresh:
        return extraction
    reading = Reading(understood(message))
    added = [
        Mention(finding, True, State.PRESENT, piece.start, piece.end)
        for piece, said in fresh.items()
        if reading.state_between(piece.start, piece.end) is State.PRESENT
        for finding in sorted(said)
    ]
    mentions = (*extraction.mentions, *added)
    return replace(
        extraction,
        mentions=tuple(sorted(mentions, key=lambda one: (one.start, one.end, one.finding))),
        findings=with_implied({**{one.finding: True for one in added}, **extraction.findings}),
    )


def _within(mention: Mention, piece: Piece) -> bool:
    return mention.start < piece.end and piece.start < mention.end
