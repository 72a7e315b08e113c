"""What follows when a day is told as a whole: scores that may be meant, to be confirmed or not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from actions.check_in.history import earlier
from actions.check_in.questions import AGREED, OVERALL, SUPPOSED, questions, supposed_scores
from actions.turn import Turn
from nlu.values.overall import Overall
from storage.check_ins import CheckIn

_COMPARED_WITHIN = timedelta(days=3)


def told_as_a_whole(turn: Turn, check_in: CheckIn, overall: Overall) -> dict[str, Any]:
    """A day told without numbers, as answers to keep.

    "Same as yesterday" may mean yesterday's scores and "all good" none at all. Neither was said,
    so they are put to the runner and count only when agreed to.

    Args:
        turn: The turn.
        check_in: The check-in.
        overall: How the day was as a whole.
    """
    known = check_in.answers or {}
    if SUPPOSED in known and AGREED not in known:
        return {OVERALL: overall.value, AGREED: known.get(OVERALL) == overall.value}
    supposed = _supposed(turn, check_in, overall) if SUPPOSED not in known else {}
    return {OVERALL: overall.value, **({SUPPOSED: supposed} if supposed else {})}


def agreed_scores(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The scores that were agreed to and not told otherwise; empty before that."""
    return supposed_scores(answers) if answers.get(AGREED) is True else {}


def _supposed(turn: Turn, check_in: CheckIn, overall: Overall) -> dict[str, float]:
    scales = [scale.id for scale in questions().scales]
    if overall is Overall.CLEAR:
        return dict.fromkeys(scales, 0)
    if overall is not Overall.SAME:
        return {}
    told = next((each for each in earlier(turn, check_in) if each.answers), None)
    if told is None or check_in.local_date - told.local_date > _COMPARED_WITHIN:
        return {}
    scores = {name: (told.answers or {}).get(name) for name in scales}
    return {name: score for name, score in scores.items() if isinstance(score, (int, float))}
