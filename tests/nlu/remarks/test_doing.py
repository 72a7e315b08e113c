"""What was being done when it happened."""

from __future__ import annotations

import pytest

from nlu.remarks.doing import doing_in
from nlu.remarks.facets import facet_of


@pytest.mark.parametrize(
    ("text", "doing"),
    [
        ("felt a pop in my left hammy doing sprints yesterday", "sprinting"),
        ("it grabbed while I was sprinting for the line", "sprinting"),
        ("tight after yesterdays hills", "hills"),
        ("pulled it during a football match", "a match"),
        ("went at mile 3 of my long run", "a long run"),
        ("I have a race in two weeks", None),
        ("sore hamstring", None),
    ],
)
def test_it_is_named_only_when_it_is_told_as_the_setting(text: str, doing: str | None) -> None:
    assert doing_in(text) == doing


@pytest.mark.parametrize(
    ("text", "facet"),
    [
        ("and how often?", "how_often"),
        ("for how long", "how_long"),
        ("is that the same for my other leg?", "other_leg"),
        ("what if it hurts", "if_it_hurts"),
        ("why", "why"),
        ("banana", None),
    ],
)
def test_a_short_follow_up_names_a_side_of_the_answer(text: str, facet: str | None) -> None:
    assert facet_of(text) == facet
