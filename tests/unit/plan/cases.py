"""Plans at a wished-for point, and days to tell them."""

from dataclasses import replace
from datetime import date, timedelta

from coach.findings import Findings
from coach.plan import DayLog, Done, Phase, PlanState, log_day, start
from coach.triage import assess
from tests.unit.triage.cases import MILD, NOTHING_WRONG, TIGHT

DAY_1 = date(2024, 3, 1)
STRAIN = {
    **NOTHING_WRONG,
    "onset": "sudden",
    "days_since_onset": 0,
    "gait_altered": True,
    "pain_walking": 3,
    "pain_rest": 2,
}
SORE_TENDON = {
    **MILD,
    "pain_location": ["sit_bone_low_buttock"],
    "pain_sitting": True,
}
BRUISED = {**MILD, "bruising": True}
LEVELS = {"strain": STRAIN, "mild": MILD, "tight": TIGHT, "tendon": SORE_TENDON}


def begun(findings=MILD, on=DAY_1, **options):
    """The start of a plan: a state, or a refusal."""
    known = Findings(findings)
    return start(assess(known), known, on, **options)


def on(day):
    """The date of a day of the plan, 1 for the first."""
    return DAY_1 + timedelta(days=day - 1)


def clean(day, **values):
    """A day on which all was told and all was well."""
    told = {
        "pain_rest": 0,
        "pain_activity": 0,
        "pain_morning": 0,
        "gait_normal": True,
        "red_flag": False,
        **values,
    }
    return DayLog(on(day), **told)


def ran(day, pain=0, rose=False, **values):
    """A clean day with a run."""
    return clean(day, ran=True, run_pain=pain, run_pain_rose=rose, **values)


def trained(day, *exercises, pain=0, **values):
    """A clean day with exercises."""
    done = tuple(Done(each, pain) for each in exercises)
    return clean(day, exercises=done, **values)


def told(plan, *days):
    """A plan after these days, told one after the other; and what the last one did."""
    outcome = None
    for each in days:
        plan, outcome = log_day(plan, each, each.local_date)
    return plan, outcome


def placed(phase, day=1, findings=MILD, **values):
    """A plan that stands in a phase on a day, as if everything before had been earned.

    Values are those of `Position`; dates in it may be given as days of the plan.
    """
    plan = begun(findings)
    as_date = {"no_run_before", "moved_on", "clinician", "flare", "stepped", "limp_since"}
    values = {k: on(v) if k in as_date and isinstance(v, int) else v for k, v in values.items()}
    runs = replace(plan.position.runs, week_from=on(day), **values.pop("runs", {}))
    strength = replace(plan.position.strength, **values.pop("strength", {}))
    position = replace(
        plan.position,
        **{
            "phase": phase,
            "entered": on(day),
            "stepped": on(day),
            "flare": on(day),
            "last_seen": on(day - 1),
            "walked_normally": True,
            "mornings": (0, 0, 0),
            "runs": runs,
            "strength": strength,
            **values,
        },
    )
    return PlanState(started=on(min(day, 1)), anchor=position)


def near_discharge(day):
    """A plan in the last phase on the eve of the all-clear."""
    return placed(
        Phase.P6,
        day,
        gait_normal=True,
        flags_clear=True,
        clear_days=13,
        runs={"speed_done": True},
    )
