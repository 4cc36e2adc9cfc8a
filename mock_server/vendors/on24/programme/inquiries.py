"""What an audience asks: sentences with a subject of the event's theme and a case of one's own, combined by number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from mock_server.vendors.on24.programme.materials import AudienceQuestion
from mock_server.vendors.on24.programme.stock import Words

# How many figures each case is asked with.
_FIGURES = 16
# Prime, so that no number of questions divides it, and all are asked before one comes again.
_STRIDE = (1 << 61) - 1


@dataclass(frozen=True, slots=True)
class Inquiries:
    """The questions of one event. `words` are those of a language, `aspects` what its theme is about."""

    words: Words
    aspects: Sequence[str]

    def question(self, number: int) -> AudienceQuestion:
        """Return the question of a number, and its answer; many thousands of numbers in a row have different ones."""
        openers, frames, cases = (self.words[name] for name in ("openers", "frames", "cases"))
        sizes = (len(frames), len(cases), len(self.aspects), _FIGURES, len(openers))
        place, places = number * _STRIDE % prod(sizes), []
        for size in sizes:
            place, rest = divmod(place, size)
            places.append(rest)
        frame, case, aspect = frames[places[0]], cases[places[1]], self.aspects[places[2]]
        figure = case["from"] + case["step"] * places[3]
        known = {"aspect": aspect, "case": case["case"].format(n=figure)}
        remark = case["remark"].format(n=figure)
        return AudienceQuestion(
            openers[places[4]] + frame["question"].format(**known), f"{frame['answer'].format(**known)} {remark}"
        )
