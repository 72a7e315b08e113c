"""Which screens a runner gets, and that no question on them is idle."""

import itertools

import pytest

from coach.findings import Findings
from coach.triage import SCREENS, TABLE, assess, merge, verdict
from tests.unit.triage.cases import MILD, NOTHING_WRONG, SORE_BOTH, TIGHT
from tests.unit.triage.test_decision_table import CLAUSES

QUIET_PEOPLE = (NOTHING_WRONG, TIGHT, MILD, SORE_BOTH)
QUIET = {**NOTHING_WRONG, "trend": "same"}


def screens_of(told, truth=QUIET):
    """The screens until nothing can change any more, each with what was known before it."""
    findings, shown = Findings(told), []
    while (screen := assess(findings).screen) is not None:
        shown.append((findings, screen))
        answers = {name: truth[name] for name in screen.findings}
        findings = merge(findings, answers, answered=screen.findings).findings
    return shown


def ids_of(told, truth=QUIET):
    return [screen.id for _, screen in screens_of(told, truth)]


STORIES = {
    "nothing said yet": ({}, TIGHT),
    "tight after yesterday's hills": (
        {
            "tightness_only": True,
            "pain_walking": 0,
            "days_since_onset": 1,
            "pain_location": ["back_of_thigh"],
            "recent_training_jump": True,
        },
        {**TIGHT, "onset": "next_day_soreness"},
    ),
    "sore both legs": ({"side": "both", "pain_walking": 2}, SORE_BOTH),
    "sit bone for three weeks": (
        {"pain_location": ["sit_bone_low_buttock"], "days_since_onset": 21, "pain_running": 2},
        {**MILD, "trend": "same"},
    ),
    "grabbed in a sprint, big bruise": (
        {"onset": "sudden", "bruising": True, "bruising_large": True, "pain_walking": 0},
        QUIET,
    ),
    "a bruise and nothing else said": ({"bruising": True}, QUIET),
    "tingling": ({"tingling_or_numb_leg": True}, QUIET),
    "a pop and no more": ({"pop_or_snap": True}, QUIET),
    "the same one again in a sprint, limping": (
        {"recurrent_12mo": True, "onset": "sudden", "gait_altered": True},
        QUIET,
    ),
    "limping": ({"gait_altered": True, "pain_location": ["back_of_thigh"]}, QUIET),
    "two months, no better": ({"days_since_onset": 60, "trend": "same"}, MILD),
    "a knee": ({"pain_location": ["knee"]}, QUIET),
    "will not say its age": ({"age_under_18": None}, QUIET),
}


@pytest.mark.parametrize(("told", "truth"), STORIES.values(), ids=STORIES)
def test_every_question_asked_can_change_the_outcome(told, truth):
    for known, screen in screens_of(told, truth):
        for finding in screen.findings:
            assert can_change(known, finding), (screen.id, finding)


def can_change(known, finding):
    """Look for a way to answer the rest in which this one answer decides.

    Searches among the clauses of the table's own tests, set into quiet people. A refusal counts
    as an answer where it withholds a permission to run.
    """
    for base, (clause, change) in itertools.product(QUIET_PEOPLE, clauses_about(finding)):
        answers = {**base, **clause, **known}
        values = (answers.get(finding), change.get(finding), base[finding])
        outcomes = {outcome({**answers, finding: value}) for value in values}
        refused = outcome({**answers, finding: None})
        if len(outcomes) > 1 or any(o[1].allowed and o != refused for o in outcomes):
            return True
    return False


def clauses_about(finding):
    yield from ((clause, change) for _, clause, change in CLAUSES if finding in clause)
    yield from ((clause, change) for _, clause, change in CLAUSES if finding not in clause)
    yield {}, {}


def outcome(values):
    result = verdict(Findings(values))
    return result.level, result.running


def test_plain_tightness_takes_at_most_seven_screens_with_the_verdict():
    told, truth = STORIES["tight after yesterday's hills"]
    assert len(ids_of(told, truth)) + 1 <= 7
    assert len(ids_of({}, TIGHT)) + 1 <= 7


CLEAR_INJURIES = [
    {"bruising": True},
    {"pop_or_snap": True, "gait_altered": False},
    {"thigh_swelling": True, "onset": "sudden"},
    {"onset": "sudden", "bruising_large": True, "pain_walking": 0},
    {"marked_weakness": True, "pain_location": ["back_of_thigh"]},
    {"tingling_or_numb_leg": True},
    {"prior_rupture_or_surgery": True},
    {"recurrent_12mo": True, "onset": "sudden", "days_since_onset": 0},
]


@pytest.mark.parametrize("told", CLEAR_INJURIES)
def test_a_clear_injury_takes_at_most_four_screens_with_the_verdict(told):
    assert len(ids_of(told)) + 1 <= 4


@pytest.mark.parametrize("flag", [*TABLE.must_ask, "self_harm_thoughts"])
def test_an_emergency_is_followed_by_no_question(flag):
    assert ids_of({flag: True}) == []


def test_after_an_urgent_sign_only_the_emergency_signs_are_asked():
    assert ids_of({"pop_or_snap": True, "gait_altered": True}) == ["emergency"]


def test_once_emergency_signs_are_answered_an_urgent_sign_ends_the_questions():
    told = {"fever": True, **dict.fromkeys(TABLE.must_ask, False)}
    assert ids_of(told) == []


def test_after_a_clinician_sign_only_what_is_more_urgent_is_asked():
    assert ids_of({"bruising": True}) == ["emergency", "injury", "urgent"]


def test_a_long_story_alone_is_asked_for_what_frees_easy_running():
    asked = ids_of({"days_since_onset": 60, "trend": "same"}, MILD)
    assert asked == ["emergency", "story", "injury", "signs", "pain", "person"]


def test_emergency_signs_are_asked_first():
    for told, truth in STORIES.values():
        assert ids_of(told, truth)[0] == "emergency"


def test_the_course_is_asked_only_when_it_has_lasted():
    assert "course" not in ids_of({}, {**MILD, "days_since_onset": 13})
    assert "course" in ids_of({}, {**MILD, "days_since_onset": 14})
    assert "course" not in ids_of({}, {**TIGHT, "days_since_onset": 100})


def test_both_legs_are_asked_about_only_when_it_may_be_muscle_soreness():
    def asked(truth):
        return {name for _, screen in screens_of({}, truth) for name in screen.findings}

    assert "both_legs_symmetric" in asked(SORE_BOTH)
    assert "both_legs_symmetric" not in asked(MILD)


def test_somebody_whom_nothing_bothers_is_asked_nothing():
    assert ids_of({"currently_symptomatic": False}) == []


def test_a_throbbing_leg_is_asked_about_clot_risk():
    told = {**dict.fromkeys(TABLE.must_ask, False), "bruising": True, "throbbing_no_injury": True}
    assert "clot_risk_factor" in {n for _, s in screens_of(told) for n in s.findings}


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.id)
def test_every_screen_is_shown_to_somebody(screen):
    shown = [ids_of(told, truth) for told, truth in STORIES.values()]
    assert any(screen.id in ids for ids in shown)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.id)
def test_every_finding_of_a_screen_is_asked_of_somebody(screen):
    asked = {
        finding
        for told, truth in STORIES.values()
        for _, shown in screens_of(told, truth)
        if shown.id == screen.id
        for finding in shown.findings
    }
    assert asked == set(screen.findings)


def test_a_single_open_finding_is_asked_in_its_own_words():
    told = {**TIGHT, **dict.fromkeys(TABLE.must_ask, False)}
    del told["fever"]
    result = assess(Findings(told))
    assert result.bundle == ("fever",)
    assert result.question_text == "Do you have a temperature?"


def test_several_open_findings_are_asked_with_the_text_of_their_screen():
    result = assess(Findings({}))
    assert result.question_text == SCREENS[0].text
    assert result.next_question == SCREENS[0].findings[0]
