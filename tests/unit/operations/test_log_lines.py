"""Log lines for machines."""

from __future__ import annotations

import json
import logging
import sys

from bot.runtime.log_lines import formatter


def _record(message: str, *values: object, fault: BaseException | None = None) -> logging.LogRecord:
    raised = None
    if fault is not None:
        try:
            raise fault
        except type(fault):
            raised = sys.exc_info()
    return logging.LogRecord("bot.here", logging.ERROR, "here.py", 1, message, values, raised)


def test_a_line_is_one_json_object() -> None:
    line = formatter("json").format(_record("row %d\nfailed", 7))
    assert "\n" not in line
    said = json.loads(line)
    assert (said["level"], said["from"], said["says"]) == ("error", "bot.here", "row 7\nfailed")
    assert said["at"].endswith("+00:00")


def test_a_fault_is_named_but_not_quoted() -> None:
    line = formatter("json").format(_record("failed", fault=ValueError("my hamstring hurts")))
    assert json.loads(line)["fault"] == "ValueError"
    assert "hamstring" not in line
