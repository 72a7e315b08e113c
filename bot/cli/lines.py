"""Reads standard input line by line, JSON out line by line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

from bot.cli.problem import UnusableInput

_LONGEST_LINE = 1_000_000


def _raw_lines() -> Iterator[bytes]:
    # A stream that was closed by whoever started us is None.
    if sys.stdin is None or sys.stdout is None:
        raise UnusableInput("needs standard input and standard output")
    try:
        while raw := sys.stdin.buffer.readline(_LONGEST_LINE + 1):
            yield raw
    except OSError as fault:
        raise UnusableInput(f"cannot read standard input: {fault.strerror}") from None


def _lines() -> Iterator[tuple[int, str]]:
    for number, raw in enumerate(_raw_lines(), start=1):
        if len(raw) > _LONGEST_LINE:
            raise UnusableInput(f"line {number} is longer than {_LONGEST_LINE:,} bytes")
        try:
            line = raw.decode("utf-8-sig" if number == 1 else "utf-8").strip()
        except UnicodeDecodeError:
            raise UnusableInput(f"line {number} is not UTF-8 text") from None
        if line:
            yield number, line


def json_object(line: str, number: int) -> dict[str, Any]:
    """One line as a JSON object.

    Raises:
        UnusableInput: It is not JSON or not an object.
    """
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        raise UnusableInput(f"line {number} is not valid JSON") from None
    if not isinstance(value, dict):
        raise UnusableInput(f"line {number} is not a JSON object")
    return value


def _encoded(answer: dict[str, Any]) -> bytes:
    """One answer as a line of UTF-8, whatever the terminal speaks."""
    try:
        return json.dumps(answer, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        # Half a surrogate pair, which only an escape sequence can carry.
        return json.dumps(answer).encode()


def answer_lines(answer: Callable[[str, int], dict[str, Any]]) -> int:
    """Answer every line of standard input with one JSON object on standard output.

    Args:
        answer: Takes a line and its number, from 1.

    Returns:
        Exit status 0.

    Raises:
        UnusableInput: A line cannot be used; the lines before it were answered.
    """
    for number, line in _lines():
        sys.stdout.buffer.write(_encoded(answer(line, number)) + b"\n")
        sys.stdout.flush()
    return 0
