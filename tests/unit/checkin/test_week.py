"""The look back on each seventh day."""

import re

import pytest

from coach.checkin import week_text
from coach.findings import Findings
from coach.plan import Phase, reassess, today
from coach.triage import assess
from tests.unit.plan.cases import clean, on, placed, ran, told, trained
from tests.unit.triage.cases import MILD


def looks_back(*days, phase=Phase.P3):
    """What is said of the week after the last of these days."""
    plan, _ = told(placed(phase), *days)
    last = days[-1].local_date
    return week_text(plan, today(plan, last), last)


def days(*numbers, **values):
    return [clean(number, **values) for number in numbers]


@pytest.mark.parametrize("day", [1, 2, 5, 6, 8, 13])
def test_on_other_days_there_is_none(day):
    assert looks_back(*days(*range(1, day + 1))) == ""


@pytest.mark.parametrize(("day", "week"), [(7, 1), (14, 2), (21, 3)])
def test_on_each_seventh_day_there_is_one_with_its_number(day, week):
    assert looks_back(*days(*range(1, day + 1))).startswith(f"*Week {week}*\n")


def test_after_a_missed_seventh_day_it_comes_with_the_next_answer_once():
    assert looks_back(*days(5, 6, 8)).startswith("*Week 1*")
    assert looks_back(*days(5, 6, 8, 9)) == ""


def test_a_triage_in_between_does_not_bring_a_week_twice():
    plan, _ = told(placed(Phase.P4), *days(1, 2, 3, 7), *days(11))
    known = Findings(MILD)
    plan, _ = reassess(plan, assess(known), known, on(11))
    plan, _ = told(plan, *days(12))
    assert week_text(plan, today(plan, on(12)), on(12)) == ""


def test_a_week_that_ended_in_silence_is_looked_back_on_after_it():
    plan, _ = told(placed(Phase.P4), *days(1, 2, 3, 4, 8))
    assert week_text(plan, today(plan, on(8)), on(8)).startswith("*Week 1*")


def test_it_says_what_was_done_and_what_comes_next():
    told_days = [trained(1, "clamshell"), ran(2), trained(3, "clamshell"), *days(4, 5, 6, 7)]
    words = looks_back(*told_days, phase=Phase.P4)
    assert "on 2 days" in words
    assert "on one day" in words
    assert "Next comes building up easy running." in words


def test_less_pain_than_in_the_week_before_is_said_in_numbers():
    sore = [clean(day, pain_activity=3) for day in range(1, 8)]
    better = [clean(day, pain_activity=1) for day in range(8, 15)]
    words = looks_back(*sore, *better)
    assert re.search(r"about 3 to about 1", words)
    assert re.search(r"came down|Down from", words)


def test_the_first_week_is_held_against_itself():
    words = looks_back(*(clean(day, pain_activity=max(0, 4 - day)) for day in range(1, 8)))
    assert re.search(r"came down|Down from", words)


def test_the_same_numbers_are_level_even_when_they_crept():
    first = [clean(day, pain_activity=1.6) for day in range(1, 8)]
    second = [clean(day, pain_activity=2.2) for day in range(8, 15)]
    assert re.search(r"held|level", looks_back(*first, *second))


def test_a_week_of_zeros_is_called_what_it_is():
    assert re.search(r"without pain|nothing hurt", looks_back(*days(*range(1, 8))))


def test_too_few_days_claim_nothing():
    assert "too few days" in looks_back(*(clean(day, pain_activity=3) for day in (5, 6, 7)))


def test_while_a_warning_sign_stands_nobody_looks_back():
    assert looks_back(*days(*range(1, 7)), clean(7, red_flag=True)) == ""


def test_who_trains_and_may_run_but_never_does_is_asked_what_holds_them_back():
    trains = [trained(day, "clamshell") for day in range(1, 8)]
    assert "you back" in looks_back(*trains, phase=Phase.P4)
    assert "you back" not in looks_back(*trains, phase=Phase.P2)
    assert "you back" not in looks_back(ran(1), *trains[1:], phase=Phase.P4)


def test_a_week_of_hardly_any_pain_is_not_told_as_a_level_of_nothing():
    hardly = [clean(day, pain_activity=1 if day in (3, 10) else 0) for day in range(1, 15)]
    words = looks_back(*hardly)
    assert re.search(r"Next to nothing|Hardly any", words)
    assert "about 0" not in words
