"""Bold marks and splitting, in Telegram's units."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.formatting import Styled, styled_pieces, utf16_length


def bold_parts(piece: Styled) -> list[str]:
    units = piece.text.encode("utf-16-le")
    return [units[2 * a : 2 * (a + n)].decode("utf-16-le") for a, n in piece.bold]


def only(marked: str) -> Styled:
    (piece,) = styled_pieces(marked)
    return piece


def test_marked_words_are_bold_and_lose_their_marks() -> None:
    piece = only("I am *Hammy*. Rest *today*!")
    assert piece.text == "I am Hammy. Rest today!"
    assert bold_parts(piece) == ["Hammy", "today"]


def test_positions_count_utf16_units() -> None:
    assert only("🏃🏃 *go*").bold == ((5, 2),)


@pytest.mark.parametrize("text", ["2 * 3 * 4", "a*b*c", "**", "* no *", "5*", "*two\nlines*"])
def test_asterisks_that_mark_nothing_stay(text: str) -> None:
    assert only(text) == Styled(text)


@pytest.mark.parametrize("text", ["<b>x</b> &amp; _y_ `z` [a](b)", "{0} %s \\n"])
def test_markup_of_other_kinds_is_text(text: str) -> None:
    assert only(text) == Styled(text)


def test_a_long_text_is_cut_between_paragraphs() -> None:
    first, second = "a" * 60, "b" * 60
    pieces = styled_pieces(f"{first}\n\n{second}", limit=100)
    assert [piece.text for piece in pieces] == [first, second]


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    pieces = styled_pieces("One is here now. " * 10, limit=50)
    assert all(piece.text.endswith("now.") for piece in pieces)


def test_one_endless_word_is_cut_anyway() -> None:
    assert [p.text for p in styled_pieces("x" * 250, limit=100)] == ["x" * 100, "x" * 100, "x" * 50]


def test_bold_across_a_cut_is_bold_on_both_sides() -> None:
    pieces = styled_pieces("*" + "word " * 30 + "end*", limit=100)
    assert [bold_parts(piece) for piece in pieces] == [[piece.text] for piece in pieces]


def test_a_joined_emoji_is_not_torn_apart() -> None:
    family = "👨‍👩‍👧"
    for lead in range(95, 101):
        text = "x" * lead + family * 3
        assert "".join(p.text for p in styled_pieces(text, limit=100)) == text
        assert not any(p.text.startswith("\u200d") for p in styled_pieces(text, limit=100))
        assert not any(p.text.endswith("\u200d") for p in styled_pieces(text, limit=100))


@pytest.mark.parametrize("text", ["", "  \n ", "\n\n\n"])
def test_nothing_to_read_is_no_message(text: str) -> None:
    assert styled_pieces(text) == ()


texts = st.text(
    st.sampled_from("ab *\n.!é🏃\u0301\u200d\ufe0f") | st.characters(exclude_categories=["Cs"]),
    max_size=400,
)


@given(texts, st.integers(10, 80))
def test_every_piece_fits_and_its_bold_parts_lie_inside(text: str, limit: int) -> None:
    for piece in styled_pieces(text, limit):
        assert 0 < utf16_length(piece.text) <= limit
        assert piece.text == piece.text.strip()
        for start, length in piece.bold:
            assert length > 0
            assert 0 <= start <= start + length <= utf16_length(piece.text)


@given(texts, st.integers(10, 80))
def test_cutting_loses_nothing_but_white_space(text: str, limit: int) -> None:
    whole = "".join(only(text).text.split()) if text.strip() else ""
    cut = "".join("".join(piece.text.split()) for piece in styled_pieces(text, limit))
    assert cut == whole
