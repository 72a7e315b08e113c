"""What a screen's options mean, and what the screens file must keep to."""

from pathlib import Path

import pytest
import yaml

from coach.findings import VOCABULARY, AnswerType, ContentError
from coach.triage import ASKABLE, SCREENS, TABLE, answers_of, declined_answers
from coach.triage.conditions import findings_in
from coach.triage.screens import GroupKind
from coach.triage.script import load

BY_ID = {screen.id: screen for screen in SCREENS}


def test_ticked_signs_are_present_and_the_others_denied():
    screen = BY_ID["injury"].only(["bruising", "gait_altered", "pop_or_snap"])
    assert answers_of(screen, ["bruising"]) == {
        "pop_or_snap": False,
        "bruising": True,
        "gait_altered": False,
    }


def test_none_of_these_denies_every_sign_shown_and_no_other():
    screen = BY_ID["emergency"].only(["dark_urine", "very_unwell"])
    assert answers_of(screen, ["flags_none"]) == {"very_unwell": False, "dark_urine": False}


def test_a_ticked_sign_beside_none_of_these_stands():
    screen = BY_ID["emergency"].only(["dark_urine", "very_unwell"])
    assert answers_of(screen, ["flags_none", "dark_urine"])["dark_urine"] is True


def test_a_big_bruise_is_a_bruise_though_only_the_big_one_was_ticked():
    answers = answers_of(BY_ID["injury"], ["bruising_large"])
    assert answers["bruising_large"] is True
    assert answers["bruising"] is True


def test_ticking_nothing_says_nothing():
    assert answers_of(BY_ID["emergency"], []) == {}


def test_an_untouched_group_stays_open_beside_an_answered_one():
    answers = answers_of(BY_ID["pain"], ["walking_3"])
    assert answers == {"pain_walking": 3}


def test_not_sure_is_asked_and_not_answered():
    assert answers_of(BY_ID["pain"], ["running_unsure"]) == {"pain_running": None}
    assert answers_of(BY_ID["story"], ["onset_unsure"]) == {"onset": "unknown"}


def test_declining_a_screen_leaves_all_of_it_asked_and_open():
    screen = BY_ID["person"].only(["fluoroquinolone", "age_under_18"])
    assert declined_answers(screen) == {"age_under_18": None, "fluoroquinolone": None}


def test_an_option_of_another_screen_is_refused():
    with pytest.raises(KeyError):
        answers_of(BY_ID["emergency"], ["walking_3"])


def test_a_hidden_option_is_refused():
    with pytest.raises(KeyError):
        answers_of(BY_ID["emergency"].only(["dark_urine"]), ["very_unwell"])


def test_a_narrowed_screen_drops_groups_that_have_nothing_left():
    assert [group.id for group in BY_ID["pain"].only(["pain_rest"]).groups] == ["rest"]


def test_every_finding_that_a_row_looks_at_is_asked_or_left_out_for_a_reason():
    used = {finding for row in TABLE.rows for finding in findings_in(row.when)}
    given_not_asked = {"currently_symptomatic"}
    never_asked = {"hop_painful", "self_harm_thoughts"}
    home_tests = {"test_shoe", "test_hip_height", "test_heel_press", "test_pain_max"}
    assert used - ASKABLE == given_not_asked | never_asked | home_tests


def test_nothing_is_asked_that_no_row_looks_at():
    assert {finding for row in TABLE.rows for finding in findings_in(row.when)} >= ASKABLE


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.id)
def test_radio_options_cover_one_finding_and_let_people_be_unsure(screen):
    for group in screen.groups:
        if group.kind is GroupKind.RADIO:
            (finding,) = group.findings
            values = [dict(option.sets)[finding] for option in group.options]
            assert None in values or "unknown" in values
            assert len(set(values)) == len(values)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.id)
def test_checkbox_options_are_yes_no_findings_and_can_all_be_denied(screen):
    for group in screen.groups:
        if group.kind is GroupKind.CHECKBOX:
            assert group.none is not None
            assert all(VOCABULARY[n].answer is AnswerType.YES_NO for n in group.findings)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.id)
def test_every_option_has_a_code_and_a_title_of_its_own(screen):
    options = list(screen.options)
    assert len({screen.code(option) for option in options}) == len(options)
    for group in screen.groups:
        assert len({option.title for option in group.options}) == len(group.options)


def change(tmp_path: Path, edit) -> Path:
    source = Path(load.__code__.co_filename).with_name("screens.yml")
    screens = yaml.safe_load(source.read_text(encoding="utf-8"))
    edit(screens)
    file = tmp_path / "screens.yml"
    file.write_text(yaml.safe_dump(screens), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("edit", "complaint"),
    [
        (lambda s: s[0].pop("why"), "why"),
        (lambda s: s[0].update(path="sometimes"), "sometimes"),
        (lambda s: s[0].update(cites=["S99"]), "S99"),
        (lambda s: s[0]["groups"][0].update(kind="slider"), "slider"),
        (lambda s: s[0]["groups"][0]["options"][0].update(title="x" * 61), "too long"),
        (lambda s: s[0]["groups"][0]["options"][0].update(id="x" * 40), "fit a button"),
        (lambda s: s[0]["groups"][0]["options"][0].update(finding="elbow"), "elbow"),
        (lambda s: s[0]["groups"][0]["options"][0].update(finding="hop_painful"), "never asked"),
        (lambda s: s[0]["groups"][0]["options"][0].update(finding="pain_rest"), "pain_rest"),
        (lambda s: s[0]["groups"].append(s[0]["groups"][0]), "twice"),
        (lambda s: s.append(s[0]), "twice"),
    ],
)
def test_a_broken_screen_is_named_with_what_is_wrong(tmp_path, edit, complaint):
    with pytest.raises(ContentError, match=complaint):
        load(change(tmp_path, edit))
