"""Entries: what the formats that people read have in common, before it is escaped."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mock_server.drift.finding import Finding
from mock_server.drift.report import Observation, Report
from mock_server.drift.reports.beside import Beside
from mock_server.drift.reports.outline import because, meaning, numbered, owner, unseen
from mock_server.drift.reports.plain import storable_tree

# More observations than these that were not made for the same reason, or in short those of one name, are told as one.
_ALIKE = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A thing that is told of a finding; `is_code` where it is to be copied as it is."""

    name: str
    value: str
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """What is told beside the findings: of which id, "" where there is none, and the text."""

    id: str
    text: str


def rows(one: Finding, beside: Beside, *, is_short: bool = False) -> Iterator[Row]:
    """Yield what is told of a finding. In short, what puts a wrong guess right is counted."""
    yield Row("contract", one.says)
    yield Row("seen", f"{one.seen}, {one.count} times" if one.count > 1 else one.seen)
    yield Row("means", meaning(one))
    if beside.sources is not None:
        yield Row("written", str(beside.sources.line(one.operation, one.pointer)), True)
    # A guess that was wrong comes with what puts it right.
    actions = one.actions if one.is_guess else ()
    if actions and is_short:
        yield Row("overlay", f"{numbered(len(actions), 'action')}, which --write-overlay puts into a file")
    else:
        yield from (Row("overlay", json.dumps(storable_tree(action)), True) for action in actions)
    if one.again:
        yield Row("again", one.again, True)
    yield Row("accept", one.id, True)


def sections(report: Report, *, is_short: bool = False) -> Iterator[tuple[str, Sequence[Entry]]]:
    """Yield what is told beside the findings, with headings; nothing that is empty. In short, what was not observed of
    many operations is counted.
    """
    everything = {
        "Accepted": [Entry(finding.id, because(why)) for finding, why in report.accepted],
        "Gone: accepted, and not there any more": [Entry(one.id, because(one)) for one in report.gone],
        "Not observed": list(_missed(unseen(report), is_short=is_short)),
        "Asked again": [Entry("", told) for told in report.weather],
    }
    yield from ((title, entries) for title, entries in everything.items() if entries)


def _missed(observations: Sequence[Observation], *, is_short: bool) -> Iterator[Entry]:
    for why, alike in _by("why", observations):
        if len(alike) > _ALIKE:
            of = ", ".join(dict.fromkeys(owner(one.operation) for one in alike))
            yield Entry("", f"{numbered(len(alike), 'observation')} of {of}: {why}")
            observations = [one for one in observations if one.why != why]
    for name, alike in _by("name", observations):
        if is_short and len(alike) > _ALIKE:
            yield Entry("", f"{name}: in {len(alike)} operations; --format json and html have them")
        else:
            yield from (Entry("", f"{owner(one.operation)}: {one.name}: {one.why}") for one in alike)


def _by(attribute: str, observations: Sequence[Observation]) -> Iterable[tuple[str, Sequence[Observation]]]:
    groups: dict[str, list[Observation]] = {}
    for one in observations:
        groups.setdefault(getattr(one, attribute), []).append(one)
    return groups.items()
