"""`hammy triage` as a program: the contract of its lines and its exit status."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest


def hammy(command: str, stdin: str | bytes) -> subprocess.CompletedProcess[bytes]:
    data = stdin.encode() if isinstance(stdin, str) else stdin
    return subprocess.run(
        [sys.executable, "-m", "bot.cli.main", command],
        input=data,
        capture_output=True,
        check=False,
    )


def triage(*findings: dict[str, Any]) -> list[dict[str, Any]]:
    lines = "\n".join(json.dumps({"findings": f}) for f in findings)
    done = hammy("triage", lines)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_every_line_is_answered_with_the_keys_of_the_contract() -> None:
    for answer in triage({}, {"pop_or_snap": True, "gait_altered": True}):
        assert set(answer) == {
            "level",
            "running",
            "rows",
            "rules",
            "next_question",
            "bundle",
            "question_text",
        }


def test_a_pop_and_a_limp_are_for_today() -> None:
    (answer,) = triage({"pop_or_snap": True, "gait_altered": True})
    assert answer["level"] == "urgent_same_day"
    assert answer["running"] == "none"
    assert "U2" in answer["rows"]


def test_an_emergency_asks_nothing_more() -> None:
    (answer,) = triage({"breathless_or_chest_pain": True})
    assert answer["level"] == "emergency"
    assert (answer["next_question"], answer["bundle"], answer["question_text"]) == (None,) * 3


def test_the_same_findings_always_give_the_same_answer() -> None:
    first, second = triage({"pain_walking": 2}, {"pain_walking": 2})
    assert first == second


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("no json", "not valid JSON"),
        ("[1]", "not a JSON object"),
        ("{}", "findings"),
        ('{"findings": {"no_such_finding": true}}', "no_such_finding"),
        ('{"findings": {"pain_walking": 12}}', "pain_walking"),
        ('{"findings": {"bruising": "maybe"}}', "bruising"),
        ('{"findings": {"onset": "twice"}}', "onset"),
        ('{"findings": 3}', "findings"),
        ("[" * 100_000, "line 1"),
    ],
)
def test_unusable_input_gets_one_clear_line_and_status_2(line: str, complaint: str) -> None:
    done = hammy("triage", line)
    assert done.returncode == 2
    assert complaint in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1
    assert b"Traceback" not in done.stderr


def test_bytes_that_are_no_text_get_a_clear_line() -> None:
    done = hammy("triage", b"\xff\xfe{}")
    assert done.returncode == 2
    assert b"UTF-8" in done.stderr


def test_empty_input_gives_no_answer_and_success() -> None:
    done = hammy("triage", "\n\n")
    assert (done.returncode, done.stdout) == (0, b"")


def test_a_closed_standard_input_gets_one_clear_line() -> None:
    done = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m bot.cli.main triage <&-"],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert b"standard input" in done.stderr


def test_half_a_surrogate_pair_is_quoted_back_without_a_crash() -> None:
    done = hammy("triage", '{"findings": {"onset": "\\ud800"}}')
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
