"""The page on which a clinician reads what the bot answers, topic by topic and person by person.

`python -m coach.answers_page` prints the page that is kept as `docs/answers.md`.
"""

from __future__ import annotations

from collections.abc import Iterator

from coach.knowledge import (
    Answer,
    Facet,
    PersonalContext,
    Topic,
    answer,
    follow_up,
    library,
    topics,
)
from coach.knowledge.examples import examples

_HEAD = """\
# What Hammy answers, and to whom

Each topic with the answers that typical people get, and the rules behind each answer. S and R
rules are explained in [rules.md](rules.md). Made by `python -m coach.answers_page` from the same
content that the bot speaks; a test fails when this page is out of date.

The people below stand for many: an answer follows from the level, the phase of the plan, the
hours since it began, the place, age, medicines and today's numbers. General information, no
diagnosis; no clinician has reviewed it yet.
"""
_ANY_TOPIC = "what_to_do_now"
_FOLLOW_UPS = {
    Facet.HOW_OFTEN: "and how often?",
    Facet.HOW_LONG: "for how long?",
    Facet.WHEN: "when?",
    Facet.WHY: "why is that?",
    Facet.ALTERNATIVES: "what else?",
    Facet.OTHER_LEG: "the same for my other leg?",
    Facet.IF_IT_HURTS: "and if it hurts?",
    Facet.IF_NO_BETTER: "and if it gets no better?",
    Facet.LATER: "and then?",
}


def page() -> str:
    """The whole page."""
    groups: dict[str, list[Topic]] = {}
    for topic in topics():
        groups.setdefault(topic.group, []).append(topic)
    lines = [_HEAD, *_warnings(), "", "## Topics", ""]
    for name, members in groups.items():
        links = ", ".join(f"[{topic.title}](#{topic.id})" for topic in members)
        lines.append(f"- **{_heading(name)}**: {links}")
    for name, members in groups.items():
        lines += ["", f"## {_heading(name)}"]
        for topic in members:
            lines += ["", *_section(topic)]
    return "\n".join(lines) + "\n"


def _warnings() -> Iterator[str]:
    """What everybody gets, whatever they ask, while a warning stands."""
    yield "## While a warning stands"
    yield ""
    yield "Whatever is asked, this is said, and nothing about exercises:"
    yield ""
    for example in examples():
        if example.context.closed:
            yield f"- {example.name}: {answer(_ANY_TOPIC, example.context).text}"
    for example in examples():
        eased = list(_until_seen(example.context))
        if eased:
            yield ""
            yield f"{example.name}: before that message, what eases the wait:"
            yield ""
            yield from eased


def _until_seen(context: PersonalContext) -> Iterator[str]:
    """What somebody who waits to be seen is told besides, with everything that brings it up."""
    found: dict[str, list[str]] = {}
    for topic in topics():
        said = answer(topic.id, context)
        if said.until_seen is not None:
            found.setdefault(said.until_seen, []).append(topic.title)
    for text, titles in found.items():
        yield f"- {' / '.join(titles)} {text}"


def _heading(group: str) -> str:
    return group.replace("_", " ").capitalize()


def _section(topic: Topic) -> Iterator[str]:
    yield f'### <a id="{topic.id}"></a>{topic.title}'
    yield ""
    yield "| who asks | what Hammy says | rules |"
    yield "|---|---|---|"
    for people, said in _by_answer(topic):
        yield f"| {'<br>'.join(people)} | {said.text} | {', '.join(said.sources)} |"
    asked = [f'*"{_FOLLOW_UPS[facet]}"* {words}' for facet, words in _follow_ups(topic)]
    if asked:
        yield ""
        yield "Asked on: " + " ".join(asked)


def _by_answer(topic: Topic) -> list[tuple[list[str], Answer]]:
    """Each answer once, with everybody who gets it."""
    found: dict[str, tuple[list[str], Answer]] = {}
    for example in examples():
        if example.context.closed:
            continue
        said = answer(topic.id, example.context)
        found.setdefault(said.text, ([], said))[0].append(example.name)
    return list(found.values())


def _follow_ups(topic: Topic) -> Iterator[tuple[Facet, str]]:
    """The topic's own answers to short follow-ups, as somebody hears them who is not known yet."""
    nobody = examples()[0].context
    for facet in library().topics[topic.id].follow_ups:
        said = follow_up(topic.id, facet, nobody)
        if said is not None:
            yield facet, said.text


if __name__ == "__main__":
    print(page(), end="")  # noqa: T201 - this is a page maker
