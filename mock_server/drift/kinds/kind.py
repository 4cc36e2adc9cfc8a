"""Kind: a way in which a service can be otherwise: its name, how bad that is as a rule, and what it means."""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """`name` is a word of the catalogue, in which STATUS stands for three digits; `means` a half sentence.

    `severity` is that for a client that was right yesterday. What the vendor's own document says can be worse or
    better, by who sends what is there; and so can what a reply says of itself, like how soon an operation goes.
    """

    name: str
    severity: str
    means: str
