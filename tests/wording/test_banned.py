import re

import pytest

from .banned import BANNED


@pytest.mark.parametrize(
    "text",
    [
        "It's just a strain.",
        "No pain, no gain!",
        "You are safe to race.",
        "This is a grade 2 tear.",
        "Take 400 mg of ibuprofen.",
        "You'll be back within two weeks.",
        "You have a torn hamstring.",
        "I'm a physio.",
        "Push through it.",
        "Great question! I am here to help.",
        "You have an avulsion.",
    ],
)
def test_the_check_on_forbidden_words_recognises_them(text):
    assert any(re.search(pattern, text, re.IGNORECASE) for pattern in BANNED.values())
