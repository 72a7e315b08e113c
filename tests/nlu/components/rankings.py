"""Rankings written by hand: what is named, and the rest spread over an intent nobody asks for."""

from __future__ import annotations

from nlu.components.text_classifier import Ranked, Ranking


def ranking(**probabilities: float) -> Ranking:
    rest = round(1.0 - sum(probabilities.values()), 4)
    ranked = [Ranked(label, share) for label, share in probabilities.items()]
    if rest > 0:
        ranked.append(Ranked("nonsense", rest))
    return tuple(sorted(ranked, key=lambda one: -one.probability))
