from __future__ import annotations

import pytest

from nlu.extraction import Mention, State, Value, extract
from tests.nlu.extraction.sentences import TODAY, findings_of


def mentions_of(message: str, finding: str) -> list[Mention]:
    return [m for m in extract(message, today=TODAY).mentions if m.finding == finding]


@pytest.mark.parametrize(
    ("message", "finding", "state"),
    [
        ("there is a bruise", "bruising", State.PRESENT),
        ("there is no bruise", "bruising", State.DENIED),
        ("I had a bruise last year", "bruising", State.PAST),
        ("is a bruise normal?", "bruising", State.ASKED),
        ("what if it bruises?", "bruising", State.HYPOTHETICAL),
        ("my mate had a bruise and my hamstring is tight", "bruising", State.OTHER_PERSON),
    ],
)
def test_a_mention_says_how_it_is_meant(message: str, finding: str, state: State) -> None:
    assert {mention.state for mention in mentions_of(message, finding)} == {state}


def test_a_mention_knows_its_words() -> None:
    message = "I’ve got a BIG bruise, sorry"
    places = {message[m.start : m.end] for m in mentions_of(message, "bruising_large")}
    assert places == {"BIG bruise"}


def test_mentions_stand_in_reading_order() -> None:
    starts = [m.start for m in extract("limping, bruised and swollen", today=TODAY).mentions]
    assert starts == sorted(starts)


@pytest.mark.parametrize("state", [State.PAST, State.ASKED, State.HYPOTHETICAL, State.OTHER_PERSON])
def test_only_stated_findings_count(state: State) -> None:
    assert not state.counts


@pytest.mark.parametrize(
    ("message", "pending", "findings"),
    [
        ("nah", ("pop_or_snap",), {"pop_or_snap": False}),
        ("yeah", ("pop_or_snap",), {"pop_or_snap": True}),
        ("6ish", ("pain_walking",), {"pain_walking": 6}),
        ("the left one", ("side",), {"side": "left"}),
        ("since tuesday", ("days_since_onset",), {"days_since_onset": 1}),
        ("none of them", ("pop_or_snap", "bruising"), {"pop_or_snap": False, "bruising": False}),
        (
            "only the bruise",
            ("pop_or_snap", "bruising"),
            {"pop_or_snap": False, "bruising": True},
        ),
        (
            "no, but my calf is swollen",
            ("fever", "saddle_numbness"),
            {"fever": False, "saddle_numbness": False, "calf_or_whole_leg_swelling": True},
        ),
    ],
)
def test_an_answer_is_read_against_what_was_asked(
    message: str, pending: tuple[str, ...], findings: dict[str, Value]
) -> None:
    assert findings_of(message, *pending) == findings


@pytest.mark.parametrize(
    ("message", "asked", "value"),
    [
        ("still swollen", "calf_or_whole_leg_swelling", True),
        ("a bit numb yeah", "saddle_numbness", True),
        ("it does not drag", "foot_drop_or_spreading_weakness", False),
        ("not cold", "leg_cold_pale_blue", False),
        ("only if I roll onto it", "night_rest_pain", False),
    ],
)
def test_a_short_answer_speaks_of_what_was_asked(message: str, asked: str, value: bool) -> None:
    assert findings_of(message, asked)[asked] is value


def test_words_that_name_a_finding_win_over_a_plain_answer() -> None:
    assert findings_of("yes, but no limp", "gait_altered", "bruising")["gait_altered"] is False


def test_not_knowing_is_no_finding() -> None:
    extraction = extract("not sure", pending=("pop_or_snap",), today=TODAY)
    assert extraction.findings == {}
    assert extraction.answer is not None
    assert extraction.answer.values == {"pop_or_snap": None}


def test_the_other_leg_is_read_against_the_known_side() -> None:
    extraction = extract("the other one", pending=("side",), pending_side="left", today=TODAY)
    assert extraction.findings == {"side": "right"}


def test_without_a_question_there_is_no_answer() -> None:
    assert extract("yes", today=TODAY).answer is None


@pytest.mark.parametrize(
    ("message", "trend"),
    [
        ("pain went from 5 to 2", "better"),
        ("it was a 2, now it's a 5", "worse"),
        ("my pain has gone from a 2 to a 6", "worse"),
    ],
)
def test_scores_before_and_after_tell_the_trend(message: str, trend: str) -> None:
    assert findings_of(message)["trend"] == trend


@pytest.mark.parametrize(
    "message", ["my hamstrings feel tight", "left hammy is stiff", "bit of tightness back there"]
)
def test_tightness_with_no_word_of_pain_is_tightness_only(message: str) -> None:
    assert findings_of(message)["tightness_only"] is True


@pytest.mark.parametrize(
    "message",
    [
        "tight and sore",
        "tight, and I'm limping",
        "tight since it popped",
        "is tightness normal?",
        "no tightness",
        "tight, pain 4/10 running",
    ],
)
def test_tightness_beside_anything_worse_is_not(message: str) -> None:
    assert findings_of(message).get("tightness_only") is not True


def test_a_large_bruise_is_a_bruise() -> None:
    assert findings_of("half my thigh is bruised, a huge bruise")["bruising"] is True


def test_a_child_is_under_18() -> None:
    assert findings_of("my daughter pulled her hamstring")["age_under_18"] is True


ABOUT_ONESELF = (
    "age_under_18",
    "blood_thinner_or_bleeding_disorder",
    "fluoroquinolone",
    "recurrent_12mo",
)


@pytest.mark.parametrize(
    ("answer", "under"),
    [
        ("left, 16, none", True),
        ("none, 16", True),
        ("16 no meds", True),
        ("16", True),
        ("15 yes, rest no", True),
        ("sixteen, none", True),
        ("nearly 18, none of it", True),
        ("no meds, 17, same hammy last year", True),
        ("right side, 45, no meds", False),
        ("34, no, no, no", False),
        ("52 f, nothing", False),
        ("none. 29.", False),
        ("full tear 12 years ago", None),
        ("tore it 12 months ago", None),
        ("1 and 4", None),
    ],
)
def test_an_age_in_a_list_of_answers_is_one(answer: str, under: bool | None) -> None:
    assert findings_of(answer, *ABOUT_ONESELF).get("age_under_18") is under


@pytest.mark.parametrize(
    ("message", "under"),
    [
        ("left, 16, none", True),
        ("back of thigh, 17, no meds, sudden", True),
        ("female 15 here", True),
        ("I turn 18 next month", True),
        ("im 17, 18 next week", True),
        ("left, 45, none", None),
        ("ran 10k, 12, 14 and 16k", None),
        ("left hammy, 12 miles, sore", None),
    ],
)
def test_only_a_young_age_is_taken_from_a_list_unasked(message: str, under: bool | None) -> None:
    assert findings_of(message).get("age_under_18") is under


@pytest.mark.parametrize("message", ["my 13 yo son pulled his hammy", "our 15yo limps after footy"])
def test_a_child_is_known_by_the_age_however_short(message: str) -> None:
    assert findings_of(message)["subject"] == "child_teen"


def test_a_young_writer_is_no_child_of_somebody() -> None:
    assert "subject" not in findings_of("im 15 yo and my hammy hurts")


def test_a_grown_up_child_is_an_adult() -> None:
    assert findings_of("my son, 24, pulled his hamstring")["age_under_18"] is False


@pytest.mark.parametrize(
    "message",
    [
        "I run with my wife and my hamstring hurts",
        "limping after football with my kids",
        "my wife made me stop, my hamstring is sore",
        "my mate and I were sprinting and I felt a pop",
        "picked up my daughter and my hammy popped",
        "my husband is a physio, he says my thigh is swollen",
    ],
)
def test_company_is_not_who_it_is_about(message: str) -> None:
    assert "subject" not in findings_of(message)


@pytest.mark.parametrize(
    "message",
    [
        "ok and for me, a strain 3 weeks ago, tight when i jog",
        "forget him, it's about my own leg now",
        "and me? my hamstring is tight",
        "that one is mine",
    ],
)
def test_a_writer_can_turn_to_the_own_leg(message: str) -> None:
    assert findings_of(message)["subject"] == "self"


@pytest.mark.parametrize(
    "message", ["what is best for me to tell him?", "is that ok for me to ask for my wife?"]
)
def test_asking_for_somebody_else_is_not_turning_to_oneself(message: str) -> None:
    assert findings_of(message).get("subject") != "self"


@pytest.mark.parametrize(
    ("message", "values"),
    [
        (
            "left hammy, 3/10 walking, started 2 weeks ago",
            {"side": "left", "pain_walking": 3, "days_since_onset": 14},
        ),
        ("sore under my bum cheek", {"pain_location": ("sit_bone_low_buttock",)}),
        ("both hammies ache", {"side": "both"}),
        ("resting it for 10 days", {"days_self_managed": 10}),
    ],
)
def test_values_stand_beside_the_findings(message: str, values: dict[str, Value]) -> None:
    assert values.items() <= findings_of(message).items()


def test_a_score_that_is_only_imagined_is_none() -> None:
    assert "pain_running" not in findings_of("what if running goes over 5/10?")


@pytest.mark.parametrize(
    ("message", "rest"),
    [
        ("I was in agony at the time but today I'm at zero", None),
        ("was in agony, today nothing helps", 9),
        ("was in agony at the time and today still agony", 9),
        ("was in agony, now an 8", 9),
    ],
)
def test_agony_is_over_only_where_a_small_number_is_told_of_now(
    message: str, rest: int | None
) -> None:
    assert findings_of(message).get("pain_rest") == rest
