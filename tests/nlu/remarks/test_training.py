from datetime import date

import pytest

from nlu.remarks.training import TO_COME, Minutes, days_back, minutes_on_feet

WEDNESDAY = date(2026, 5, 6)


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("did the bridges", 0),
        ("did them this morning, 2/10", 0),
        ("log yesterdays session: did the bridges", 1),
        ("did the planks last night", 1),
        ("on monday i did clamshells", 2),
        ("2 days ago i did side planks", 2),
        ("day before yesterday: did everything", 2),
        ("missed my exercises yesterday, did them today", 0),
        ("walked for 2 days straight", 0),
        ("tomorrow i did the bridges", TO_COME),
        ("will do bridges tomorrow", TO_COME),
        ("i'll do the planks next week", TO_COME),
    ],
)
def test_the_day_of_a_log_is_read_from_its_words(words, days):
    assert days_back(words, WEDNESDAY) == days


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("walked 30 minutes, no pain", Minutes(walk=30)),
        ("walk done, 35 min", Minutes(walk=35)),
        ("jogged for half an hour", Minutes(run=30)),
        ("20 min jog and a 10 minute walk", Minutes(walk=10, run=20)),
        ("walked an hour. ran 15 mins", Minutes(walk=60, run=15)),
        ("skipped the 20 minute jog", Minutes()),
        ("no pain, ran 20 minutes", Minutes(run=20)),
        ("10 minutes on the bike", Minutes()),
        ("did the bridges, 3 sets of 45 seconds", Minutes()),
    ],
)
def test_minutes_on_the_feet_go_to_what_they_were_spent_on(words, minutes):
    assert minutes_on_feet(words) == minutes
