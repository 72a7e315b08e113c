"""The trained pipeline, for tests of what it reads."""

from __future__ import annotations

import pytest

from bot.runtime.model import model_path
from bot.settings import PROJECT_ROOT
from nlu.parsing import Parser


@pytest.fixture(scope="module")
def parser() -> Parser:
    model = model_path(PROJECT_ROOT / "models")
    if not model.is_file():
        pytest.fail("no trained model: run `make train` first", pytrace=False)
    return Parser(model)
