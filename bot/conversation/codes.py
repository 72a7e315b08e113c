"""Between the payloads that Rasa uses and the short codes that a button can carry.

A code is `screen.option` for an option of the open question, or `!intent` (with an optional
`:argument`) for anything else. Only codes of this form ever become a payload, so nothing that
arrives from outside can name an entity, a slot or an intent that no button offers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

_OPTION = re.compile(r"[a-z][a-z0-9_]*\.[a-z0-9_+-]+")
_INTENT = re.compile(r"!(?P<intent>[a-z][a-z0-9_]*)(:(?P<argument>[a-z0-9_.]+))?")
_PAYLOAD = re.compile(r"/(?P<intent>\w+)(?P<entities>\{.*\})?", re.DOTALL)
MAX_CODE = 40


class ForgedCode(ValueError):
    """A code that no button of ours carries."""


def code_of(payload: str) -> str:
    """The short code for a payload of our actions.

    Raises:
        ValueError: The payload has no short form: a fault in an action.
    """
    match = _PAYLOAD.fullmatch(payload)
    if match is None:
        raise ValueError(f"not a payload: {payload!r}")
    entities = json.loads(match["entities"] or "{}")
    if match["intent"] == "choose":
        code = f"{entities['screen']}.{entities['option']}"
    else:
        argument = entities.get("option")
        code = f"!{match['intent']}" + (f":{argument}" if argument else "")
    if len(code) > MAX_CODE or not (_OPTION.fullmatch(code) or _INTENT.fullmatch(code)):
        raise ValueError(f"payload does not fit a button: {payload!r}")
    return code


def payload_of(codes: Sequence[str], allowed_intents: frozenset[str]) -> str:
    """The payload for the codes that were chosen together.

    Args:
        codes: One `!intent` code, or options of one screen.
        allowed_intents: The intents that a button may name.

    Raises:
        ForgedCode: The codes cannot have come from our buttons.
    """
    if len(codes) == 1 and (match := _INTENT.fullmatch(codes[0])):
        if match["intent"] not in allowed_intents:
            raise ForgedCode(codes[0])
        argument = match["argument"]
        return f"/{match['intent']}" + (json.dumps({"option": argument}) if argument else "")
    if not codes or not all(_OPTION.fullmatch(code) for code in codes):
        raise ForgedCode("not options")
    screens = {code.partition(".")[0] for code in codes}
    if len(screens) != 1:
        raise ForgedCode("options of several screens")
    options = [code.partition(".")[2] for code in codes]
    return "/choose" + json.dumps({"screen": screens.pop(), "option": options})
