"""What the bot never says, whatever the state (reference section 9)."""

from __future__ import annotations

BANNED = {
    "plays it down": (
        r"just a (strain|niggle|cramp|pull)|nothing serious(?! is missed)|no red flags"
        r"|you are fine"
    ),
    "no pain no gain": r"no pain,? no gain",
    "safe to race": r"safe to (race|run|sprint)",
    "names a grade": r"\bgrade (\d|i+\b|one|two|three)|\b(first|second|third)[- ]degree",
    "gives a dose": r"\d+ ?(mg|milligrams?|ml|tablets?|pills?|drops)\b|times a day with food",
    "promises a date": (
        r"\byou('ll| will) (be|run|race|heal|recover)\b[^.]*\b(in|by|within|after)\b"
        r"|\b(will|is going to) (heal|recover|be gone)\b|guarantee|for sure\b"
    ),
    "promises full healing": r"fully (heal|recover|cured)|full(y)? recovery is|good as new",
    "diagnoses": (
        r"(?<!do )(?<!once )\byou have (an? |torn|pulled|strained|got an? )"
        r"|\byou've (torn|pulled)"
    ),
    "overrides a clinician": (
        r"(ignore|don't listen to|no matter what) (your|the) (clinician|doctor|physio)"
    ),
    "shames": r"you should have|your (own )?fault|lazy|silly|stupid",
    "comments on looks or weight": r"\boverweight|lose weight|your (body )?weight\b|\bfat\b",
    "claims to be a person": r"\bI('m| am) (a |your )?(doctor|physio|clinician|human|person)\b",
    "masks pain": r"take (an? )?(painkiller|ibuprofen|tablet)s? (before|to run|so you can)",
    "urges on": r"push through|run through it|grit your teeth|tough it out",
    "shows off": (
        r"as an ai\b|great question|i('m| am) here to (help|support)|absolutely!|certainly!"
        r"|don't hesitate|i apologi[sz]e for|your (healing )?journey|rest assured|delve"
    ),
    "asks for a test": r"\b(hop|sprint|stretch) (on it )?(now )?(and|to) (see|test|check)",
}
