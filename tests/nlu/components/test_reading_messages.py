from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.findings import VOCABULARY
from nlu.components.reading import FALLBACK, Evidence, Piece, Reading, Thresholds, read_message
from nlu.components.rules import load_words
from tests.nlu.components.rankings import ranking

RULES = load_words("intents.yml")


def read(text: str = "words", **parts: Any) -> Reading:
    parts.setdefault("ranking", ranking(off_topic=0.9))
    return read_message(Evidence(text=text, **parts), Thresholds())


@pytest.mark.parametrize(("finding", "intent"), RULES["certain"].items())
def test_an_emergency_settles_the_intent(finding: str, intent: str) -> None:
    found = read("haha thanks, can I run?", findings={finding: True})
    assert found.intent == (intent, 1.0)


def test_self_harm_goes_before_every_other_finding() -> None:
    found = read(findings={"fever": True, "dark_urine": True, "self_harm_thoughts": True})
    assert found.intent.label == "report_self_harm"


def test_a_denied_emergency_is_none() -> None:
    found = read("no fever", ranking=ranking(report_red_flag=0.9), findings={"fever": False})
    assert found.intent.label == "deny"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("yes", "affirm"),
        ("Yeah!", "affirm"),
        (" nope. ", "deny"),
        ("not sure", "unsure"),
        ("none of these", "none_of_these"),
        ("skip", "refuse"),
    ],
)
def test_a_bare_answer_is_what_it_says(text: str, intent: str) -> None:
    assert read(text, pending=["bruising"]).intent.label == intent


def test_a_question_with_a_finding_in_it_stays_a_question() -> None:
    found = read(
        "felt a pop, can I run?",
        ranking=ranking(ask_can_i_run=0.7),
        findings={"pop_or_snap": True},
    )
    assert (found.intent.label, found.topics) == ("ask_can_i_run", ("can_i_run",))


def test_what_is_asked_goes_before_what_is_told() -> None:
    found = read(
        "felt a pop, can I run?",
        ranking=ranking(report_pop=0.7),
        pieces=[
            Piece("felt a pop", ranking(report_pop=0.9)),
            Piece("can I run?", ranking(ask_can_i_run=0.9)),
        ],
        findings={"pop_or_snap": True},
    )
    assert (found.intent, found.topics) == (("ask_can_i_run", 0.9), ("can_i_run",))


def test_a_sure_wish_does_not_give_way_to_a_question() -> None:
    found = read(
        "remind me at 7, can I?",
        ranking=ranking(set_check_in_time=0.8),
        pieces=[
            Piece("remind me at 7", ranking(set_check_in_time=0.9)),
            Piece("can I?", ranking(ask_can_i_run=0.6)),
        ],
    )
    assert found.intent.label == "set_check_in_time"


def test_a_statement_is_no_question_whatever_it_resembles() -> None:
    found = read(
        "the bruise came out on day two",
        ranking=ranking(ask_late_bruise=0.7, report_bruising=0.2),
        findings={"bruising": True},
    )
    assert (found.intent.label, found.topics) == ("report_bruising", ())


def test_a_question_without_any_mark_is_one_when_the_classifier_is_very_sure() -> None:
    found = read(
        "cold pack for a hamstring that went today",
        ranking=ranking(ask_ice_or_heat=0.98),
        findings={"onset": "sudden"},
    )
    assert found.topics == ("ice_or_heat",)


def test_below_the_threshold_two_meanings_are_suggested() -> None:
    unsure = ranking(show_plan=0.2, help=0.15, off_topic=0.1)
    shares = {one.label: one.probability for one in unsure if one.label != "nonsense"}
    spread = ranking(**shares, **{f"other_{n}": 0.05 for n in range(11)})
    found = read(ranking=spread)
    assert found.intent.label == FALLBACK
    assert found.suggestions == ("show_plan", "help")
    assert found.topics == ()


def test_a_mere_guess_is_not_suggested() -> None:
    spread = ranking(**{f"other_{n}": 0.05 for n in range(20)})
    found = read(ranking=spread)
    assert (found.intent.label, found.suggestions) == (FALLBACK, ())


def test_an_unclear_question_comes_with_the_two_likeliest_topics() -> None:
    found = read("is it ok?", ranking=ranking(ask_yoga=0.42, ask_hills=0.3))
    assert found.intent.label == "ask_yoga"
    assert found.topics == ("yoga",)
    assert found.suggestions == ("ask_yoga", "ask_hills")


def test_a_clear_question_comes_without_suggestions() -> None:
    assert read("yoga?", ranking=ranking(ask_yoga=0.8, ask_hills=0.1)).suggestions == ()


def test_a_question_that_tells_of_the_leg_is_never_asked_back_about() -> None:
    found = read(
        "I limp, is it ok?",
        ranking=ranking(ask_yoga=0.42, ask_hills=0.3),
        findings={"gait_altered": True},
    )
    assert found.suggestions == ()


def test_an_emergency_is_never_asked_back_about() -> None:
    found = read(
        "is it ok?", ranking=ranking(ask_yoga=0.42, ask_hills=0.3), findings={"fever": True}
    )
    assert (found.intent.label, found.suggestions) == ("report_red_flag", ())


def test_numbness_between_the_legs_is_the_question_whatever_is_asked_beside_it() -> None:
    found = read(
        "numb down there, can I cycle?",
        ranking=ranking(ask_can_i_cycle=0.9),
        findings={"saddle_numbness": True},
    )
    assert found.topics == ("numb_saddle", "can_i_cycle")


def test_numbness_that_is_only_told_of_asks_nothing() -> None:
    found = read(
        "numb down there",
        ranking=ranking(report_red_flag=0.9),
        findings={"saddle_numbness": True},
    )
    assert found.topics == ()


def test_a_question_that_is_weakly_taken_for_small_talk_is_asked_back_about() -> None:
    found = read("how is that?", ranking=ranking(off_topic=0.4, ask_yoga=0.3, ask_hills=0.2))
    assert found.intent.label == FALLBACK
    assert found.suggestions == ("ask_yoga", "ask_hills")


def test_findings_save_a_message_the_classifier_does_not_know() -> None:
    spread = ranking(**{f"other_{n}": 0.05 for n in range(18)}, report_limp=0.1)
    assert read(ranking=spread, findings={"gait_altered": True}).intent.label == "report_limp"


def test_an_open_check_in_is_answered_by_what_it_reads() -> None:
    said = {"pain_morning": 3, "ran": False}
    found = read(
        "3, no run", ranking=ranking(answer_value=0.9), pending=["check_in"], check_in=said
    )
    assert found.intent.label == "check_in_answer"
    assert found.check_in == said


def test_exercises_named_to_an_open_check_in_were_done() -> None:
    found = read(
        "nordics and clams",
        ranking=ranking(ask_nordics_now=0.9),
        pending=["check_in"],
        check_in={"exercises": ["nordic", "clamshell"]},
    )
    assert (found.intent.label, found.topics) == ("check_in_answer", ())


@pytest.mark.parametrize("text", ["are nordics ok yet?", "show me the nordics"])
def test_exercises_asked_about_during_an_open_check_in_are_no_answer(text: str) -> None:
    found = read(
        text,
        ranking=ranking(describe_exercise=0.9),
        pending=["check_in"],
        check_in={"exercises": ["nordic"]},
    )
    assert found.intent.label == "describe_exercise"


def test_a_sure_wish_stands_against_an_open_check_in() -> None:
    found = read(
        "remind me at 7 instead",
        ranking=ranking(set_check_in_time=0.8),
        pending=["check_in"],
        check_in={"pain_activity": 7},
    )
    assert found.intent.label == "set_check_in_time"
    assert found.check_in is None


def test_scores_without_the_day_are_a_report_when_no_check_in_is_open() -> None:
    found = read(
        "6 running, 0 walking",
        ranking=ranking(check_in_answer=0.7, report_running_pain=0.2),
        findings={"pain_running": 6, "pain_walking": 0},
        check_in={"pain_activity": 6},
    )
    assert found.intent.label == "report_running_pain"


def test_every_finding_named_in_the_rules_exists() -> None:
    keys = [*RULES["certain"], *RULES["reports"], *RULES["reports_denied"], *RULES["beside"]]
    for key in keys:
        finding, _, choice = key.partition("=")
        assert finding in VOCABULARY
        assert not choice or choice in VOCABULARY[finding].choices


values = st.one_of(st.booleans(), st.integers(0, 10))
labels = st.sampled_from(["ask_hills", "ask_why", "report_pop", "deny", "greet", "check_in_answer"])


@given(
    st.text(max_size=40),
    st.lists(labels, min_size=1, unique=True),
    st.dictionaries(st.sampled_from(sorted(VOCABULARY)), values, max_size=4),
    st.sampled_from([(), ("bruising",), ("check_in",)]),
)
def test_every_message_is_read_somehow(
    text: str, guesses: list[str], findings: dict[str, Any], pending: tuple[str, ...]
) -> None:
    found = read(
        text,
        ranking=ranking(**{label: 0.9 / len(guesses) for label in guesses}),
        findings=findings,
        pending=pending,
    )
    assert 0 <= found.intent.probability <= 1
    asked_back = found.intent.label == FALLBACK or found.intent.label.startswith("ask_")
    assert asked_back or not found.suggestions


def test_an_hour_at_which_it_hurt_is_none_to_be_asked_at() -> None:
    said = {"pain_morning": 2, "pain_activity": 3}
    wish = ranking(set_check_in_time=0.9)
    found = read("2 at 7am, 3 by lunchtime", ranking=wish, check_in=said, scored=True)
    assert (found.intent.label, found.check_in) == ("check_in_answer", said)


def test_a_wish_for_an_hour_stands_beside_scores() -> None:
    wish = ranking(set_check_in_time=0.9)
    said = {"pain_morning": 2, "pain_activity": 3}
    text = "2 at 7am, 3 by lunchtime. Ask me at 8pm"
    found = read(text, ranking=wish, check_in=said, scored=True)
    assert found.intent.label == "set_check_in_time"


def test_how_the_day_was_as_a_whole_answers_an_open_check_in() -> None:
    found = read("ditto", ranking=ranking(thank=0.4), overall=True, pending=["check_in"])
    assert (found.intent.label, found.check_in) == ("check_in_answer", None)


def test_a_question_how_it_compares_is_none() -> None:
    compares = ranking(ask_tear_or_tightness=0.7)
    found = read("is it better?", ranking=compares, overall=True, pending=["check_in"])
    assert found.intent.label == "ask_tear_or_tightness"


def test_a_sure_wish_to_skip_stands_beside_how_the_day_was() -> None:
    wish = ranking(skip_check_in=0.9)
    found = read("all good, skip today", ranking=wish, overall=True, pending=["check_in"])
    assert found.intent.label == "skip_check_in"


def test_a_place_answers_where_somebody_is() -> None:
    found = read("Madrid", ranking=ranking(off_topic=0.9), place=True, pending=["time_zone"])
    assert found.intent.label == "set_time_zone"


def test_a_sure_wish_to_stop_is_no_place() -> None:
    found = read("stop", ranking=ranking(stop_talking=0.9), place=True, pending=["time_zone"])
    assert found.intent.label == "stop_talking"


def test_a_score_beside_denials_is_told_of_the_day_and_no_bare_denial() -> None:
    denied = {"pain_rest": 0, "pain_sitting": False}
    said = {"pain_rest": 0, "pain_activity": 5}
    found = read("got up from the sofa was 5, 0 sitting", findings=denied, check_in=said)
    assert found.intent.label == "check_in_answer"
    assert found.check_in == said


def test_scores_of_nothing_beside_denials_stay_a_denial() -> None:
    found = read("no limp, 0 sitting", findings={"gait_altered": False}, check_in={"pain_rest": 0})
    assert found.intent.label == "deny"


def test_a_score_beside_denials_leaves_an_open_question_its_answer() -> None:
    found = read(
        "no pain sitting, stairs 4",
        findings={"pain_rest": 0},
        check_in={"pain_activity": 4},
        pending=["pain_rest"],
    )
    assert found.intent.label == "deny"


@pytest.mark.parametrize(
    ("text", "intent"), [("mood 4", "check_in_answer"), ("mood 1", "mood_sad")]
)
def test_a_mood_that_is_given_a_fair_number_is_no_sadness(text: str, intent: str) -> None:
    assert read(text, ranking=ranking(mood_sad=0.7)).intent.label == intent
