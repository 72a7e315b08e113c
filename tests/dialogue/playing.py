"""Conversations written in YAML, and what each of their steps may do and expect.

A step does at most one of these, after waiting `later` hours
  say       words
  edit      the last words, edited
  tap       a button or several of those shown, by option or title
  press     buttons by their codes, whether shown or not
  command   a slash command
  send      something unreadable: photo, voice ...
  finish    tap through all that is still asked; see `Talk.finish`

It may expect
  level, running, rows, not_rows   the verdict that stands; `level: null` for none
  has, hasnt, has_one_of           words in the replies
  asks                             the screen that is put now, or `nothing`
  messages                         how many messages the reply has
  offers, offers_not               titles of buttons, or their beginnings
  knows                            findings as they stand, null for not known
  refuses                          what was asked for gets a no: `running` or `speed`
  about                            whose leg `level`, `rows` and `knows` are about
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.conversation.engine import Engine
from bot.conversation.messages import Choice, Command, Person, Unreadable, Words
from tests.dialogue.talk import TRIAGE_SCREENS, Talk

CONVERSATIONS = Path(__file__).with_name("conversations")
DOES = frozenset({"say", "edit", "tap", "command", "send", "finish", "press"})
EXPECTS = frozenset(
    {"level", "running", "rows", "not_rows", "has", "hasnt", "has_one_of", "asks", "messages",
     "offers", "offers_not", "knows", "refuses"}
)  # fmt: skip
_NO = {
    "running": re.compile(
        r"\bno (sport|race|running|fast running|sprinting|jumping|hills|matches)\b|not this race"
        r"|neither for now"
        r"|\bstop running\b|\bnot? (just )?yet\b|emergency number|seen today",
        re.I,
    ),
    "speed": re.compile(r"\bno (fast running|sprinting|speed)\b|\bnot yet\b", re.I),
}
_YES = {
    "running": re.compile(
        r"you (may|can) (try|run|jog|go)"
        r"|(easy|short|slow) (running|runs?|jogs?)\b[^.]*\b(is|are) (fine|all right|back|ok)"
        r"|\byes, easy run|fine to (try|run|jog)|short slow jog|walk-jog (step|session)"
        r"|safe to race",
        re.I,
    ),
    "speed": re.compile(r"add speed|strides at|then start at about 70", re.I),
}


@dataclass(frozen=True)
class Conversation:
    """One conversation as written.

    Attributes:
        name: File and title.
        steps: What is done and expected, in order.
        consent: Whether the person has agreed before the first step.
        most_screens: How many triage screens it may take at most, or None.
    """

    name: str
    steps: Sequence[Mapping[str, Any]]
    consent: bool = True
    most_screens: int | None = None


def conversations() -> Iterator[Conversation]:
    """Every conversation in the folder."""
    for path in sorted(CONVERSATIONS.glob("*.yml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            unknown = set(entry) - {"name", "talk", "consent", "most_screens"}
            assert not unknown, f"{path.name}: unknown {unknown}"
            yield Conversation(
                name=f"{path.stem}: {entry['name']}",
                steps=entry["talk"],
                consent=entry.get("consent", True),
                most_screens=entry.get("most_screens"),
            )


async def converse(engine: Engine, person: Person, conversation: Conversation) -> Talk:
    """Play a conversation and hold every expectation."""
    talk = Talk(engine, person)
    if conversation.consent:
        await talk.agree()
    for number, step in enumerate(conversation.steps, start=1):
        unknown = set(step) - DOES - EXPECTS - {"later", "about"}
        assert not unknown, f"step {number}: unknown {unknown}"
        try:
            await do(talk, step)
            hold(talk, step)
        except AssertionError as failed:
            raise AssertionError(f"step {number}: {failed}\n{transcript(talk)}") from None
    shown = [screen for screen in talk.screens if screen in TRIAGE_SCREENS]
    if conversation.most_screens is not None:
        assert len(shown) <= conversation.most_screens, f"{shown}\n{transcript(talk)}"
    return talk


def transcript(talk: Talk) -> str:
    """The talk so far, to be read."""
    return "\n".join(talk.log)


async def do(talk: Talk, step: Mapping[str, Any]) -> None:
    """Do what a step does."""
    talk.wait(hours=float(step.get("later", 0)))
    if "say" in step:
        await talk.turn(Words(str(step["say"])))
    elif "edit" in step:
        await talk.turn(Words(str(step["edit"])), edited=True)
    elif "tap" in step:
        await talk.turn(talk.tapped(step["tap"]))
    elif "press" in step:
        await talk.turn(Choice(tuple(step["press"])))
    elif "command" in step:
        await talk.turn(Command(step["command"]))
    elif "send" in step:
        await talk.turn(Unreadable(step["send"]))
    elif "finish" in step:
        await talk.finish(step["finish"] or {})


def hold(talk: Talk, step: Mapping[str, Any]) -> None:
    """Hold what a step expects."""
    _hold_words(talk, step)
    _hold_buttons(talk, step)
    _hold_case(talk, step)


def _hold_words(talk: Talk, step: Mapping[str, Any]) -> None:
    said = talk.said().casefold()
    for words in _listed(step.get("has")):
        assert words.casefold() in said, f"missing {words!r}"
    for words in _listed(step.get("hasnt")):
        assert words.casefold() not in said, f"unwanted {words!r}"
    if one_of := _listed(step.get("has_one_of")):
        assert any(words.casefold() in said for words in one_of), f"none of {one_of}"
    if "refuses" in step:
        asked_for = step["refuses"]
        assert _NO[asked_for].search(said), "there is no no"
        assert not _YES[asked_for].search(said), f"{asked_for} is permitted"
    if "messages" in step:
        assert len(talk.replies) == step["messages"], f"{len(talk.replies)} messages"


def _hold_buttons(talk: Talk, step: Mapping[str, Any]) -> None:
    if "asks" in step:
        asked = talk.asked_screen() or "nothing"
        assert asked == step["asks"], f"asked {asked}"
    titles = talk.titles()
    for title in _listed(step.get("offers")):
        assert any(t.startswith(title) for t in titles), f"{title!r} not offered: {titles}"
    for title in _listed(step.get("offers_not")):
        assert not any(t.startswith(title) for t in titles), f"{title!r} offered"


def _hold_case(talk: Talk, step: Mapping[str, Any]) -> None:
    if {"level", "running", "rows", "not_rows"} & set(step):
        found = talk.assessment(step.get("about"))
        level = found.level if found else None
        assert level == step.get("level", level), f"level {level}"
        running = found.running if found else None
        assert running == step.get("running", running), f"running {running}"
        rows = set(found.rows if found else ())
        assert rows >= set(_listed(step.get("rows"))), f"rows {rows}"
        assert not rows & set(_listed(step.get("not_rows"))), f"rows {rows}"
    if "knows" in step:
        known = talk.known(step.get("about"))
        for finding, value in step["knows"].items():
            assert known.get(finding) == value, f"{finding} is {known.get(finding)!r}"


def _listed(value: Any) -> list[str]:
    if value is None:
        return []
    return [str(v) for v in value] if isinstance(value, list) else [str(value)]
