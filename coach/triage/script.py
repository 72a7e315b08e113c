"""Reads and checks the screens file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path as FilePath
from typing import Any

import yaml

from coach.findings import VOCABULARY, ContentError, FindingId, FindingsError, Value
from coach.findings.values import checked_value
from coach.findings.vocabulary import RULE_ID
from coach.triage.screens import Group, GroupKind, Option, Path, Screen

MAX_TITLE = 60
MAX_CODE = 40
# Asking about hopping invites a hop on a leg that may have a stress fracture, and thoughts of
# self-harm are caught when they are said, never put to somebody with a sore leg.
NEVER_ASKED = frozenset({"hop_painful", "self_harm_thoughts"})


def load(path: FilePath) -> tuple[Screen, ...]:
    """Read a screens file.

    Args:
        path: A file in the form explained at the top of `screens.yml`.

    Raises:
        ContentError: When a screen is broken.
    """
    screens = tuple(_screen(entry) for entry in yaml.safe_load(path.read_text(encoding="utf-8")))
    if len({screen.id for screen in screens}) != len(screens):
        raise ContentError(f"{path.name}: a screen id stands twice")
    return screens


def _screen(entry: Mapping[str, Any]) -> Screen:
    try:
        screen = Screen(
            id=entry["id"],
            path=Path(entry["path"]),
            text=entry["text"],
            why=entry["why"],
            explain=entry["explain"],
            declined=entry["declined"],
            cites=tuple(entry["cites"]),
            groups=tuple(_group(group) for group in entry["groups"]),
        )
        _check(screen)
    except KeyError as missing:
        raise ContentError(f"screen {entry.get('id')}: {missing.args[0]!r} is missing") from None
    except (TypeError, ValueError) as wrong:
        raise ContentError(f"screen {entry.get('id')}: {wrong}") from None
    return screen


def _group(entry: Mapping[str, Any]) -> Group:
    kind = GroupKind(entry["kind"])
    if kind is GroupKind.CHECKBOX:
        options = tuple(_box(option) for option in entry["options"])
        none = Option(id=f"{entry['id']}_none", title=entry["none"], sets=())
        return Group(entry["id"], kind, entry.get("text", ""), options, none)
    finding = entry["finding"]
    options = tuple(
        Option(option["id"], option["title"], ((finding, _value(finding, option["value"])),))
        for option in entry["options"]
    )
    return Group(entry["id"], kind, entry.get("text", ""), options, None)


def _box(entry: Mapping[str, Any]) -> Option:
    findings = (entry["finding"], *entry.get("also", ()))
    return Option(
        id=entry.get("id", entry["finding"]),
        title=entry["title"],
        sets=tuple((finding, _value(finding, True)) for finding in findings),
    )


def _value(finding: FindingId, value: Any) -> Value | None:
    try:
        return checked_value(finding, value)
    except FindingsError as wrong:
        raise ContentError(str(wrong)) from None


def _check(screen: Screen) -> None:
    seen: set[str] = set()
    for option in screen.options:
        if option.id in seen:
            raise ContentError(f"option {option.id!r} stands twice")
        seen.add(option.id)
        code = screen.code(option)
        if len(code) > MAX_CODE or not code.isascii() or " " in code:
            raise ContentError(f"the code {code!r} does not fit a button")
        if not 0 < len(option.title) <= MAX_TITLE:
            raise ContentError(f"the title {option.title!r} is too long or empty")
        if option.finding in NEVER_ASKED:
            raise ContentError(f"{option.finding} is never asked")
    if len(set(screen.findings)) != len(screen.findings):
        raise ContentError("a finding stands in two groups")
    for rule in screen.cites:
        if not RULE_ID.match(rule):
            raise ContentError(f"no such rule {rule!r}")


SCREENS = load(FilePath(__file__).with_name("screens.yml"))
"""The project's own screens, in the order of asking."""

ASKABLE: frozenset[FindingId] = frozenset(
    finding for screen in SCREENS for finding in screen.findings if finding in VOCABULARY
)
"""Every finding that some screen asks about."""
