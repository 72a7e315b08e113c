"""The model is missing, damaged, or of another version: a clear line, and no message lost."""

from __future__ import annotations

import io
import json
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.runtime.model import model_path
from bot.settings import PROJECT_ROOT
from tests.reliability.crowd import Account
from tests.reliability.figures import note_fault
from tests.reliability.process import Machine
from tests.telegram.fake_api import FakeTelegram

pytestmark = pytest.mark.model

FULL = pytest.mark.full
ANN = 7_700_001
SOURCES = ("actions", "bot", "coach", "nlu", "storage", "stories", "config.yml", "domain.yml",
           "endpoints.yml", "credentials.yml", "tests")  # fmt: skip


@pytest.fixture
def copy(machine: Machine, tmp_path: Path) -> Path:
    """The machine runs a copy of the program, with a folder for models of its own."""
    root = tmp_path / "program"
    root.mkdir()
    for name in SOURCES:
        source = PROJECT_ROOT / name
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "heldout")
            shutil.copytree(source, root / name, ignore=ignored)
        else:
            shutil.copyfile(source, root / name)
    (root / "models").mkdir()
    for encoder in (PROJECT_ROOT / "models").glob("*.onnx"):
        shutil.copyfile(encoder, root / "models" / encoder.name)
    machine.program = root
    return root


def right(original: Path, copy: Path) -> None:
    shutil.copyfile(original, copy)


def cut_short(original: Path, copy: Path) -> None:
    content = original.read_bytes()
    copy.write_bytes(content[: len(content) // 2])


def no_archive(original: Path, copy: Path) -> None:
    copy.write_bytes(b"not a model" * 1000)


def of_another_version(original: Path, copy: Path) -> None:
    with tarfile.open(original) as old, tarfile.open(copy, "w:gz") as new:
        for member in old.getmembers():
            content = old.extractfile(member)
            data = content.read() if content else b""
            if member.name.endswith("metadata.json"):
                metadata = json.loads(data)
                metadata["rasa_open_source_version"] = "2.8.0"
                data = json.dumps(metadata).encode()
                member.size = len(data)
            new.addfile(member, io.BytesIO(data) if content else None)


@pytest.mark.parametrize(
    "damaged",
    [cut_short, no_archive, of_another_version],
)
@FULL
async def test_a_model_that_cannot_be_used_is_named_and_loses_nothing(
    telegram: FakeTelegram,
    machine: Machine,
    copy: Path,
    damaged: Callable[[Path, Path], None],
) -> None:
    original = model_path(PROJECT_ROOT / "models")
    place = model_path(copy / "models", copy)
    telegram.says(ANN, "/start")
    damaged(original, place)
    async with machine.with_hammy().bot() as bot:
        assert await bot.ends(240) == 1
        assert "run `hammy train --force`" in bot.said()
        assert "Traceback" not in bot.said()
    assert telegram.texts(ANN) == []
    right(original, place)
    async with machine.bot():
        await telegram.until(lambda: telegram.texts(ANN), 240)
    note_fault(f"Model file {damaged.__name__.replace('_', ' ')}", Account(1, 1, 0, 0, 0))


@FULL
async def test_a_missing_model_is_trained_first(
    telegram: FakeTelegram, machine: Machine, copy: Path
) -> None:
    telegram.says(ANN, "/start")
    async with machine.with_hammy().bot() as bot:
        await telegram.until(lambda: telegram.texts(ANN), 900)
        assert "Training the model first" in bot.said()
    note_fault("Model file missing", Account(1, 1, 0, 0, 0))
