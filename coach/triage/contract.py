"""The JSON line that goes into a stateless triage, and the one that comes out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coach.findings import Findings, FindingsError
from coach.triage.assess import assess


def triage_json(line: Any) -> dict[str, Any]:
    """Triage one line.

    Args:
        line: A decoded object `{"findings": {id: value}}`; further keys are ignored.

    Returns:
        `level`, `running`, `rows`, `rules`, `next_question`, `bundle` and `question_text`; the
        last three are None when nothing asked could still change the outcome.

    Raises:
        FindingsError: When the line is not of that form or a value does not fit.
    """
    if not isinstance(line, Mapping) or "findings" not in line:
        raise FindingsError('expected an object with "findings"')
    result = assess(Findings.from_json(line["findings"]))
    return {
        "level": result.level.value,
        "running": result.running.value,
        "rows": list(result.rows),
        "rules": list(result.rules),
        "next_question": result.next_question,
        "bundle": None if result.bundle is None else list(result.bundle),
        "question_text": result.question_text,
    }
