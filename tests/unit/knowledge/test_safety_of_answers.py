"""Whatever is asked, in whatever state: nothing said goes against the person's level."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.knowledge import (
    RUNNING_ACTIVITIES,
    Activity,
    Facet,
    answer,
    facets,
    follow_up,
    library,
    topics,
)
from coach.triage.levels import Level, Running

from .people import BRUISED, FRESH_STRAIN, STRENGTH_PHASE, WALKING_PHASE, people, person

PERMITS_RUNNING = re.compile(
    r"you may try one|yes, easy run|easy runs (are|is)|easy running is (fine|all right)"
    r"|easy (flat )?runs (at|are|only)|flat runs|easy, flat, short|run easy|runs are all right"
    r"|slow jog if|walk-jog (step|session)|repeat your last step"
    r"|(?<!so that )you can (run|jog|sprint|race|play)",
    re.IGNORECASE,
)
TAKES_RUNNING_FOR_GRANTED = re.compile(
    r"stop a run|your (easy )?runs\b|before and after (a|each) run|each run\b", re.IGNORECASE
)
ASKS_TO_RUN = tuple(
    topic.id for topic in topics() if not RUNNING_ACTIVITIES.isdisjoint(topic.general.allows)
)
NO_RUNNING = st.sampled_from([Running.NONE, Running.NONE_UNTIL_SEEN])
WARNINGS = [
    {"level": Level.EMERGENCY, "rows": ("E1",)},
    {"level": Level.EMERGENCY, "rows": ("E8",)},
    {"level": Level.URGENT_SAME_DAY, "rows": ("U2",)},
    {"safety_hold": True},
    {"safety_hold": True, "level": Level.MODIFIED_RUNNING, "phase": "P4"},
]


def everything_said_to(anybody):
    for topic in topics():
        yield answer(topic.id, anybody)
        for facet in facets(topic.id):
            said = follow_up(topic.id, facet, anybody)
            assert said is not None
            yield said


def test_running_is_asked_about_in_at_least_eight_ways():
    assert len(ASKS_TO_RUN) >= 8


@settings(max_examples=60, deadline=None)
@given(people(running=NO_RUNNING))
def test_no_answer_permits_running_under_a_verdict_without_running(anybody):
    for said in everything_said_to(anybody):
        assert RUNNING_ACTIVITIES.isdisjoint(said.allows), said
        assert not PERMITS_RUNNING.search(said.text), said
        assert not TAKES_RUNNING_FOR_GRANTED.search(said.text), said


@settings(max_examples=60, deadline=None)
@given(people(running=NO_RUNNING))
def test_every_route_to_running_gets_a_no_that_names_the_sign_to_look_for(anybody):
    for topic in ASKS_TO_RUN:
        text = answer(topic, anybody).text
        assert re.match(
            r"(no\b|not\b|neither|leave|keep off|form work|first the limp|the article)",
            text,
            re.IGNORECASE,
        ), text
        assert "Next sign to look for" in text


@settings(max_examples=60, deadline=None)
@given(people(gait_normal=st.just(False)))
def test_nobody_who_limps_today_is_told_to_run(anybody):
    for said in everything_said_to(anybody):
        assert RUNNING_ACTIVITIES.isdisjoint(said.allows), said


@settings(max_examples=60, deadline=None)
@given(people(running=st.just(Running.EASY_ONLY)))
def test_easy_running_never_becomes_speed(anybody):
    for said in everything_said_to(anybody):
        if anybody.phase != "P6":
            assert said.allows.isdisjoint(RUNNING_ACTIVITIES - {Activity.RUN}), said


@settings(max_examples=40, deadline=None)
@given(people())
def test_every_permission_to_run_brings_a_stop_rule(anybody):
    for topic in topics():
        said = answer(topic.id, anybody)
        if Activity.RUN in said.allows:
            assert re.search(r"\bstop|walk home|cut it|leave it", said.text, re.IGNORECASE), said


def test_the_check_on_words_recognises_permissions():
    run = library().topics["can_i_run"]
    permitting = [entry for entry in (run.general, *run.cases) if Activity.RUN in entry.allows]
    assert len(permitting) >= 10
    assert all(PERMITS_RUNNING.search(entry.text) for entry in permitting)


@pytest.mark.parametrize("topic", topics(), ids=lambda topic: topic.id)
def test_words_that_permit_running_carry_the_tag(topic):
    for entry in topic.entries:
        if PERMITS_RUNNING.search(entry.text):
            assert RUNNING_ACTIVITIES & set(entry.allows), entry


@pytest.mark.parametrize("warning", WARNINGS, ids=str)
@pytest.mark.parametrize("topic", topics(), ids=lambda topic: topic.id)
def test_while_a_warning_stands_only_the_safety_message_is_said(topic, warning):
    somebody = person({"onset": "sudden"}, safety_text="Get help now.", **warning)
    answers = [answer(topic.id, somebody)]
    answers += [follow_up(topic.id, facet, somebody) for facet in Facet]
    for said in answers:
        assert said.closed
        assert said.allows == frozenset()
        assert said.sharpen is None
        assert said.relates == ()
        assert said.text == "Get help now."


@pytest.mark.parametrize("warning", WARNINGS, ids=str)
def test_the_safety_message_of_its_own_speaks_of_help_and_nothing_else(warning):
    text = answer("foam_rolling", person(**warning)).text
    assert re.search(r"emergency number|seen today", text)
    for word in ("roll", "stretch", "exercise", "wrap", "bridge", "ice"):
        assert not re.search(rf"\b{word}", text)


def test_thoughts_of_self_harm_get_the_crisis_words():
    said = answer("scared_to_run", person(level=Level.EMERGENCY, rows=("E8",)))
    assert "crisis line" in said.text
    assert said.sources == ("R8",)


@settings(max_examples=60, deadline=None)
@given(people())
def test_the_first_three_days_of_a_sudden_pain_get_nothing_that_adds_bleeding(anybody):
    if anybody.fresh:
        forbidden = {Activity.HEAT, Activity.MASSAGE, Activity.ROLL, Activity.STRETCH}
        for said in everything_said_to(anybody):
            assert said.allows.isdisjoint(forbidden | {Activity.ALCOHOL}), said


@settings(max_examples=60, deadline=None)
@given(people())
def test_with_blood_thinners_ibuprofen_is_left_to_the_pharmacist(anybody):
    if anybody.findings.present("blood_thinner_or_bleeding_disorder"):
        text = answer("ibuprofen_painkillers", anybody).text
        assert "pharmacist" in text
        assert "ibuprofen" not in text.lower()
        assert "paracetamol" not in text.lower()


@settings(max_examples=60, deadline=None)
@given(people())
def test_advice_to_the_young_involves_a_parent_or_carer(anybody):
    findings = anybody.findings
    young = findings.present("age_under_18") or findings.choice("subject") == "child_teen"
    if young:
        for topic in topics():
            if topic.kind.value == "advice":
                assert answer(topic.id, anybody).text.count("parent or carer") == 1


@settings(max_examples=60, deadline=None)
@given(people())
def test_painkillers_are_never_for_running(anybody):
    text = answer("ibuprofen_painkillers", anybody).text
    assert re.search(
        r"never take (one|a tablet) so that you can run|not make running all right"
        r"|not before a run, ever",
        text,
        re.IGNORECASE,
    )


@settings(max_examples=60, deadline=None)
@given(people())
def test_a_sore_sit_bone_is_warned_of_deep_folds_and_stretches(anybody):
    if anybody.sit_bone:
        yoga = answer("yoga", anybody)
        assert Activity.YOGA not in yoga.allows or "fold" in yoga.text
        assert Activity.STRETCH not in answer("can_i_stretch", anybody).allows


@pytest.mark.parametrize("who", [FRESH_STRAIN, WALKING_PHASE, STRENGTH_PHASE, BRUISED])
@pytest.mark.parametrize("topic", ASKS_TO_RUN)
def test_the_reason_for_a_no_is_the_persons_own(who, topic):
    reasons = {
        FRESH_STRAIN: r"walk normally|limp",
        WALKING_PHASE: r"walking phase",
        STRENGTH_PHASE: r"strength phase",
        BRUISED: r"bruise",
    }
    assert re.search(reasons[who], answer(topic, who).text)


def test_the_planned_next_sign_is_said_instead_of_the_usual_one():
    waiting = person(running=Running.NONE, phase="P2", next_sign="one more walk without a limp.")
    said = answer("can_i_run", waiting).text
    assert said.endswith("Next sign to look for: one more walk without a limp.")
