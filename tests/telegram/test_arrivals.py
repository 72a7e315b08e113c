"""What an update is to the inbox."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.intake import Declined, Ignored, Malformed, arrival_of
from storage.inbox import Update

PRIVATE = {"id": 11, "type": "private"}
GROUP = {"id": -5, "type": "group"}

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["chat", "id", "type", "message", "data", "new_chat_member", "status"])
            | st.text(max_size=5),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@pytest.mark.parametrize(
    "content",
    [
        {"message": {"chat": PRIVATE}},
        {"edited_message": {"chat": PRIVATE}},
        {"my_chat_member": {"chat": PRIVATE}},
        {"callback_query": {"message": {"chat": PRIVATE}, "data": "x"}},
    ],
)
def test_what_comes_from_a_private_chat_is_stored_as_it_came(content: dict[str, Any]) -> None:
    raw = {"update_id": 7, **content}
    assert arrival_of(raw) == Update("telegram", 7, "11", raw)


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel", "something_new"])
def test_every_other_kind_of_chat_is_declined(kind: str) -> None:
    raw = {"update_id": 7, "message": {"chat": {"id": -5, "type": kind}, "text": "secret"}}
    assert arrival_of(raw) == Declined("-5")


def test_being_removed_from_a_group_asks_for_nothing() -> None:
    member = {"chat": GROUP, "new_chat_member": {"status": "kicked"}}
    assert arrival_of({"update_id": 7, "my_chat_member": member}) == Ignored()


def test_a_kind_of_update_that_we_never_asked_for_is_passed_over() -> None:
    assert arrival_of({"update_id": 7, "inline_query": {"id": "1"}}) == Ignored()


@pytest.mark.parametrize("number", [None, "7", True, -1, 2**63, 1.5])
def test_a_number_that_cannot_be_stored_makes_it_malformed(number: object) -> None:
    assert arrival_of({"update_id": number, "message": {"chat": PRIVATE}}) == Malformed(None)


@given(
    json_values,
    st.sampled_from(["message", "edited_message", "my_chat_member", "callback_query", "poll"]),
)
def test_anything_at_all_can_arrive(content: object, kind: str) -> None:
    arrival = arrival_of({"update_id": 7, kind: content})
    assert isinstance(arrival, (Update, Declined, Ignored, Malformed))
    if isinstance(arrival, Update):
        assert 0 < len(arrival.address) <= 20


@given(json_values)
def test_any_json_can_be_brought(raw: object) -> None:
    assert isinstance(arrival_of(raw), (Update, Declined, Ignored, Malformed))
