"""Edits of the third set of drifts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from mock_server.drift import Answered
from tests.drift.audit.changing import Edit, When, is_of, with_document
from tests.drift.audit.editing import some
from tests.drift.audit.held_on24_answers import named
from tests.drift.whole.proxy import Behind, Drift, Sent

Query = dict[str, str]


def rows(name: str, when: Callable[[Any], bool], edit: Callable[[Any], Any]) -> Edit:
    """Change the rows of a list of which something is so."""

    def change(page: Any) -> None:
        for row in page[name]:
            if when(row):
                edit(row)

    return change


def done(_: Any) -> None:
    """Return no other document, whatever was done to this one."""


def swap(pointer_of_rows: str, one: str, other: str) -> Edit:
    """Have two members of rows change places."""

    def change(page: Any) -> None:
        for row in page[pointer_of_rows]:
            if one in row and other in row:
                row[one], row[other] = row[other], row[one]

    return change


def into(name: str, *members: str) -> Callable[[Any], Any]:
    """Move members of a row into an object of its own."""
    return lambda row: row.update({name: {one: row.pop(one) for one in members if one in row}})


def shifted(pointer: str, **away: float) -> Edit:
    """Move a moment, in the same zone."""
    return some(pointer, lambda one: (datetime.fromisoformat(one) + timedelta(**away)).isoformat())


def in_zone(pointer: str, zone: str) -> Edit:
    """Write the same moment in another zone."""
    return some(pointer, lambda one: datetime.fromisoformat(one).astimezone(ZoneInfo(zone)).isoformat())


def mojibake(text: str) -> str:
    """A text in UTF-8 that was taken for Latin 1."""
    return text.encode().decode("latin-1")


def put_query(query: Query, **other: str) -> Query:
    """Return a query with other values, whose names match in any case."""
    return {**{name: one for name, one in query.items() if name.lower() not in other}, **other}


def day_begins(name: str) -> Callable[[Query], Query]:
    """Take a day as the moment it begins."""

    def change(query: Query) -> Query:
        text = named(query, name)
        return put_query(query, **{name: f"{text}T00:00:00"}) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else query

    return change


def overlapping(operation: str, name: str) -> Drift:
    """Begin each page with the last row of the one before."""
    when = is_of("on24", operation)

    def drift(sent: Sent, behind: Behind) -> Answered:
        answered, number = behind(sent), named(sent.query, "pageoffset")
        if not when(sent) or not answered.is_good or not number.isdigit() or int(number) == 0:
            return answered
        before = orjson.loads(behind(sent.with_query(put_query(sent.query, pageoffset=str(int(number) - 1)))).body)
        return with_document(answered, lambda page: page.update({name: [before[name][-1], *page[name][:-1]]}))

    return drift


def now_and_then(when: When, every: int, change: Callable[[Answered], Answered]) -> Drift:
    """Change one in so many answers: an instance that is newer than others."""
    turns = count()

    def drift(sent: Sent, behind: Behind) -> Answered:
        answered = behind(sent)
        return change(answered) if when(sent) and answered.is_good and next(turns) % every == 0 else answered

    return drift


def refused(when: When, status: int, text: str, asked: Callable[[Query], bool]) -> Drift:
    """Refuse what asks for something."""

    def drift(sent: Sent, behind: Behind) -> Answered:
        if when(sent) and asked(sent.query):
            return Answered(status, [("Content-Type", "application/json")], f'{{"message":"{text}"}}'.encode())
        return behind(sent)

    return drift


def as_latin1(answered: Answered) -> Answered:
    """Write a body in Latin 1, as far as that goes."""
    return replace(answered, body=answered.body.decode().encode("latin-1", "replace"))
