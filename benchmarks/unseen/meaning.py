"""What a message wants: its intent and the topics it asks about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from benchmarks.unseen.measure import Failure, Measure, each
from benchmarks.unseen.results import Result, of
from benchmarks.unseen.scores import Label, macro_f1, share

ASK = "ask_"
RED_FLAG = "report_red_flag"
INTENT_SETS = ("intents", "messages", "topics")


def intent_labels(results: Iterable[Result]) -> list[tuple[Result, Label]]:
    """What every judged message is, and what it was taken for.

    A prediction that is as fair as the main label counts as the label. So does a red
    flag that is read from a question on a sign, as long as its topic is answered.
    """
    labelled = []
    for result in results:
        asked = tuple(ASK + topic for topic in result.entry.topics if result.name == "topics")
        fair = result.entry.intents or asked
        if fair:
            predicted = result.parsed["intent"]
            if predicted == RED_FLAG and asked and _right_topic(result):
                predicted = fair[0]
            expected = predicted if predicted in fair else fair[0]
            labelled.append((result, Label(expected, predicted)))
    return labelled


def intents(results: Sequence[Result]) -> list[Measure]:
    """The intent, of all messages and of each kind."""

    def measure(name: str, title: str, sets: tuple[str, ...], target: float | None) -> Measure:
        labelled = intent_labels(of(results, *sets))
        failures = tuple(
            Failure(result, f"{label.expected} -> {label.predicted}")
            for result, label in labelled
            if label.expected != label.predicted
        )
        return Measure(name, title, macro_f1([label for _, label in labelled]), target, failures)

    return [
        measure(
            "intent_f1",
            "intent, all kinds of messages: macro F1",
            INTENT_SETS,
            0.90,
        ),
        measure(
            "intent_f1_short", "intent, without questions on a topic: macro F1", ("intents",), None
        ),
        measure("intent_f1_whole", "intent, whole messages: macro F1", ("messages",), None),
    ]


def topics(results: Iterable[Result]) -> list[Measure]:
    """The topic of a question: the first, all of them, and what is suggested when unsure."""
    asked = of(results, "topics")
    whole = [r for r in of(results, "messages") if r.entry.topics]
    one = _of_one_topic(results)
    unsure = [r for r in one if r.parsed["suggestions"]]
    clear = [r for r in one if _right_topic(r)]
    return [
        topic_accuracy(results),
        each("topic_or_suggested", "topic right, or among the two suggested", one, _offered, 0.96),
        each(
            "topic_suggested", "when unsure: right among the two suggested", unsure, _offered, 0.96
        ),
        _share_at_most(
            "asked_back",
            "asked back although the likeliest topic was right: share of those",
            clear,
            lambda r: bool(r.parsed["suggestions"]),
            0.08,
        ),
        each(
            "topics_all",
            "several topics in one message: all of them",
            [r for r in asked if r not in one],
            _all_topics,
            None,
        ),
        each(
            "topics_in_messages", "topics in whole messages: all of them", whole, _all_topics, None
        ),
    ]


def topic_accuracy(results: Iterable[Result]) -> Measure:
    """How often the topic of a question on one topic is right."""
    title = "topic of a question: accuracy"
    return each("topic_accuracy", title, _of_one_topic(results), _right_topic, 0.90)


def _of_one_topic(results: Iterable[Result]) -> list[Result]:
    return [r for r in of(results, "topics") if len(r.entry.topics) == 1]


def _share_at_most(
    name: str,
    title: str,
    held: Sequence[Result],
    counts: Callable[[Result], bool],
    target: float,
) -> Measure:
    failures = tuple(Failure(r, str(r.parsed["suggestions"])) for r in held if counts(r))
    return Measure(name, title, share(len(failures), len(held)), target, failures, at_most=True)


def _right_topic(result: Result) -> bool:
    return result.parsed["topic"] in result.entry.topics


def _all_topics(result: Result) -> bool:
    return set(result.entry.topics) <= set(result.parsed["topics"])


def _offered(result: Result) -> bool:
    wanted = {ASK + topic for topic in result.entry.topics}
    suggested = result.parsed["suggestions"]
    return not wanted.isdisjoint(suggested) if suggested else _right_topic(result)
