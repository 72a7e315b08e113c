"""`hammy backup` and `hammy restore` as an operator types them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli.main import main
from storage.database import open_database


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HAMMY_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert main(["db", "upgrade"]) == 0
    return tmp_path


def backups(data: Path) -> list[Path]:
    return sorted((data / "backups").iterdir())


def test_a_backup_without_a_name_gets_its_moment_for_one(data: Path) -> None:
    assert main(["backup"]) == 0
    (only,) = backups(data)
    assert only.name.startswith("hammy-20")
    assert only.suffix == ".db"


def test_only_the_newest_are_kept(data: Path) -> None:
    (data / "backups").mkdir()
    for day in ("20200101-000000", "20200102-000000", "20200103-000000"):
        (data / "backups" / f"hammy-{day}.db").touch()
    assert main(["backup", "--keep", "2"]) == 0
    names = [path.name for path in backups(data)]
    assert len(names) == 2
    assert names[0] == "hammy-20200103-000000.db"


def test_what_was_backed_up_can_be_put_back(data: Path) -> None:
    assert main(["backup", str(data / "copy.db")]) == 0
    (data / "hammy.db").unlink()
    assert main(["restore", str(data / "copy.db")]) == 0
    database = open_database(f"sqlite:///{data / 'hammy.db'}")
    database.check()
    database.close()


def test_a_missing_backup_is_one_clear_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["restore", "nowhere.db"]) == 1
    assert capsys.readouterr().err == "hammy restore: There is no backup nowhere.db.\n"


@pytest.mark.parametrize("words", [["--keep", "0"], ["file.db", "--keep", "3"]])
def test_numbers_that_make_no_sense_are_refused(words: list[str]) -> None:
    assert main(["backup", *words]) == 2


def test_bench_refuses_too_few_turns(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "--turns", "1"]) == 2
    assert "--turns" in capsys.readouterr().err
