"""The study as a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

from benchmarks.study.cost import Cost
from benchmarks.study.judging import Quality
from benchmarks.unseen.scores import Score

_HEAD = """\
# Which way of understanding a message

Written by `make nlu-study` in one run: the same {training:,} training examples, the same {unseen:,}
unseen messages and questions (`tests/nlu/heldout`), the same machine. Nothing was tuned on the
unseen sets. Intervals are 95%. "Macro F1" is over all intents; "topic" is over the questions alone;
"among two" counts a question whose topic is one of the two likeliest intents. Costs are those of a
process of its own that reads one message after the other: load time with all libraries, memory
held in the end, time on the clock.

"""
_COLUMNS = (
    "way", "macro F1", "worst intent", "topic", "among two", "calibration error",
    "one message, median", "slowest of a hundred", "load", "memory", "training",
)  # fmt: skip
_NOTES = """
## What is what

- **Word counts** and **words, letters, spelling**: logistic regression on counted words; the second
  on words and on runs of two to four letters, misspelt words put right before.
- **spaCy text classifier**: spaCy's default `textcat` learnt from our examples on `blank("en")`. No
  ready English model is used: the official ones are on no package index, and the copies that are
  there come from uploaders that nobody vouches for.
- **MiniLM**: sentence vectors of all-MiniLM-L6-v2, 8-bit on onnxruntime, one thread; logistic
  regression on the last layer, or on the layers 2, 4 and 6 side by side.
- **Layers 2, 4, 6 and letters**: the classifier that Hammy uses.
- **Rasa's default pipeline**: what Rasa gives a project that names none, with 100 epochs of DIET.
- **Hammy's whole pipeline** does more than the others: beside the intent it reads every finding
  with its state and value, parts the message into its questions and reads check-in answers. Its
  intent is settled by the findings too, and its ranking is cut to ten.

## Why this pipeline

Sentence vectors know that "can I hop on my push bike" is about cycling although no example has
those words, which counts cannot. The lower layers keep what the last one has smoothed away, and
runs of letters catch rare words and misspellings. Logistic regression on both is small, calibrated
by one number, loads at once and is learnt anew in a minute or two.

"""


@dataclass(frozen=True)
class Row:
    """One way, how good it is and what it costs.

    Attributes:
        name: Its name.
        quality: How good it is.
        cost: What it costs.
        trained: Seconds of training, not a number where it was trained before.
    """

    name: str
    quality: Quality
    cost: Cost
    trained: float

    def line(self) -> str:
        """The row of the table."""
        worst, lowest = self.quality.worst
        cells = (
            self.name,
            _score(self.quality.macro_f1),
            f"{worst} {lowest:.2f}",
            _score(self.quality.topics),
            _score(self.quality.among_two),
            f"{self.quality.calibration:.3f}",
            f"{self.cost.median:.1f} ms",
            f"{self.cost.p99:.1f} ms",
            f"{self.cost.load:.1f} s",
            f"{self.cost.memory:.0f} MB",
            "-" if isnan(self.trained) else f"{self.trained:.0f} s",
        )
        return f"| {' | '.join(cells)} |"


def page(rows: Sequence[Row], training: int, unseen: int) -> str:
    """The whole page; the last two rows are Rasa's default pipeline and Hammy's.

    Args:
        rows: Every way.
        training: How many training examples there were.
        unseen: How many unseen messages.
    """
    table = [f"| {' | '.join(_COLUMNS)} |", f"|{'---|' * len(_COLUMNS)}"]
    table += [row.line() for row in rows]
    head = _HEAD.format(training=training, unseen=unseen)
    return head + "\n".join(table) + "\n" + _NOTES + _speed(rows[-2], rows[-1])


def _speed(default: Row, ours: Row) -> str:
    ratio = ours.cost.median / default.cost.median
    verdict = "reached" if ratio <= 0.5 else "**missed**"
    return (
        "## Against Rasa's default pipeline\n\n"
        "Wanted: the median time for one message at most half of what Rasa's default pipeline\n"
        f"takes, both as whole Rasa models in the same run. {ours.cost.median:.1f} ms against\n"
        f"{default.cost.median:.1f} ms is {ratio:.2f} of it: {verdict}.\n"
    )


def _score(score: Score) -> str:
    return f"{score.value:.3f} ({score.low:.3f} to {score.high:.3f})"
