"""`hammy triage`: findings in, level out, one JSON object a line."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from bot.cli.lines import answer_lines, json_object
from bot.cli.problem import UnusableInput
from coach.findings import FindingsError
from coach.triage import triage_json


def command(arguments: Sequence[str]) -> int:
    """Assess every line of standard input."""
    argparse.ArgumentParser(prog="hammy triage").parse_args(arguments)
    return answer_lines(_answer)


def _answer(line: str, number: int) -> dict[str, Any]:
    try:
        return triage_json(json_object(line, number))
    except FindingsError as problem:
        raise UnusableInput(f"line {number}: {problem}") from None
