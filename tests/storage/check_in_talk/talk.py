"""A runner talking about check-ins to the real actions, with a clock that moves when told."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.check_in.action import (
    ActionCheckIn,
    ActionPauseCheckIns,
    ActionResumeCheckIns,
    ActionSetCheckInTime,
    ActionSetTimeZone,
    ActionShowSettings,
    ActionSkipCheckIn,
    ActionSnooze,
    ActionStopCheckIns,
)
from actions.check_in.dispatch import take_check_in
from actions.reading import Heard, Tapped
from actions.triage.asking import Pending, owner_of
from actions.turn import Turn
from coach.checkin.schedule import LOOK_IN_DAYS, zone_of
from coach.findings import VOCABULARY, AnswerType
from storage.check_in_delivery import claim_check_ins, confirm_check_in_sent
from storage.check_ins import CheckIn, Slot, check_in_of_date, open_check_in
from storage.episodes import current_episode, record_findings, start_episode
from storage.runners import (
    Runner,
    find_or_create_runner,
    runner_by_id,
    schedule_check_ins,
)
from storage.states import CheckInKind, HowKnown

UTC = timezone.utc
START = datetime(2026, 5, 6, 7, tzinfo=UTC)  # 08:00 in Lisbon, a Wednesday
ACTIONS = {
    "EXTERNAL_check_in": ActionCheckIn,
    "start_check_in": ActionCheckIn,
    "check_in_answer": ActionCheckIn,
    "set_check_in_time": ActionSetCheckInTime,
    "set_time_zone": ActionSetTimeZone,
    "snooze": ActionSnooze,
    "skip_check_in": ActionSkipCheckIn,
    "pause_check_ins": ActionPauseCheckIns,
    "resume_check_ins": ActionResumeCheckIns,
    "stop_check_ins": ActionStopCheckIns,
    "show_settings": ActionShowSettings,
}
SORE = {
    **{
        finding: False
        for finding, about in VOCABULARY.items()
        if about.answer is AnswerType.YES_NO and finding != "currently_symptomatic"
    },
    "currently_symptomatic": True,
    "pain_location": ["back_of_thigh"],
    "onset": "gradual",
    "days_since_onset": 10,
    "trend": "same",
    "pain_rest": 1,
    "pain_walking": 1,
    "pain_running": "not_tried",
}
"""Everything that triage asks, answered: sore, and nothing worse."""


@dataclass
class Talk:
    """One runner's talk; `said` and `buttons` are of the last turn."""

    session: Session
    runner: Runner
    now: datetime = START
    slots: dict[str, Any] = field(default_factory=dict)
    messages: list[dict[str, Any]] = field(default_factory=list)
    all_said: str = ""

    @classmethod
    def begin(cls, session: Session, *, zone: str | None = None) -> Talk:
        runner = find_or_create_runner(session, "telegram", "770011", START)
        if zone is not None:
            schedule_check_ins(
                session,
                runner.id,
                time_zone=zone,
                check_in_time=time(8),
                next_due_at=START + timedelta(days=1),
            )
        return cls(session, runner)

    def injured(self) -> Talk:
        episode = start_episode(self.session, self.runner.id, self.now - timedelta(days=3))
        record_findings(
            self.session,
            episode.id,
            SORE,
            how_known=HowKnown.SAID,
            observed_at=self.now - timedelta(days=3),
        )
        return self

    @property
    def today(self) -> date:
        return zone_of(self.me.time_zone).date_of(self.now)

    @property
    def me(self) -> Runner:
        found = runner_by_id(self.session, self.runner.id)
        assert found is not None
        return found

    @property
    def said(self) -> str:
        return "\n".join(str(m["text"] or m["response"]) for m in self.messages)

    @property
    def codes(self) -> list[str]:
        payloads = [button["payload"] for m in self.messages for button in m["buttons"] or ()]
        return [
            json.loads(p.partition("{")[1] + p.partition("{")[2])["option"]
            if "{" in p
            else p.removeprefix("/")
            for p in payloads
        ]

    @property
    def pending(self) -> str | None:
        return self.slots.get("pending")

    def check_in(self, day: date | None = None) -> CheckIn:
        found = check_in_of_date(self.session, self.runner.id, day or self.today)
        assert found is not None
        return found

    def answers(self) -> dict[str, Any]:
        return dict(self.check_in().answers or {})

    def asked(self, *, kind: CheckInKind = CheckInKind.DAILY) -> Talk:
        """The dispatcher's and the channel's part: today's check-in is opened, said and sent."""
        episode = current_episode(self.session, self.runner.id)
        slot = Slot(self.today, self.now, kind, episode_id=episode.id if episode else None)
        days = LOOK_IN_DAYS if kind is CheckInKind.MONTHLY else 1
        opened = open_check_in(
            self.session, self.runner.id, slot, next_due_at=self.now + timedelta(days=days)
        )
        assert opened is not None
        claim_check_ins(self.session, now=self.now, limit=10)
        self.hear(Heard("EXTERNAL_check_in", argument=str(opened.id)))
        confirm_check_in_sent(self.session, opened.id, self.now)
        return self

    def later(self, **span: float) -> Talk:
        self.now += timedelta(**span)
        return self

    def say(self, words: str, intent: str = "answer_value", **findings: Any) -> str:
        return self.hear(Heard(intent, text=words, findings=findings))

    def tap(self, *options: str, screen: str | None = None) -> str:
        where = screen or f"checkin_{self.check_in().id}"
        return self.hear(Heard("choose", tapped=Tapped(where, options)))

    def choose(self, screen: str, option: str) -> str:
        return self.hear(Heard("choose", tapped=Tapped(screen, (option,))))

    def press(self, intent: str, argument: str = "") -> str:
        return self.hear(Heard(intent, argument=argument))

    def hear(self, heard: Heard) -> str:
        dispatcher = CollectingDispatcher()
        turn = Turn(
            session=self.session,
            runner=self.me,
            now=self.now,
            today=self.today,
            heard=heard,
            dispatcher=dispatcher,
            slots=self.slots,
        )
        action = ACTIONS.get(heard.intent)
        if action is not None:
            action().act(turn)
        else:
            feature = owner_of(Pending.of(turn))
            taken = take_check_in(turn) or (feature is not None and feature.answer(turn))
            assert taken, f"nobody takes {heard}"
        self.slots = {**self.slots, **turn.changes}
        self.messages = dispatcher.messages
        self.all_said += self.said
        return self.said
