"""The kinds as a page for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mock_server.drift.kinds.kind import Kind

_HEAD = """# Kinds of drift

Printed by `onmock drift --kinds`. The id of a finding is `KIND:OPERATION:PLACE`. Severities are those for a client that
was right yesterday, as a rule: what the vendor's own document says can be worse or better, by who sends what is there.
STATUS stands for any status. Who sees those that `onmock breaks` rehearses is in [the catalogue](drift-catalogue.md).
"""


def page(by_subject: Mapping[str, Sequence[Kind]]) -> str:
    """Return a page of Markdown, a table a subject, in columns that can be read as they are."""
    return "\n".join([_HEAD, *("\n".join(_table(subject, kinds)) for subject, kinds in by_subject.items())])


def _table(subject: str, kinds: Sequence[Kind]) -> Iterator[str]:
    rows = [("kind", "severity", "what is so"), *((f"`{one.name}`", one.severity, one.means) for one in kinds)]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    yield f"## {subject}\n"
    for row in (rows[0], tuple("-" * width for width in widths), *rows[1:]):
        yield "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
    yield ""
