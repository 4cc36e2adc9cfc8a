"""Access: what operations ask for before they answer, compared."""

from __future__ import annotations

from collections.abc import Iterator

from mock_server.drift.documents.model import Operation, Way
from mock_server.drift.documents.notes import Note, Spot
from mock_server.drift.documents.words import word, words
from mock_server.drift.finding import BREAKING, INFORMATIONAL


def access_notes(ours: Operation, theirs: Operation) -> Iterator[Note]:
    """Yield what an operation asks for otherwise: other schemes, or of the same ones other scopes."""
    if ours.access == theirs.access:
        return
    spot = Spot(ours.id, "scope", mark=ours.mark)
    before, after = _schemes(ours), _schemes(theirs)
    if before == after:
        yield from _scopes(spot, ours, theirs)
    elif frozenset() in after - before:
        yield Note("auth-not-enforced", INFORMATIONAL, spot, f"asks for {_told(before)}", "asks for nothing")
    else:
        is_wider = before < after
        kind, severity = ("security-added", INFORMATIONAL) if is_wider else ("security-changed", BREAKING)
        yield Note(kind, severity, spot, f"asks for {_told(before)}", f"asks for {_told(after)}")


def _schemes(operation: Operation) -> set[frozenset[tuple[str, ...]]]:
    return {frozenset(kind for kind, _ in way) for way in operation.access}


def _told(ways: set[frozenset[tuple[str, ...]]]) -> str:
    told = [" and ".join(sorted(" ".join(word(one) for one in kind if one) for kind in way)) for way in ways]
    return " or ".join(sorted(one or "nothing" for one in told))


def _scopes_of(operation: Operation) -> list[str]:
    return sorted({scope for way in operation.access for scope in _in(way)})


def _in(way: Way) -> set[str]:
    return {scope for _, scopes in way for scope in scopes}


def _scopes(spot: Spot, ours: Operation, theirs: Operation) -> Iterator[Note]:
    before, after = _scopes_of(ours), _scopes_of(theirs)
    went, came = [one for one in before if one not in after], [one for one in after if one not in before]
    says, seen = (f"scope {_named(one)}" if one else "no scope" for one in (before, after))
    if not (went or came):
        yield Note(
            "security-changed", BREAKING, spot, f"{says}, in {len(ours.access)} ways", f"{len(theirs.access)} ways"
        )
    elif came:
        yield Note("scope-renamed" if went else "scope-required", BREAKING, spot, says, seen)
    else:
        yield Note("scope-removed", INFORMATIONAL, spot, says, seen)


def _named(scopes: list[str]) -> str:
    """Return scopes as they are; in many a colon stands between two words."""
    return (
        words(scopes)
        if not all(":" in one for one in scopes)
        else ", ".join(":".join(word(part) for part in one.split(":")) for one in scopes)
    )
