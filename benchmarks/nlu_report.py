"""Measures the trained pipeline on the unseen sets and writes `docs/understanding.md`.

`--record` also makes what is reached now the floor of the tests; `--failures FILE` writes every
message that falls short, by measure, for whoever mends a class of problem.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from bot.runtime.quiet import silence_libraries

silence_libraries("ERROR")

from benchmarks.unseen.further import further  # noqa: E402 - libraries are silenced first
from benchmarks.unseen.known import record, record_floors  # noqa: E402
from benchmarks.unseen.meaning import INTENT_SETS, intent_labels  # noqa: E402
from benchmarks.unseen.measure import Measure  # noqa: E402
from benchmarks.unseen.measures import measures  # noqa: E402
from benchmarks.unseen.newcomers import FLOORS, HALVES, newcomers  # noqa: E402
from benchmarks.unseen.page import Beside, page  # noqa: E402
from benchmarks.unseen.picture import draw  # noqa: E402
from benchmarks.unseen.results import of, run  # noqa: E402
from benchmarks.unseen.speed import speed  # noqa: E402
from bot.runtime.model import fitting_model  # noqa: E402
from bot.settings import PROJECT_ROOT  # noqa: E402
from nlu.parsing import Parser  # noqa: E402

DOCS = PROJECT_ROOT / "docs"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="nlu_report", description=__doc__)
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--failures", type=Path)
    options = parser.parse_args(arguments)
    model = fitting_model()
    trained = Parser(model)
    results = run(trained)
    measured = measures(results)
    labels = [label for _, label in intent_labels(of(results, *INTENT_SETS))]
    name = model.name.removesuffix(".tar.gz")
    strangers = [newcomers(trained, half) for half in HALVES]
    text = page(
        measured, labels, speed(trained, results), Beside(further(trained), strangers), name
    )
    (DOCS / "understanding.md").write_text(text, encoding="utf-8")
    draw(labels, DOCS / "confusion.png")
    if options.record:
        record(measured)
        record_floors([one for half in strangers for one in half], FLOORS)
    if options.failures:
        options.failures.write_text(_failures(measured), encoding="utf-8")
    for measure in (*measured, *(one for half in strangers for one in half)):
        score = measure.score
        print(f"{measure.score.value:.3f} ({score.low:.3f}-{score.high:.3f})  {measure.title}")


def _failures(measured: Sequence[Measure]) -> str:
    lines = []
    for measure in measured:
        lines.append(f"\n{measure.id}: {measure.score.value:.3f}, {len(measure.failures)} failures")
        for failure in measure.failures:
            entry = failure.result.entry
            pending = f" <- {', '.join(entry.pending)}" if entry.pending else ""
            lines.append(f"{failure.result.name} | {failure.what} | {entry.text}{pending}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
