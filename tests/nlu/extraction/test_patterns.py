from __future__ import annotations

import pytest

from nlu.extraction.content import content_of
from nlu.extraction.lexicon import Lexicon, literal_words
from nlu.extraction.loading import RuleError
from nlu.extraction.matching import Scene
from nlu.extraction.patterns import compiled, is_plain, phrases_in
from nlu.extraction.text import read

CONCEPTS = {
    "THIGH": ["thigh", "back of leg"],
    "CALF": ["calf"],
    "LEG": ["leg"],
    "SWOLLEN": ["swollen/swelling", "puffed up"],
    "NUMB": ["numb", "not feel ~2 LEG"],
}


def fits(pattern: str, message: str) -> bool:
    patterns = compiled(pattern)
    scene = Scene(content_of(read(message)), Lexicon(CONCEPTS, literal_words(patterns)))
    return any(True for one in patterns for _ in scene.find(one))


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("CALF SWOLLEN", "calf swollen"),
        ("CALF SWOLLEN", "my calf really swollen"),
        ("CALF ~1 SWOLLEN", "calf is swollen"),
        ("CALF SWOLLEN", "calf puffed up"),
        ("CALF & SWOLLEN", "swollen calf"),
        ("felt/heard pop", "heard a pop"),
        ("felt (loud) pop", "felt pop"),
        ("felt (loud) pop", "felt a loud pop"),
        ("felt ~3 (loud) pop", "felt this great big pop"),
        ("CALF && red", "the calf hurts but it is red"),
        ("CALF &&& red", "My calf hurts. Very red."),
        ("NUMB", "I can not feel my leg"),
        ("CALF ~2 SWOLLEN", "calf, it is swollen"),
        ("CALF ~3 SWOLLEN", "My calf hurts. It is swollen."),
    ],
)
def test_a_pattern_fits(pattern: str, message: str) -> None:
    assert fits(pattern, message)


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("CALF SWOLLEN", "swollen calf"),
        ("CALF SWOLLEN", "calf, swollen"),
        ("CALF ~1 SWOLLEN", "calf is very much swollen"),
        ("CALF ~4 SWOLLEN", "calf hurts. thigh swollen"),
        ("CALF ~4 SWOLLEN", "calf hurts but swollen"),
        ("CALF ~6 SWOLLEN", "calf is fine and swollen"),
        ("CALF ~6 SWOLLEN", "calf aches thigh swollen"),
        ("CALF && red", "The calf hurts. Very red."),
        ("felt/heard pop", "felt popping"),
        ("LEG SWOLLEN", "back of leg swollen"),
    ],
)
def test_a_pattern_does_not_fit(pattern: str, message: str) -> None:
    assert not fits(pattern, message)


def test_a_phrase_is_spelt_out_without_fillers() -> None:
    assert phrases_in("felt/heard a pop") == [("felt", "pop"), ("heard", "pop")]


def test_a_filler_among_alternatives_is_left_out() -> None:
    assert phrases_in("completely/totally/fully gone") == [
        ("completely", "gone"),
        ("fully", "gone"),
    ]


@pytest.mark.parametrize("written", ["really", "the bit", "a calf"])
def test_a_phrase_that_fillers_make_another_is_refused(written: str) -> None:
    with pytest.raises(RuleError):
        phrases_in(written)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("felt pop", True),
        ("felt (a) pop", True),
        ("CALF", False),
        ("felt ~2 pop", False),
        ("a & b", False),
    ],
)
def test_plain_phrases_are_told_from_patterns(written: str, plain: bool) -> None:
    assert is_plain(written) is plain


def test_a_concept_must_be_known() -> None:
    with pytest.raises(RuleError, match="unknown"):
        Lexicon({"CALF": ["FOOT ~1 calf"]}, ())


def test_concepts_must_not_go_in_circles() -> None:
    with pytest.raises(RuleError, match="circle"):
        Lexicon({"CALF": ["FOOT"], "FOOT": ["CALF"]}, ())


def test_words_no_rule_knows_are_not_kept() -> None:
    lexicon = Lexicon(CONCEPTS, ())
    lexicon.phrases_at(content_of(read("Bartholomew has a swollen calf")))
    assert "bartholomew" not in lexicon.strings
