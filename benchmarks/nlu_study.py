"""Which way of understanding a message is best: all of them on the same data, in one run.

`make nlu-study` (an hour on two slow cores, most of it training) writes `docs/model-study.md`.
Every candidate learns from nlu/training and is judged on the unseen sets of tests/nlu/heldout.
What each costs is measured in a process of its own.
"""

from __future__ import annotations

import argparse
import os
import pickle
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

from benchmarks.study.candidates import CANDIDATES, Candidate
from benchmarks.study.cost import cost_of
from benchmarks.study.examples import Example, training_examples, unseen_examples
from benchmarks.study.judging import quality
from benchmarks.study.page import Row, page
from bot.runtime.model import fitting_model
from bot.settings import PROJECT_ROOT

PAGE = PROJECT_ROOT / "docs" / "model-study.md"
RASA_DEFAULT = "Rasa's default pipeline (DIET)"
WHOLE = "Hammy's whole pipeline"


def main(arguments: Sequence[str] | None = None) -> None:
    names = [one.name for one in CANDIDATES]
    parser = argparse.ArgumentParser(prog="nlu_study", description=__doc__)
    parser.add_argument("--only", nargs="*", choices=names, help="a quick look, writes nothing")
    parser.add_argument("--epochs", type=int, default=100, help="of Rasa's default classifier")
    parser.add_argument(
        "--default-model",
        type=Path,
        help="Rasa's default pipeline, if it was trained on the same examples before",
    )
    options = parser.parse_args(arguments)
    training = training_examples()
    unseen = [one for group in unseen_examples().values() for one in group]
    chosen = [one for one in CANDIDATES if not options.only or one.name in options.only]
    with tempfile.TemporaryDirectory(prefix="hammy-study-") as scratch:
        rows = [_told(_row(one, training, unseen, Path(scratch))) for one in chosen]
        if not options.only:
            default = _trained_default(options.default_model, Path(scratch), options.epochs)
            rows += map(_told, _whole_pipelines(training, unseen, Path(scratch), default))
            PAGE.write_text(page(rows, len(training), len(unseen)), encoding="utf-8")


def _row(
    candidate: Candidate, training: Sequence[Example], unseen: Sequence[Example], scratch: Path
) -> Row:
    labels = [one.intents[0] for one in training]
    start = time.perf_counter()
    fitted = candidate.fit([one.text for one in training], labels)
    trained = time.perf_counter() - start
    shares = fitted.shares([one.text for one in unseen])
    path = scratch / "candidate.pickle"
    path.write_bytes(pickle.dumps(fitted))
    found = quality(unseen, shares, sorted(set(labels)))
    texts = [one.text for one in unseen]
    return Row(candidate.name, found, cost_of(path, texts), trained)


def _trained_default(ready: Path | None, scratch: Path, epochs: int) -> tuple[Path, float]:
    """Rasa's default pipeline, and the seconds that its training took (unknown if it was ready)."""
    from benchmarks.study.rasa_models import train_default  # noqa: PLC0415 - slow to import

    if ready is not None:
        return ready, float("nan")
    start = time.perf_counter()
    return train_default(scratch, epochs), time.perf_counter() - start


def _whole_pipelines(
    training: Sequence[Example],
    unseen: Sequence[Example],
    scratch: Path,
    default: tuple[Path, float],
) -> list[Row]:
    from benchmarks.study.rasa_models import RasaModel  # noqa: PLC0415 - slow to import

    labels = [*sorted({one.intents[0] for one in training}), "nlu_fallback"]
    rows = []
    for name, model, seconds in (
        (RASA_DEFAULT, *default),
        (WHOLE, fitting_model(), float("nan")),
    ):
        texts = [one.text for one in unseen]
        shares = RasaModel(model, labels).shares(texts)
        # Copied, so that nothing is written beside the model in use.
        copied = Path(shutil.copy(model, scratch / f"{len(rows)}.tar.gz"))
        rows.append(Row(name, quality(unseen, shares, labels), cost_of(copied, texts), seconds))
    return rows


def _told(row: Row) -> Row:
    sys.stdout.write(row.line() + "\n")
    sys.stdout.flush()
    return row


if __name__ == "__main__":
    main()
