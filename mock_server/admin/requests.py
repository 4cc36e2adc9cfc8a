"""The journal: what was asked, what matched, and what broke the contract."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from mock_server.admin.desk import Desk, one_of, refused
from mock_server.admin.shown import Count, RequestList, Violation, ViolationList
from mock_server.core.call import Call, Reply
from mock_server.faults import Matcher
from mock_server.journal import Entry

# What a client is answered when its request breaks the contract.
_REFUSALS = (400, 405, 413, 415)


def list_requests(desk: Desk, call: Call) -> RequestList:
    """List what was asked, newest first."""
    said = call.arguments
    _refuse_unknown(desk, call, "query")
    found = desk.runtime.journal.entries(desk.known(said["world"]))
    return _newest_first(
        entry
        for entry in found
        if said["operation"] in (None, entry.operation)
        and said["status"] in (None, entry.status)
        and _is_since(entry, said["since"])
    )


def list_unmatched_requests(desk: Desk, call: Call) -> RequestList:
    """List what no operation matched."""
    found = desk.runtime.journal.entries(desk.known(call.arguments["world"]))
    return _newest_first(entry for entry in found if entry.operation is None)


def forget_requests(desk: Desk, call: Call) -> Reply:
    """Forget what has been answered."""
    world = desk.known(call.arguments["world"])
    if world is None:
        desk.runtime.journal.clear()
    else:
        desk.runtime.journal.forget(world)
    return Reply(204)


def count_requests(desk: Desk, call: Call) -> Count:
    """Count what a matcher matches."""
    return Count(len(_matched(desk, call)))


def find_requests(desk: Desk, call: Call) -> RequestList:
    """List what a matcher matches."""
    return _newest_first(_matched(desk, call))


def list_violations(desk: Desk, call: Call) -> ViolationList:
    """List what broke the contract, newest first."""
    entries = desk.runtime.journal.entries(desk.known(call.arguments["world"]))
    found = [*broken_requests(entries), *broken_replies(entries)]
    newest_first = sorted(found, key=lambda one: -one.request)
    return ViolationList([one for one in newest_first if call.arguments["side"] in (None, one.side)])


def broken_replies(entries: Iterable[Entry]) -> list[Violation]:
    """Return the replies of ours that broke the contract."""
    return [_violation("reply", one, one.violations) for one in entries if one.violations]


def broken_requests(entries: Iterable[Entry]) -> list[Violation]:
    """Return the requests that broke the contract: they were refused, or said what no operation knows."""
    broken = [one for one in entries if not one.faults and (one.unknown or one.status in _REFUSALS or _is_lost(one))]
    return [_violation("request", one, one.notes) for one in broken]


def failed(entries: Iterable[Entry]) -> list[Entry]:
    """Return the exchanges that ended in a fault of ours."""
    return [one for one in entries if one.error is not None]


def _is_lost(entry: Entry) -> bool:
    return entry.operation is None and entry.status == 404


def _violation(side: str, entry: Entry, texts: Sequence[str]) -> Violation:
    return Violation(side, entry.id, entry.world, entry.operation, entry.status, texts)


def _matched(desk: Desk, call: Call) -> list[Entry]:
    said, journal = call.arguments, desk.runtime.journal
    if said["vendor"] is not None:
        desk.service(said["vendor"])
    _refuse_unknown(desk, call, "body")
    wanted_texts = Matcher.of(said).wanted
    wanted = {name: said[name] for name in ("vendor", "operation", "method", "status") if said[name] is not None}
    return [
        entry
        for entry in journal.entries(desk.known(said["world"]))
        if all(getattr(entry, name) == value for name, value in wanted.items()) and entry.says(wanted_texts)
    ]


def _refuse_unknown(desk: Desk, call: Call, place: str) -> None:
    """Refuse an operation that nobody has: a slip of the pen would match nothing, and prove anything."""
    wanted = call.arguments["operation"]
    known = {one for service in desk.runtime.services.values() for one in service.contract.operations}
    if wanted is not None and wanted not in known:
        raise refused("operation", one_of(sorted(known)), place)


def _is_since(entry: Entry, since: int | datetime | None) -> bool:
    if since is None:
        return True
    return entry.id > since if isinstance(since, int) else entry.moment >= since


def _newest_first(entries: Iterable[Entry]) -> RequestList:
    return RequestList(list(entries)[::-1])


HANDLERS = (
    list_requests,
    list_unmatched_requests,
    forget_requests,
    count_requests,
    find_requests,
    list_violations,
)
