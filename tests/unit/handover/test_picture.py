"""The picture of how it has gone."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.image import imread

from actions.handover.picture import draw
from coach.checkin.course import Course, CourseDay
from coach.plan import Phase

DAY_1 = date(2026, 5, 6)
ORANGE = (0xD5, 0x5E, 0x00)
SCORE = st.none() | st.integers(0, 10)
DAY = st.tuples(
    SCORE, SCORE, SCORE, st.booleans(), st.booleans(), st.none() | st.sampled_from(Phase)
)


def course(*scores, **values):
    """A course with these scores in activity."""
    return Course(
        tuple(
            CourseDay(DAY_1 + timedelta(days=number), activity=score, **values)
            for number, score in enumerate(scores)
        )
    )


def pixels(png):
    """Rows of pixels as red, green and blue, 0 to 255."""
    return (imread(BytesIO(png))[:, :, :3] * 255).round().astype(int)


def columns_with(colour, png):
    """Which columns of the plot hold the colour; the head with its key is left out."""
    plot = pixels(png)[200:, :, :]
    return set(np.flatnonzero((plot == colour).all(axis=2).any(axis=0)))


@pytest.mark.parametrize("days", [1, 2, 3, 7, 28])
def test_it_is_a_sharp_square_on_white_for_few_days_and_many(days):
    image = pixels(draw(course(*[3] * days)))
    assert image.shape == (960, 960, 3)
    assert all((image[corner] == 255).all() for corner in ((0, 0), (0, -1), (-1, 0), (-1, -1)))


@pytest.mark.filterwarnings("error")
@settings(max_examples=15, deadline=None)
@given(days=st.lists(DAY, min_size=1, max_size=28))
def test_whatever_was_told_can_be_drawn(days):
    drawn = Course(
        tuple(
            CourseDay(DAY_1 + timedelta(days=number), *values) for number, values in enumerate(days)
        )
    )
    assert draw(drawn).startswith(b"\x89PNG")


def test_a_day_that_was_not_told_is_a_gap_in_the_line():
    whole = columns_with(ORANGE, draw(course(5, 5, 5, 5, 5, 5, 5)))
    broken = columns_with(ORANGE, draw(course(5, 5, 5, None, 5, 5, 5)))
    assert broken < whole
    assert max(np.diff(sorted(broken))) > 100 > max(np.diff(sorted(whole)))


def test_phases_are_bands_behind_the_lines():
    plain = pixels(draw(course(3, 3, 3)))
    banded = pixels(draw(course(3, 3, 3, phase=Phase.P2)))
    behind = (plain == 255).all(axis=2) & (banded != 255).any(axis=2)
    assert behind.sum() > 50_000


@pytest.mark.parametrize("done", ["trained", "ran"])
def test_what_was_done_is_marked(done):
    assert draw(course(3, 3, 3)) != draw(course(3, 3, 3, **{done: True}))


def test_pictures_drawn_at_the_same_time_do_not_disturb_each_other():
    courses = [course(*range(number, number + 5)) for number in range(6)]
    alone = [draw(each) for each in courses]
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(draw, courses)) == alone


@pytest.mark.parametrize("days", [1, 7, 14, 28, 56])
def test_no_date_is_cut_off_at_the_edge(days):
    image = pixels(draw(course(*[3] * days)))
    assert (image[:, -8:] == 255).all()
