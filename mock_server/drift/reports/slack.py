"""Slack: a message for an incoming webhook, as JSON.

It tells no moment and no counts of requests, so that the same drift is the same message the next day: whoever sends it
sends it once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from mock_server.drift.finding import Finding
from mock_server.drift.report import Report
from mock_server.drift.reports.beside import Beside
from mock_server.drift.reports.entries import Entry
from mock_server.drift.reports.outline import because, meaning, numbered, severities, unseen, verdict, worst_first
from mock_server.drift.reports.plain import shown

# What Slack takes: 150 characters of a heading, 3,000 of a section, 50 blocks. A sign is five characters at most.
_HEADING, _SECTION, _ID, _SENTENCE = 150, 2900, 200, 300
# More findings than that, and more of what is known, nobody reads there.
_MOST, _FEW = 20, 10
# A tick would end a code span; there is another one that looks like it.
_SIGNS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "`": "\u02cb"})


def slack(report: Report, beside: Beside) -> str:
    """Return a report as a message: one line where there is nothing new, else blocks as well."""
    title = f"Drift of {shown(report.title)} {shown(report.version)}: {verdict(report)}"
    line = f"{title}{_because(report)}"
    message: dict[str, Any] = {"text": escaped(_cut(line, _SENTENCE))}
    if report.findings or report.trouble:
        message["blocks"] = [_heading(title), *map(_section, _chunks(_lines(report)))]
    return json.dumps(message, indent=1) + "\n"


def escaped(text: str) -> str:
    """Return a text that has no control sequence of Slack's: link, mention, entity, span of code."""
    return text.translate(_SIGNS)


def code(text: str, most: int = _SENTENCE) -> str:
    """Return a code span of a text, in which no mark counts."""
    return f"`{escaped(_cut(shown(text), most))}`"


def _because(report: Report) -> str:
    if report.trouble:
        return f": {shown(report.trouble)}"
    known = f"{len(report.accepted)} accepted, {len(report.gone)} gone"
    return f": {_counts(report)}; {known}" if report.findings else f"; {known}"


def _counts(report: Report) -> str:
    return ", ".join(f"{count} {severity}" for severity, count in severities(report.findings).items() if count)


def _lines(report: Report) -> Iterator[str]:
    yield code(report.target)
    if report.trouble:
        yield f"*could not tell*: {code(report.trouble)}"
    yield from map(_finding, worst_first(report.findings)[:_MOST])
    if len(report.findings) > _MOST:
        yield f"_{numbered(len(report.findings) - _MOST, 'finding')} more: ask for another format_"
    yield from _entries("accepted", (Entry(finding.id, because(why)) for finding, why in report.accepted))
    yield from _entries("gone", (Entry(one.id, because(one)) for one in report.gone))
    missed = len(unseen(report))
    if missed:
        yield f"{numbered(missed, 'observation')} not made"


def _finding(one: Finding) -> str:
    says, seen = code(one.says, _SENTENCE // 2), code(one.seen, _SENTENCE // 2)
    times = f", {one.count} times" if one.count > 1 else ""
    means = escaped(_cut(meaning(one), _ID // 2))
    return f"• *{one.severity}* {code(one.id, _ID)}: {says}, seen {seen}{times}; {means}"


def _entries(name: str, entries: Iterable[Entry]) -> Iterator[str]:
    known = [*entries]
    yield from (f"• {name} {code(one.id, _ID)}: {code(one.text)}" for one in known[:_FEW])
    if len(known) > _FEW:
        yield f"_{len(known) - _FEW} {name} more_"


def _chunks(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines in as few texts as they fit into."""
    taken = ""
    for line in lines:
        if taken and len(taken) + len(line) >= _SECTION:
            yield taken
            taken = ""
        taken = f"{taken}\n{line}" if taken else line
    yield taken


def _heading(title: str) -> dict[str, Any]:
    return {"type": "header", "text": {"type": "plain_text", "text": _cut(title, _HEADING), "emoji": False}}


def _section(text: str) -> dict[str, Any]:
    # Word for word: no address and no name becomes a link or a mention.
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
