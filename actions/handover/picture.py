"""Draws how it has gone, for the narrow screen of a phone."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from coach.checkin.course import Course
from coach.plan import Phase, texts

_INCHES, _DOTS = (6.0, 6.0), 160
_INK, _GRID, _PAPER = "#222222", "#D9D9D9", "#FFFFFF"
_BANDS = ("#EEF3F8", "#F8F3E6")
# Three colours of Okabe and Ito that stay apart for every kind of colour blindness; each kind of
# pain has a mark and a stroke of its own as well.
# The marks shrink, so that equal scores lie in each other and stay visible.
_LINES = (
    ("activity", "in activity", "#D55E00", "o", "-", 12.0),
    ("morning", "on waking", "#0072B2", "s", "--", 8.5),
    ("rest", "at rest", "#009E73", "^", ":", 6.0),
)
_TRAINED_AT, _RAN_AT, _BOTTOM, _TOP = -1.2, -2.2, -2.8, 11.5
_BAND_LABEL_AT = 11.0
_ROOM_FOR_NAME = 0.11
"""A phase that takes a smaller part of the width gets its number only."""
_FEWEST_PLACES = 7
_MOST_DATES = 6


def draw(course: Course) -> bytes:
    """The course as a PNG on a light ground; days without a score are gaps in the lines.

    Args:
        course: What to draw; at least one day.
    """
    # Without pyplot, which keeps figures in a global list and is not safe beside other threads.
    figure = Figure(figsize=_INCHES, dpi=_DOTS, facecolor=_PAPER)
    canvas = FigureCanvasAgg(figure)
    axes = figure.add_axes((0.14, 0.07, 0.80, 0.77))
    _draw_bands(axes, course)
    _draw_lines(axes, course)
    _draw_marks(axes, course)
    _label(figure, axes, course)
    drawn = BytesIO()
    canvas.print_png(drawn)
    return drawn.getvalue()


def _place(course: Course, day: date) -> int:
    return (day - course.days[0].local_date).days


def _draw_bands(axes: Any, course: Course) -> None:
    for number, (phase, first, last) in enumerate(course.stretches()):
        left, right = _place(course, first) - 0.5, _place(course, last) + 0.5
        axes.axvspan(left, right, color=_BANDS[number % 2], zorder=0, linewidth=0)
        narrow = (right - left) / max(len(course.days), _FEWEST_PLACES) < _ROOM_FOR_NAME
        axes.text(
            (left + right) / 2,
            _BAND_LABEL_AT,
            _band_name(phase, narrow=narrow),
            ha="center",
            va="center",
            fontsize=11,
            color=_INK,
        )


def _band_name(phase: Phase, *, narrow: bool) -> str:
    if phase is Phase.PREHAB:
        return "+" if narrow else texts().phases[phase].name
    return str(phase.number) if narrow else f"Phase {phase.number}"


def _draw_lines(axes: Any, course: Course) -> None:
    places = range(len(course.days))
    for name, label, colour, mark, stroke, size in _LINES:
        scores = [getattr(day, name) for day in course.days]
        heights = [float("nan") if score is None else score for score in scores]
        axes.plot(
            places,
            heights,
            color=colour,
            marker=mark,
            linestyle=stroke,
            linewidth=2.4,
            markersize=size,
            markeredgecolor=_PAPER,
            markeredgewidth=0.8,
            label=label,
            zorder=3,
            clip_on=False,
        )


def _draw_marks(axes: Any, course: Course) -> None:
    axes.axhline(-0.55, color=_GRID, linewidth=1)
    for at, mark, name in ((_TRAINED_AT, "P", "trained"), (_RAN_AT, "D", "ran")):
        places = [place for place, day in enumerate(course.days) if getattr(day, name)]
        axes.plot(places, [at] * len(places), mark, color=_INK, markersize=7, zorder=3)


def _label(figure: Any, axes: Any, course: Course) -> None:
    last = len(course.days) - 1
    beside = max(0, _FEWEST_PLACES - len(course.days)) / 2 + 0.6
    axes.set_xlim(-beside, last + beside)
    axes.set_ylim(_BOTTOM, _TOP)
    axes.set_yticks([_RAN_AT, _TRAINED_AT, *range(0, 11, 2)])
    axes.set_yticklabels(["Ran", "Exercise", *map(str, range(0, 11, 2))])
    step = max(1, -(-(last + 1) // _MOST_DATES))
    shown = range(last % step, last + 1, step)
    axes.set_xticks(list(shown))
    axes.set_xticklabels([_date_name(course.days[place].local_date) for place in shown])
    axes.tick_params(labelsize=12, colors=_INK, length=0)
    axes.grid(axis="y", color=_GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left", "bottom"):
        axes.spines[side].set_visible(False)
    figure.text(0.03, 0.945, "Your pain, 0 to 10", fontsize=17, color=_INK, weight="bold")
    figure.legend(
        *axes.get_legend_handles_labels(),
        loc="upper left",
        bbox_to_anchor=(0.01, 0.925),
        ncol=len(_LINES),
        frameon=False,
        fontsize=13,
        labelcolor=_INK,
        handlelength=2.2,
        columnspacing=1.4,
    )


def _date_name(day: date) -> str:
    return f"{day.day} {day:%b}"
