"""What counts as right, missed, flipped, wrong or invented when a reading meets its labels."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from tests.nlu.heldout.agreement import alarms, check_in_agrees, compare
from tests.nlu.heldout.expected import expected
from tests.nlu.heldout.loading import Entry


def labelled(
    findings: Mapping[str, Any] | None = None,
    optional: frozenset[str] = frozenset(),
    optional_denied: frozenset[str] = frozenset(),
    check_in: Mapping[str, Any] | None = None,
) -> Entry:
    scales = {"pain_walking", "days_since_onset", "pain_rest", "pain_morning"}
    return Entry(
        text="words",
        today=date(2026, 5, 6),
        pending=(),
        intents=(),
        topics=(),
        findings={f: expected(v, f in scales) for f, v in (findings or {}).items()},
        optional=optional,
        optional_denied=optional_denied,
        check_in={f: expected(v, f in scales) for f, v in (check_in or {}).items()},
        note="",
    )


@pytest.mark.parametrize("read", [1, 3, 10])
def test_any_pain_fits_every_number_from_one(read: int) -> None:
    assert compare(labelled({"pain_walking": "any"}), {"pain_walking": read}).right


def test_no_pain_where_some_was_told_is_flipped() -> None:
    assert compare(labelled({"pain_walking": "any"}), {"pain_walking": 0}).flipped


def test_a_denied_finding_read_as_present_is_flipped() -> None:
    assert compare(labelled({"bruising": False}), {"bruising": True}).flipped


def test_a_finding_that_is_not_read_is_missed() -> None:
    assert compare(labelled({"fever": True}), {}).missed == {"fever"}


def test_another_number_is_wrong() -> None:
    assert compare(labelled({"pain_walking": 4}), {"pain_walking": 6}).wrong


@pytest.mark.parametrize(
    ("told", "read", "right"), [(60, 61, True), (21, 14, False), (0, 0.1, True)]
)
def test_days_may_be_off_by_half_a_day_or_a_tenth(told: int, read: float, right: bool) -> None:
    found = compare(labelled({"days_since_onset": told}), {"days_since_onset": read})
    assert bool(found.right) is right


def test_a_range_fits_its_ends_and_nothing_beyond() -> None:
    entry = labelled({"pain_rest": "4..5"})
    assert compare(entry, {"pain_rest": 4.5}).right
    assert compare(entry, {"pain_rest": 6}).wrong


def test_either_of_two_words_fits() -> None:
    assert compare(labelled({"trend": "same/worse"}), {"trend": "worse"}).right


def test_places_agree_in_any_order_and_only_as_a_whole() -> None:
    entry = labelled({"pain_location": ["calf", "knee"]})
    assert compare(entry, {"pain_location": ["knee", "calf"]}).right
    assert compare(entry, {"pain_location": ["knee"]}).wrong


def test_not_sure_must_be_recorded() -> None:
    entry = labelled({"fever": None})
    assert compare(entry, {"fever": None}).right
    assert compare(entry, {}).missed


def test_what_nobody_said_is_extra() -> None:
    assert compare(labelled(), {"fever": False}).extra == {"fever"}


def test_an_optional_finding_is_never_extra() -> None:
    assert not compare(labelled(optional=frozenset({"fever"})), {"fever": True}).extra


def test_an_optional_denial_may_be_denied_and_not_present() -> None:
    entry = labelled(optional_denied=frozenset({"gait_altered"}))
    assert not compare(entry, {"gait_altered": False}).extra
    assert compare(entry, {"gait_altered": True}).extra


def test_speaking_of_oneself_is_never_extra_and_speaking_of_another_is() -> None:
    assert not compare(labelled(), {"subject": "self"}).extra
    assert compare(labelled(), {"subject": "other_adult"}).extra


def test_a_check_in_is_right_only_when_all_of_it_is() -> None:
    entry = labelled(check_in={"pain_morning": 2, "ran": False})
    assert check_in_agrees(entry, {"pain_morning": 2, "ran": False, "exercises": []})
    assert not check_in_agrees(entry, {"pain_morning": 2, "ran": False, "gait_normal": True})
    assert not check_in_agrees(entry, {"pain_morning": 2})
    assert not check_in_agrees(entry, None)


def test_only_what_is_present_alarms() -> None:
    read = {"fever": False, "leg_hot_red": True, "pain_rest": 8, "bruising": True}
    assert alarms(read) == {"leg_hot_red", "pain_rest"}
