"""Votes: how one question was answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Votes:
    """How many people answered a question, and how many chose each of its answers."""

    voters: int
    counts: Sequence[int]

    @property
    def percentages(self) -> Sequence[float]:
        """The share of those who answered that chose each answer, to one decimal; 0 while nobody has answered.

        Where several may be chosen they add up to more than a hundred.
        """
        return [_tenths(count, self.voters) / 10 for count in self.counts]


def _tenths(count: int, voters: int) -> int:
    return (2000 * count + voters) // (2 * voters) if voters else 0
