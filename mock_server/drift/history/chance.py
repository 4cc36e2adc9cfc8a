"""Chance: when something that was there, and is not, is too improbable for other data."""

from __future__ import annotations

# A chance that nobody meets in years of nightly runs over some hundred places.
TOO_SMALL = 1e-6
# So many records are looked at, and in this part of them a value is another, before anybody is told.
FEW_ROWS, CHANGED_PART = 20, 0.2


def is_gone(had: int, of: int, now_of: int) -> bool:
    """Whether what `had` of `of` had before can be missing in all `now_of` by chance alone no more.

    One more without it is supposed than was seen: what was always there is not certain to be.
    """
    if not had or not now_of:
        return False
    return float((1 - had / (of + 1)) ** now_of) < TOO_SMALL
