"""What must hold for any message whatever."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.extraction import extract
from tests.nlu.extraction.sentences import TODAY, findings_of, load

RED_FLAGS: dict[str, list[str]] = load("red_flags")
EVERY_RED_FLAG = sorted(
    (finding, sentence) for finding, sentences in RED_FLAGS.items() for sentence in sentences
)
NEAR_MISSES: list[str] = load("near_misses")
STORIES = (
    "Long story, sorry. I signed up for a half in spring and my club runs on Tuesdays.",
    "Hi there! I love running in the park with the dog.",
    "So my coach gave me a new plan and the weather has been lovely.",
)
ENDINGS = (
    "Anyway, what should I have for dinner?",
    "Thanks for reading all of this.",
    "My race is in June.",
)


@given(st.text(max_size=400))
@settings(deadline=None, max_examples=300)
def test_any_text_is_read_without_complaint(message: str) -> None:
    for mention in extract(message, today=TODAY).mentions:
        assert 0 <= mention.start <= mention.end <= len(message)


WORDS = st.sampled_from(
    [
        *("no", "not", "never", "my", "his", "it", "is", "numb", "calf", "swollen", "bruise"),
        *("pop", "if", "what", "should", "i", "can", "?", ".", ",", "but", "and", "or", "limp"),
        *("last", "year", "gone", "one", "yes", "5", "/", "10", "don't", "cant", "\U0001f44d"),
        *("(", ")", ":", ";", "-", "\n", "son", "wife", "pain", "tight"),
    ]
)


@given(st.lists(WORDS, max_size=40))
@settings(deadline=None, max_examples=300)
def test_any_order_of_telling_words_is_read_without_complaint(words: list[str]) -> None:
    message = " ".join(words)
    for mention in extract(message, today=TODAY).mentions:
        assert message[mention.start : mention.end]


@given(st.sampled_from([sentence for _, sentence in EVERY_RED_FLAG] + NEAR_MISSES))
@settings(deadline=None, max_examples=150)
def test_capitals_and_spaces_change_nothing(sentence: str) -> None:
    assert findings_of(f"  {sentence.upper()}  ") == findings_of(sentence)


@given(
    flag=st.sampled_from(EVERY_RED_FLAG),
    story=st.sampled_from(STORIES),
    ending=st.sampled_from(ENDINGS),
)
@settings(deadline=None, max_examples=300)
def test_an_alarming_sign_buried_in_a_story_is_found(
    flag: tuple[str, str], story: str, ending: str
) -> None:
    finding, sentence = flag
    assert findings_of(f"{story} {sentence}. {ending}").get(finding) is True


@given(
    flag=st.sampled_from(EVERY_RED_FLAG), denied=st.sampled_from(["No bruise.", "No limp, no pop."])
)
@settings(deadline=None, max_examples=200)
def test_what_is_denied_beside_it_does_not_deny_an_alarming_sign(
    flag: tuple[str, str], denied: str
) -> None:
    finding, sentence = flag
    if finding not in {"bruising", "pop_or_snap", "gait_altered"}:
        assert findings_of(f"{denied} {sentence}").get(finding) is True


@given(st.lists(st.sampled_from(NEAR_MISSES), min_size=2, max_size=3))
@settings(deadline=None, max_examples=100)
def test_saying_everything_once_more_changes_nothing(sentences: list[str]) -> None:
    # Twice before it, as a sentence about a friend colours the first one that follows it.
    message = ". ".join(sentences)
    twice, thrice = (". ".join([message] * times) for times in (2, 3))
    assert _present(findings_of(twice)) == _present(findings_of(thrice))


def _present(findings: Mapping[str, object]) -> set[str]:
    return {finding for finding, value in findings.items() if value is True}
