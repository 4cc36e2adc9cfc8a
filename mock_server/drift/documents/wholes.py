"""Wholes: what two documents say of the API as a whole: servers, tokens, version, which operations there are."""

from __future__ import annotations

from collections.abc import Iterator

from mock_server.drift.documents.hosts import live, origin_of
from mock_server.drift.documents.matching import Matched, base_of, bases_of, live_servers, prefixes, shape_of
from mock_server.drift.documents.model import Document, Operation
from mock_server.drift.documents.notes import Note, Spot
from mock_server.drift.documents.words import link, word
from mock_server.drift.finding import BREAKING, DANGEROUS, INFORMATIONAL
from mock_server.drift.links import parts_of

_WHOLE = Spot("", "operation")


def whole_notes(ours: Document, theirs: Document) -> Iterator[Note]:
    """Yield what is otherwise for every operation."""
    yield from _servers(ours, theirs)
    yield from _tokens(ours, theirs)
    if ours.version != theirs.version:
        says, seen = (f"version {word(one.version)}" for one in (ours, theirs))
        yield Note("version-changed", INFORMATIONAL, _WHOLE, says, seen)


def _servers(ours: Document, theirs: Document) -> Iterator[Note]:
    before, after = [list(dict.fromkeys(map(origin_of, live_servers(one)))) for one in (ours, theirs)]
    # A document that names no host is about the one that it was read from.
    if not all(before) or not all(after) or not before or not after:
        return
    went = [one for one in before if one not in after]
    came = [one for one in after if one not in before]
    # Generated clients talk to the first.
    if went or (came and after[0] in came):
        seen = f"servers {', '.join(map(link, after))}"
        yield Note("server-changed", BREAKING, _WHOLE, f"servers {', '.join(map(link, before))}", seen)
    elif came:
        yield Note(
            "server-added", INFORMATIONAL, _WHOLE, f"{len(before)} servers", f"{', '.join(map(link, came))} besides"
        )


def _tokens(ours: Document, theirs: Document) -> Iterator[Note]:
    for flow, url in ours.token_urls.items():
        other = theirs.token_urls.get(flow)
        if other is None:
            yield Note("token-flow-removed", BREAKING, Spot("", "token"), f"the flow {word(flow)}", "no such flow")
        elif _is_elsewhere(ours, url, theirs, other):
            yield Note(
                "token-url-changed", BREAKING, Spot("", "token"), f"tokens at {link(url)}", f"tokens at {link(other)}"
            )


def _is_elsewhere(ours: Document, url: str, theirs: Document, other: str) -> bool:
    one, two = parts_of(url), parts_of(other)
    hosts = {parts_of(server).netloc for document in (ours, theirs) for server in live_servers(document)}
    is_known = one.netloc == two.netloc or all(part.netloc in ("", *hosts) for part in (one, two))
    paths = {url_path(one.path, base_of(ours)), url_path(two.path, base_of(theirs))}
    return not is_known or len(paths) > 1


def url_path(path: str, base: str) -> str:
    """Return a path below the server's."""
    return path.removeprefix(base) if path.startswith(f"{base}/") else path


def operation_notes(ours: Document, theirs: Document, matched: Matched) -> Iterator[Note]:
    """Yield operations that are gone, new, elsewhere or on their way out."""
    for one in matched.gone:
        yield Note("endpoint-removed", BREAKING, _spot(one), _named(one), "no such operation")
    for one in matched.new:
        spot = Spot(word(one.id) if " " not in one.id else _named(one), "operation")
        yield Note("endpoint-added", INFORMATIONAL, spot, "no such operation", _named(one))
    yield from _moved(matched)
    for one, other in matched.pairs:
        if one.servers or other.servers:
            yield from _hosts(one, one.servers or ours.servers, other.servers or theirs.servers)
        if one.deprecated != other.deprecated:
            goes, stays = ("endpoint-deprecated", DANGEROUS), ("endpoint-undeprecated", INFORMATIONAL)
            says, seen = ("deprecated" if side.deprecated else "not deprecated" for side in (one, other))
            yield Note(*(goes if other.deprecated else stays), _spot(one), f"{_named(one)} is {says}", f"it is {seen}")


def _hosts(operation: Operation, ours: tuple[str, ...], theirs: tuple[str, ...]) -> Iterator[Note]:
    """Yield that an operation with servers of its own is at another host."""
    before, after = ([*dict.fromkeys(map(origin_of, live(one)))] for one in (ours, theirs))
    if all(before) and all(after) and before and after and not {*before} & {*after}:
        says, seen = (f"servers {', '.join(map(link, side))}" for side in (before, after))
        yield Note("server-changed", BREAKING, _spot(operation), says, seen)


def base_notes(ours: Document, theirs: Document, matched: Matched) -> Iterator[Note]:
    """Yield that the same paths are below another one, by the servers."""
    before, after = bases_of(ours), bases_of(theirs)
    is_same = any(shape_of(one.path) == shape_of(other.path) for one, other in matched.pairs)
    if before and after and is_same and not {*before} & {*after}:
        says, seen = (link(f"{side[0]}/") for side in (before, after))
        yield Note("prefix-changed", BREAKING, _WHOLE, f"paths begin with {says}", f"with {seen}")


def _moved(matched: Matched) -> Iterator[Note]:
    starts = {prefixes(pair) for pair in matched.moved}
    if len(starts) == 1 and len(matched.moved) > 1:
        (before, after) = starts.pop()
        for _ in matched.moved:
            yield Note("prefix-changed", BREAKING, _WHOLE, f"paths begin with {link(before)}", f"with {link(after)}")
        return
    for ours, theirs in matched.moved:
        kind, severity = "path-changed" if ours.method == theirs.method else "method-changed", BREAKING
        if ours.method == theirs.method and ours.path.rstrip("/") == theirs.path.rstrip("/"):
            kind, severity = "trailing-slash", DANGEROUS
        yield Note(kind, severity, _spot(ours), _named(ours), _named(theirs))


def _spot(operation: Operation) -> Spot:
    return Spot(operation.id, "operation", mark=operation.mark)


def _named(operation: Operation) -> str:
    return f"{operation.method} {link(operation.path)}"
