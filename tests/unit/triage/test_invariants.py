"""What holds for every person, not only for the examples."""

import random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coach.findings import Findings
from coach.triage import ASKABLE, TABLE, Level, assess, merge, verdict
from coach.triage.questions import coherent
from tests.unit.triage.cases import (
    EMERGENCY_FLAGS,
    MILD,
    NOTHING_WRONG,
    SORE_BOTH,
    TIGHT,
    URGENT_FLAGS,
    mostly_quiet,
    some_findings,
)

PEOPLE = some_findings() | mostly_quiet()
STOPPED_EARLY = (Level.EMERGENCY, Level.URGENT_SAME_DAY, Level.SEE_CLINICIAN_DAYS)
MAX_SCREENS = 12


def interview(known, truth):
    """Answer every screen truthfully until there is none; the screens and what is known then."""
    findings, screens = Findings(known), []
    while (screen := assess(findings).screen) is not None:
        screens.append(screen)
        assert len(screens) <= MAX_SCREENS
        findings = merge(
            findings,
            {name: truth[name] for name in screen.findings},
            answered=screen.findings,
        ).findings
    return findings, screens


@st.composite
def a_person_and_what_they_said(draw):
    """Everything askable about one person (some of it declined), and the part told unasked."""
    truth = {**NOTHING_WRONG, **dict.fromkeys(TABLE.must_ask, False)}
    own = draw(mostly_quiet())
    truth.update({name: value for name, value in own.items() if name in ASKABLE})
    # Whoever contradicts themselves is asked back; here everybody knows their own leg.
    truth = merge(Findings({}), truth).findings.implied().to_json()
    assume(coherent(Findings(truth)))
    told = draw(st.sets(st.sampled_from(sorted(ASKABLE)), max_size=25))
    return truth, {name: truth[name] for name in told}


@given(PEOPLE, st.sampled_from([*EMERGENCY_FLAGS, *URGENT_FLAGS]))
@settings(max_examples=400)
def test_adding_a_red_flag_never_lowers_the_urgency(values, flag):
    before = verdict(Findings({**values, flag: False}))
    after = verdict(Findings({**values, flag: True}))
    assert after.level.urgency >= before.level.urgency
    assert after.running.allowed <= before.running.allowed


@given(PEOPLE, st.sampled_from(EMERGENCY_FLAGS))
def test_an_emergency_sign_is_an_emergency_whatever_else_is_known(values, flag):
    result = assess(Findings({**values, flag: True}))
    assert result.level is Level.EMERGENCY
    assert result.screen is None


@given(PEOPLE, st.randoms(use_true_random=False))
def test_the_order_of_answers_never_matters(values, shuffler):
    # To say there is a big bruise and later that there is none is a change of mind.
    assume(coherent(Findings(values)))
    pairs = list(values.items())
    shuffler.shuffle(pairs)
    findings = Findings({})
    for name, value in pairs:
        findings = merge(findings, {name: value}, answered=[name]).findings
    at_once = merge(Findings({}), values, answered=list(values)).findings
    assert assess(findings) == assess(at_once)


@given(PEOPLE)
@settings(max_examples=400)
def test_running_is_allowed_only_when_everything_that_must_be_asked_was(values):
    findings = Findings(values)
    if verdict(findings).running.allowed:
        implied = findings.implied()
        assert all(implied.known(name) for name in TABLE.must_know)
        assert all(name in implied for name in TABLE.must_ask)


@given(PEOPLE)
def test_nothing_is_asked_that_was_known_or_declined(values):
    findings = Findings(values)
    bundle = assess(findings).bundle or ()
    assert not set(bundle) & set(findings.implied())
    assert set(bundle) <= ASKABLE


@given(PEOPLE)
def test_the_same_findings_always_give_the_same_assessment(values):
    assert assess(Findings(values)) == assess(Findings(dict(reversed(values.items()))))


@given(a_person_and_what_they_said())
@settings(max_examples=120, deadline=None)
def test_an_interview_ends_asks_nothing_twice_and_misses_nothing(person):
    truth, told = person
    findings, screens = interview(told, truth)
    asked = [name for screen in screens for name in screen.findings]
    assert len(set(asked)) == len(asked)
    found, real = verdict(findings), verdict(Findings(truth))
    # With no complaint at all no row holds; whether a refusal that was never asked for would make
    # that "stop" is the same advice in other words.
    if found.rows == real.rows == ("N",):
        return
    assert found.level.urgency >= real.level.urgency
    if found.level not in STOPPED_EARLY:
        assert (found.level, found.running) == (real.level, real.running)


@given(a_person_and_what_they_said())
@settings(max_examples=40, deadline=None)
def test_answering_one_question_at_a_time_comes_to_the_same(person):
    truth, told = person
    findings = Findings(told)
    while (question := assess(findings).next_question) is not None:
        findings = merge(findings, {question: truth[question]}, answered=[question]).findings
    by_screen, _ = interview(told, truth)
    one, other = verdict(findings), verdict(by_screen)
    assert (one.level, one.running) == (other.level, other.running)


@given(mostly_quiet(), st.integers(0, 2**32))
@settings(max_examples=300, deadline=None)
def test_when_nothing_is_asked_no_answer_could_have_changed_the_outcome(values, seed):
    findings = Findings(values)
    result = assess(findings)
    if result.screen is not None or result.level is Level.INFO_ONLY:
        return
    pick = random.Random(seed)
    known = findings.implied()
    open_findings = sorted(ASKABLE - set(known))
    for base in (NOTHING_WRONG, TIGHT, MILD, SORE_BOTH):
        answers = {name: base[name] for name in open_findings}
        for name in pick.sample(open_findings, min(3, len(open_findings))):
            answers[name] = True if isinstance(base[name], bool) else base[name]
        completed = known.with_(answers)
        if not coherent(completed):
            continue
        then = verdict(completed)
        if result.level in STOPPED_EARLY and result.running.value != "easy_only":
            assert then.level.urgency <= result.level.urgency
        else:
            assert (then.level, then.running) == (result.level, result.running)
