"""What is set for Telegram has to have the right shape before anything starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from bot.cli.telegram_settings import check_for_telegram
from bot.settings import Settings, SettingsProblem, load_settings

Load = Callable[[Mapping[str, str]], Settings]


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> Load:
    def with_given(given: Mapping[str, str]) -> Settings:
        for name in ("TELEGRAM_BOT_TOKEN", "ALERT_CHAT_ID", "STATUS_ADDRESS"):
            monkeypatch.setenv(name, given.get(name, ""))
        return load_settings()

    return with_given


def test_nothing_set_is_no_mistake(settings: Load) -> None:
    check_for_telegram(settings({}))


@pytest.mark.parametrize(
    "given",
    [
        {"TELEGRAM_BOT_TOKEN": "123456:ABC-def_1"},
        {"ALERT_CHAT_ID": "-100123"},
        {"ALERT_CHAT_ID": "@hammy_alerts"},
        {"STATUS_ADDRESS": "9108"},
    ],
)
def test_the_right_shapes_pass(settings: Load, given: dict[str, str]) -> None:
    check_for_telegram(settings(given))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"TELEGRAM_BOT_TOKEN": "my-secret"}, "@BotFather"),
        ({"ALERT_CHAT_ID": "somebody!"}, "number of a chat"),
        ({"STATUS_ADDRESS": "here:there:1"}, "a port"),
    ],
)
def test_a_wrong_shape_is_named_and_never_shown(
    settings: Load, given: dict[str, str], told: str
) -> None:
    with pytest.raises(SettingsProblem) as raised:
        check_for_telegram(settings(given))
    assert told in str(raised.value)
    assert not any(value in str(raised.value) for value in given.values())
