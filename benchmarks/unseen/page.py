"""The report as a page: the table against the targets, what falls short, what is confused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.unseen.further import Count
from benchmarks.unseen.known import failing
from benchmarks.unseen.measure import Measure
from benchmarks.unseen.picture import confusions
from benchmarks.unseen.scores import Label, class_f1
from benchmarks.unseen.speed import LONGEST, ORDINARY, Speed
from tests.nlu.heldout.loading import SETS, entries

_WORST = 20
_PERCENT = frozenset({"polarity_flips", "false_alarms", "wrongly_triaged", "asked_back"})
_HEAD = """\
# How well Hammy understands words it was never trained on

Written by `make nlu-report`; every number is from one run of the trained pipeline over the unseen
sets in `tests/nlu/heldout`. How they were made and how a label is read stands in their README.
Intervals are 95%: Wilson's for shares, bootstrap over messages for F1. The tests hold the pipeline
to the floors in `tests/nlu/floors.yml`.

No sentence of these sets is trained on or copied into a rule. But the classes of problem that they
showed have been mended since they were written, so on words that are new again expect less. On the
first run, before anything was mended, recall was 0.735 for emergency and 0.801 for urgent findings.
"""


@dataclass(frozen=True)
class Beside:
    """The sets beside the measured ones.

    Attributes:
        counts: What is misread of the further sets.
        strangers: The measures of both halves of the newcomers' messages.
    """

    counts: Sequence[Count]
    strangers: Sequence[Sequence[Measure]]


def page(
    measures: Sequence[Measure],
    labels: Sequence[Label],
    speed: Speed,
    beside: Beside,
    model: str,
) -> str:
    """The whole page.

    Args:
        measures: Every measure of the run.
        labels: What each judged message is and was taken for.
        speed: Times of the run.
        beside: What is counted of the sets beside the measured ones.
        model: The model's name.
    """
    parts = [_HEAD, _sets(model), _table(measures), _short(measures)]
    parts += [_strangers(beside.strangers), _further(beside.counts), _times(speed)]
    parts += [_intents(labels), _findings(measures), *_known(measures)]
    return "\n".join(parts)


def _sets(model: str) -> str:
    sizes = ", ".join(f"{name} {len(entries(name))}" for name in SETS)
    return f"Model `{model}`. Messages: {sizes}.\n"


def _table(measures: Sequence[Measure]) -> str:
    lines = [
        "## Against the targets\n",
        "| measure | reached | 95% interval | cases | target | |",
        "|---|---|---|---|---|---|",
    ]
    for m in measures:
        between = f"{_number(m, m.score.low)} to {_number(m, m.score.high)}"
        reached = _number(m, m.score.value)
        verdict = {True: "reached", False: "**below**", None: ""}[m.reached]
        if not m.score.cases:
            reached, between, verdict = "-", "-", "no case"
        target = "" if m.target is None else _target(m, m.target)
        cells = (m.title, reached, between, str(m.score.cases), target, verdict)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


def _target(measure: Measure, target: float) -> str:
    bound = "at most" if measure.at_most else "at least"
    return (
        _number(measure, target) if target in (0.0, 1.0) else f"{bound} {_number(measure, target)}"
    )


def _number(measure: Measure, value: float) -> str:
    return f"{value:.1%}" if measure.id in _PERCENT else f"{value:.3f}"


def _short(measures: Sequence[Measure]) -> str:
    lines = ["## Below target\n"]
    lines += [
        f"- {m.title}: {_number(m, m.score.value)}, wanted {_target(m, m.target)}; "
        f"{len(m.failures)} failures."
        for m in measures
        if m.target is not None and m.reached is False and m.score.cases
    ]
    return "\n".join([*(lines if len(lines) > 1 else [*lines, "Nothing."]), ""])


def _strangers(halves: Sequence[Sequence[Measure]]) -> str:
    lines = [
        "## Messages by newcomers\n",
        "Written by four people who knew neither rules nor examples (`tests/nlu/newcomers`).",
        "What fails in the first half is mended by its class. The second half is only counted and",
        "never read, so it tells how the next stranger will be understood.\n",
        "| measure | half that is mended by | cases | half kept back | cases |",
        "|---|---|---|---|---|",
    ]
    for mended, kept in zip(*halves, strict=True):
        cells = [mended.title]
        for one in (mended, kept):
            cells += [f"{one.score.value:.3f}", str(one.score.cases)]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


def _further(counts: Sequence[Count]) -> str:
    return "\n".join(
        [
            "## Long, split, joking and twisted messages\n",
            "Known failures of the further sets, each with a README of its own beside its messages",
            "(`tests/nlu/rambling`, `tests/nlu/twisted`, `tests/nlu/extraction`). Twisted ones are",
            "read by the rules alone; their number is the most that the test allows.\n",
            "| set | misread | of |",
            "|---|---|---|",
            *(f"| {one.title} | {one.misread} | {one.cases} |" for one in counts),
            "",
        ]
    )


def _times(speed: Speed) -> str:
    return (
        "## Time for one message\n\n"
        f"| ordinary messages (up to {ORDINARY} characters) | median | slowest of a hundred |\n"
        "|---|---|---|\n"
        f"| on the clock | {speed.median:.0f} ms | {speed.p99:.0f} ms |\n"
        f"| computing | {speed.computing_median:.0f} ms | {speed.computing_p99:.0f} ms |\n\n"
        f"{LONGEST:,} characters: {speed.longest:.0f} ms on the clock.\n"
    )


def _intents(labels: Sequence[Label]) -> str:
    scores = sorted(class_f1(labels).items(), key=lambda item: item[1])[:_WORST]
    worst = [f"| {name} | {score:.2f} |" for name, score in scores]
    pairs = [
        f"| {label.expected} | {label.predicted} | {count} |"
        for label, count in confusions(labels)[:_WORST]
    ]
    return "\n".join(
        [
            "## Intents\n",
            "The worst by F1 (most have six to a dozen messages, so each score is rough):\n",
            "| intent | F1 |",
            "|---|---|",
            *worst,
            "\nThe most frequent confusions:\n",
            "| is | taken for | times |",
            "|---|---|---|",
            *pairs,
            "\nThe 25 intents that are confused most:\n",
            "![Confusion matrix of the intents that are confused most](confusion.png)\n",
        ]
    )


def _findings(measures: Sequence[Measure]) -> str:
    failures = next(m for m in measures if m.id == "findings_f1").failures
    counts = Counter(failure.what.split("=")[0] for failure in failures)
    rows = [(name, counts[f"-{name}"], counts[f"+{name}"]) for name in {key[1:] for key in counts}]
    rows.sort(key=lambda row: (-row[1] - row[2], row[0]))
    return "\n".join(
        [
            "## Findings that are misread most\n",
            "A wrong value counts on both sides.\n",
            "| finding | missed or wrong | invented or wrong |",
            "|---|---|---|",
            *(f"| {name} | {missed} | {invented} |" for name, missed, invented in rows[:_WORST]),
            "",
        ]
    )


def _known(measures: Sequence[Measure]) -> Iterator[str]:
    titles = {
        "missed_red_flags": "Known failures: red flags that are missed",
        "false_alarms": "Known failures: alarms that are none",
    }
    for name, messages in failing(measures).items():
        count = sum(map(len, messages.values()))
        lines = [f"- {_shortened(t)} ({', '.join(sorted(s))})" for t, s in sorted(messages.items())]
        yield "\n".join(
            [f"## {titles[name]}\n", f"{count} signs in {len(messages)} messages.\n", *lines, ""]
        )


def _shortened(text: str, longest: int = 220) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[:longest]} ..."
