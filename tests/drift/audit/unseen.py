"""Drifts of the audit that are not told, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping

UNSEEN: Mapping[str, str] = {
    "null is 0": "a count of nothing, in the few records that are read by themselves, is what records may come to",
    "null is an empty object": "no booking that a look meets in this tenant is without payment",
    "money is in thousandths": "a look reads a few prices, and another value is told of from twenty records on",
    "the title of an error is in German": "two words are too few to tell a language",
    "no capacity is a word": "no option that a look meets in this tenant has no capacity",
    "a day begins in UTC": "nobody books by night in this tenant: the same rows are of the day in both zones",
    "a token dies in UTC": "one moment alone does not tell whether it is local, and nothing else of it is known",
    "one poll of an attendee is no array": "nobody that a look meets answered one poll alone",
    "rates of e-mails are fractions": "by the contract any rate to 100 is one, and statistics have no id",
}
