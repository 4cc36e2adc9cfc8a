"""Drifts of the audit that are not told, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping

_MORE = "it takes one more request of each list and pair, and a look has sixty"

UNSEEN: Mapping[str, str] = {
    "null is 0": "a count of nothing, in the few records that are read by themselves, is what records may come to",
    "null is an empty object": "no booking that a look meets in this tenant is without payment",
    "money is in thousandths": "a look reads a few prices, and another value is told of from twenty records on",
    "family names are an initial": "by the contract any text is a name, and those of many people begin alike",
    "a rate is an exponent": "the same number to every reader of JSON",
    "page has no effect where a filter is given": _MORE,
    "a start has no effect where an end is sent": _MORE,
    "a member of an error is gone, where values are bad": "by the contract errors may be without it",
    "the title of an error is in German": "two words are too few to tell a language",
}
