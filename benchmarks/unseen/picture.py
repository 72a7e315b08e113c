"""The confusion matrix of the intents that are confused most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
import numpy as np

from benchmarks.unseen.scores import Label

mpl.use("Agg")
from matplotlib import pyplot as plt

_SHOWN = 25
_TITLE = "Unseen messages: what they are (rows) and what they were taken for (columns)"


def confusions(labels: Sequence[Label]) -> list[tuple[Label, int]]:
    """Every confusion with its count, the most frequent first."""
    return Counter(label for label in labels if label.expected != label.predicted).most_common()


def draw(labels: Sequence[Label], path: Path) -> None:
    """Draw the intents that take part in most confusions; the rest is left out."""
    shown = _most_confused(labels)
    place = {name: i for i, name in enumerate(shown)}
    table = np.zeros((len(shown), len(shown)), dtype=int)
    for label in labels:
        if label.expected in place and label.predicted in place:
            table[place[label.expected], place[label.predicted]] += 1
    figure, axes = plt.subplots(figsize=(12, 11), dpi=90)
    share = table / np.maximum(1, table.sum(axis=1, keepdims=True))
    axes.imshow(share, cmap="Blues", vmin=0, vmax=1)
    for row, column in zip(*np.nonzero(table), strict=True):
        colour = "white" if share[row, column] > 0.5 else "black"
        text = str(table[row, column])
        axes.text(column, row, text, ha="center", va="center", color=colour, fontsize=8)
    axes.set_xticks(range(len(shown)), shown, rotation=90, fontsize=8)
    axes.set_yticks(range(len(shown)), shown, fontsize=8)
    axes.set_title(_TITLE, fontsize=11)
    figure.tight_layout()
    figure.savefig(path)
    plt.close(figure)


def _most_confused(labels: Sequence[Label]) -> list[str]:
    part: Counter[str] = Counter()
    for label, count in confusions(labels):
        part.update({label.expected: count, label.predicted: count})
    expected = {label.expected for label in labels}
    names = [name for name, _ in part.most_common() if name in expected]
    return sorted(names[:_SHOWN])
