from __future__ import annotations

import pytest

from bot.cli.main import main


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--runners", "0"], "--runners must be between 1"),
        (["--runners", "many"], "invalid int value"),
        (["--runners", "-3"], "--runners must be between 1"),
        (["--weeks", "0"], "--weeks must be between 1"),
        (["--weeks", "500"], "--weeks must be between 1"),
        (["--kind", "nobody"], "no such kind: nobody"),
        (["--what"], "unrecognized arguments: --what"),
    ],
)
def test_arguments_that_make_no_sense_end_in_one_clear_line(
    arguments: list[str], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["simulate", *arguments]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert said.err.startswith("hammy simulate: ")
    assert complaint in said.err


def test_very_many_runners_need_no_model(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["simulate", "--buttons", "--runners", "2", "--weeks", "1"])
    said = capsys.readouterr().out
    assert status == 0
    assert "no failures" in said
    assert "good" in said
