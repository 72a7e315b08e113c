from __future__ import annotations

import pytest

from nlu.extraction.text import read


@pytest.mark.parametrize(
    "written",
    ["cant walk", "can't walk", "can’t walk", "cannot walk", "can not walk", "ca n't walk"],
)
def test_every_spelling_of_a_contraction_reads_the_same(written: str) -> None:
    assert read(written).words == ("can", "not", "walk")


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("SWOLLEN", ("swollen",)),
        ("sooooo sore", ("so", "sore")),
        ("nooooo", ("no",)),
        ("feeeeel", ("feel",)),
        ("sit-bone", ("sit", "bone")),
        ("3wks", ("3", "wks")),
        ("38.5C", ("38.5", "c")),
        ("7️⃣", ("7",)),
        ("👍", ("yes",)),
        ("🤷‍♂️", ("not", "sure")),
        ("w/o a limp", ("without", "a", "limp")),
        ("nu\u200bmb", ("numb",)),
        ("naïve", ("naive",)),
        ("my mate's leg", ("my", "mate", "'s", "leg")),
        ("f***ing sore", ("really", "sore")),
        ("at 5 a.m.", ("at", "5", "am")),
        ("b4 2day", ("before", "today")),
        ("no–one", ("no", "-", "one")),
    ],
)
def test_normalising(written: str, words: tuple[str, ...]) -> None:
    assert read(written).words == words


def test_words_know_where_they_stood() -> None:
    text = read("I can’t  walk")
    assert [text.original[token.start : token.end] for token in text.tokens] == [
        "I",
        "can’t",
        "can’t",
        "walk",
    ]


def test_a_match_in_the_plain_text_finds_its_place_in_the_message() -> None:
    text = read("It’s my LEFT leg")
    start = text.plain.index("left")
    span = text.tokens_at(start, start + len("left"))
    first, last = text.place(span.first, span.last)
    assert text.original[first:last] == "LEFT"


@pytest.mark.parametrize(
    ("written", "sentences"),
    [
        ("One. Two! Three?", 3),
        ("one\ntwo", 2),
        ("swollen.also red", 2),
        ("7.5 miles", 1),
        ("Ok…then", 2),
    ],
)
def test_sentences(written: str, sentences: int) -> None:
    assert len(read(written).sentences) == sentences


def test_clauses_part_before_words_of_contrast() -> None:
    text = read("no bruise but it is swollen")
    assert [text.words[clause.first : clause.last] for clause in text.clauses] == [
        ("no", "bruise"),
        ("but", "it", "is", "swollen"),
    ]


def test_every_token_belongs_to_one_sentence_and_one_clause() -> None:
    text = read("Sore. Not swollen, but (a bit) red; why?")
    for index in range(len(text.tokens)):
        assert sum(index in sentence for sentence in text.sentences) == 1
        assert sum(index in clause for clause in text.clauses) == 1
        assert index in text.sentence_of(index)
        assert index in text.clause_of(index)


@pytest.mark.parametrize("written", ["", "   ", "\u200b", "\ud800", "😭😭", "...", "\n\n"])
def test_messages_without_words_are_read_without_complaint(written: str) -> None:
    assert all(not word.isalpha() for word in read(written).words)
