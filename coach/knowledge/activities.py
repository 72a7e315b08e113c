"""What an answer may permit, as tags that can be held against a person's state."""

from __future__ import annotations

from enum import Enum


class Activity(str, Enum):
    """One thing an answer says somebody may do, now or on a condition it names."""

    RUN = "run"
    """Easy flat running."""
    SPEED = "speed"
    """Strides, sprints, fast sessions."""
    HILLS = "hills"
    RACE = "race"
    JUMP = "jump"
    SPORT = "sport"
    """Games with sprints, stops and contact."""
    STRETCH = "stretch"
    """Gentle stretching of the hamstring."""
    YOGA = "yoga"
    ROLL = "roll"
    MASSAGE = "massage"
    HEAT = "heat"
    ICE = "ice"
    WRAP = "wrap"
    """A thigh wrap, sleeve or tape."""
    ALCOHOL = "alcohol"
    WALK = "walk"
    CROSS_TRAIN = "cross_train"
    """Cycling, swimming and machines."""
    UPPER_BODY = "upper_body"
    LIFT = "lift"
    """Weights with the legs."""
    EXERCISE = "exercise"
    """Bridges, holds, bands, slow lowering work."""
    NORDIC = "nordic"
    PLAN = "plan"
    """Today's session of the recovery plan."""


RUNNING_ACTIVITIES = frozenset(
    {
        Activity.RUN,
        Activity.SPEED,
        Activity.HILLS,
        Activity.RACE,
        Activity.JUMP,
        Activity.SPORT,
    }
)
"""Every route by which somebody may ask to run."""
