"""The trained model: which one fits the sources, and making it when it is missing or stale."""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path

from bot.settings import PROJECT_ROOT

_SOURCES = (
    "config.yml",
    "domain.yml",
    "nlu/training",
    "stories",
    "nlu/components",
    "nlu/encoder",
    "nlu/extraction",
    "nlu/signs",
)
_KEPT_MODELS = 3


class ModelProblem(Exception):
    """The model cannot be trained or loaded; the message is one clear line for the operator."""


def _source_files(root: Path) -> Iterator[Path]:
    for name in _SOURCES:
        path = root / name
        if path.is_file():
            yield path
        else:
            yield from sorted(p for p in path.rglob("*") if p.suffix in {".yml", ".py", ".txt"})


def fingerprint(root: Path = PROJECT_ROOT) -> str:
    """A short name for the exact sources that a model is trained from."""
    digest = hashlib.sha256()
    for path in _source_files(root):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def model_path(models_dir: Path, root: Path = PROJECT_ROOT) -> Path:
    """Where the model that fits the present sources lies, whether or not it exists yet."""
    return models_dir / f"hammy-{fingerprint(root)}.tar.gz"


def train(models_dir: Path, root: Path = PROJECT_ROOT) -> Path:
    """Train on the present sources and keep the model under their fingerprint.

    Raises:
        ModelProblem: Rasa could not train.
    """
    import rasa  # noqa: PLC0415 - takes seconds and is not needed when the model is there

    target = model_path(models_dir, root)
    models_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="hammy-train-") as scratch:
        try:
            with redirect_stdout(sys.stderr):
                result = rasa.train(
                    domain=str(root / "domain.yml"),
                    config=str(root / "config.yml"),
                    training_files=[str(root / "nlu" / "training"), str(root / "stories")],
                    output=scratch,
                    fixed_model_name="model",
                    # Rasa's own cache looks at a component's class only, not at what it uses.
                    force_training=True,
                )
        except SystemExit as problem:
            raise ModelProblem("Training failed: the training data is not valid.") from problem
        except Exception as problem:
            raise ModelProblem(f"Training failed: {problem}") from problem
        if result.model is None:
            raise ModelProblem("Training failed: Rasa made no model.")
        partial = target.with_suffix(".partial")
        shutil.copyfile(result.model, partial)
        partial.replace(target)
    _forget_old_models(models_dir)
    return target


def fitting_model() -> Path:
    """The model that fits the present sources, trained now when it is missing.

    Raises:
        ModelProblem: Rasa could not train.
    """
    models = PROJECT_ROOT / "models"
    present = model_path(models)
    return present if present.is_file() else train(models)


def _forget_old_models(models_dir: Path) -> None:
    ours = sorted(models_dir.glob("hammy-*.tar.gz"), key=lambda p: p.stat().st_mtime, reverse=True)
    for old in ours[_KEPT_MODELS:]:
        old.unlink(missing_ok=True)
