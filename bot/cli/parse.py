"""`hammy parse`: what each message is taken to mean, one JSON object a line."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.cli.lines import answer_lines, json_object
from bot.cli.problem import UnusableInput
from bot.runtime.quiet import silence_libraries
from coach.findings import VOCABULARY

CHECK_IN = "check_in"
_KEYS = {"text", "pending", "today"}


def command(arguments: Sequence[str]) -> int:
    """Read every line of standard input."""
    argparse.ArgumentParser(prog="hammy parse").parse_args(arguments)
    silence_libraries("ERROR")

    from bot.runtime.model import fitting_model  # noqa: PLC0415
    from nlu.parsing import Parser  # noqa: PLC0415

    parser = Parser(fitting_model())

    def answer(line: str, number: int) -> dict[str, Any]:
        text, pending, today = request(line, number)
        return parser.parse(text, pending=pending, today=today)

    return answer_lines(answer)


def request(line: str, number: int) -> tuple[str, tuple[str, ...], date]:
    """One line as its text, the findings just asked about, and the local date.

    Raises:
        UnusableInput: It is an object of another form than the contract's.
    """
    if not line.startswith("{"):
        return line, (), date.today()  # noqa: DTZ011 - the operator's own day
    fields = json_object(line, number)
    text = fields.get("text")
    if not isinstance(text, str):
        raise UnusableInput(f'line {number}: "text" must be a string')
    return text, _pending(fields.get("pending"), number), _today(fields.get("today"), number)


def _pending(value: Any, number: int) -> tuple[str, ...]:
    names = value if isinstance(value, list) else [value] if value is not None else []
    for name in names:
        if not isinstance(name, str) or (name != CHECK_IN and name not in VOCABULARY):
            raise UnusableInput(f"line {number}: unknown pending finding {name!r}")
    return tuple(names)


def _today(value: Any, number: int) -> date:
    if value is None:
        return date.today()  # noqa: DTZ011
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise UnusableInput(f'line {number}: "today" must be YYYY-MM-DD') from None
