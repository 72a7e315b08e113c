"""Triage: the decision table, the next question, and what changed answers do to both."""

from coach.triage.assess import Assessment, assess
from coach.triage.changes import Change, Merged, merge
from coach.triage.clearance import Clearance, after_clearance, clearance
from coach.triage.contract import triage_json
from coach.triage.levels import Level, Running
from coach.triage.questions import next_screen
from coach.triage.screens import Group, GroupKind, Option, Screen, answers_of, declined_answers
from coach.triage.script import ASKABLE, SCREENS
from coach.triage.table import TABLE, Row, Table
from coach.triage.verdict import Verdict, verdict

__all__ = [
    "ASKABLE",
    "SCREENS",
    "TABLE",
    "Assessment",
    "Change",
    "Clearance",
    "Group",
    "GroupKind",
    "Level",
    "Merged",
    "Option",
    "Row",
    "Running",
    "Screen",
    "Table",
    "Verdict",
    "after_clearance",
    "answers_of",
    "assess",
    "clearance",
    "declined_answers",
    "merge",
    "next_screen",
    "triage_json",
    "verdict",
]
