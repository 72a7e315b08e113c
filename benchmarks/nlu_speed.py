"""How long one message takes in Rasa's default pipeline and in Hammy's, in turns on one machine.

Run as `python -m benchmarks.nlu_speed`. Rasa's default pipeline learns the same examples, for a
few rounds only: what it costs to read a message depends on the size of its network, not on how
long it was trained. Each measurement is a process of its own, and the two take turns, so that a
busy machine is busy for both. Prints what it found and writes nothing.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.study.cost import Cost, cost_of
from benchmarks.study.examples import unseen_examples
from benchmarks.study.rasa_models import train_default
from bot.runtime.model import fitting_model

DEFAULT = "Rasa's default pipeline"
HAMMY = "Hammy's whole pipeline"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="nlu_speed", description=__doc__)
    parser.add_argument("--epochs", type=int, default=3, help="of Rasa's default classifier")
    parser.add_argument("--turns", type=int, default=3, help="how often each is measured")
    options = parser.parse_args(arguments)
    texts = [one.text for group in unseen_examples().values() for one in group]
    with tempfile.TemporaryDirectory(prefix="hammy-speed-") as scratch:
        folder = Path(scratch)
        models = {
            DEFAULT: train_default(folder / "default", options.epochs),
            HAMMY: Path(shutil.copy(fitting_model(), folder / "hammy.tar.gz")),
        }
        costs: dict[str, list[Cost]] = {name: [] for name in models}
        for _ in range(options.turns):
            for name, model in models.items():
                costs[name].append(cost_of(model, texts))
    sys.stdout.write(_told(costs))


def _told(costs: Mapping[str, Sequence[Cost]]) -> str:
    lines = [
        f"{name}: median {_middle([c.median for c in found])} ms, "
        f"p99 {_middle([c.p99 for c in found])} ms, "
        f"loading {_middle([c.load for c in found])} s, "
        f"memory {_middle([c.memory for c in found])} MB"
        for name, found in costs.items()
    ]
    ratios = [
        ours.median / theirs.median
        for ours, theirs in zip(costs[HAMMY], costs[DEFAULT], strict=True)
    ]
    shown = ", ".join(f"{ratio:.2f}" for ratio in ratios)
    return "\n".join([*lines, f"Hammy's median over Rasa's, turn by turn: {shown}"]) + "\n"


def _middle(values: Sequence[float]) -> str:
    return f"{statistics.median(values):.1f}"


if __name__ == "__main__":
    main()
