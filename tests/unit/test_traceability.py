"""Every rule of the article and of safety lives somewhere, and the page says where."""

from __future__ import annotations

from pathlib import Path

from coach.traceability import citations, page
from coach.wording import RULES

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rules.md"


def test_every_rule_is_used_in_content_or_logic() -> None:
    assert set(RULES) - set(citations()) == set()


def test_content_names_no_rule_that_does_not_exist() -> None:
    assert set(citations()) - set(RULES) == set()


def test_all_seventy_article_rules_and_forty_two_safety_rules_are_there() -> None:
    assert set(RULES) == {f"S{n}" for n in range(1, 71)} | {f"R{n}" for n in range(1, 43)}


def test_the_page_in_the_docs_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), (
        "run: python -m coach.traceability > docs/rules.md"
    )
