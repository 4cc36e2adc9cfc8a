"""Headers that were in every good reply, and are in none."""

from __future__ import annotations

from collections.abc import Iterator

from mock_server.breaks.casing import words_of
from mock_server.breaks.declared import headers
from mock_server.breaks.reply_rules import Header
from mock_server.drift.finding import DANGEROUS, INFORMATIONAL, Finding
from mock_server.drift.history.telling import Then

# Those of connections, machines between and lengths: they come and go with the way a reply takes.
_OF_THE_WAY = frozenset(
    {"age", "alt-svc", "connection", "content-encoding", "content-length", "content-type", "date", "etag", "keep-alive"}
    | {"last-modified", "server", "set-cookie", "transfer-encoding", "vary", "via"}
)
# So many replies had it before, and so many have none now.
_BEFORE, _NOW = 2, 1


def header_findings(then: Then) -> Iterator[Finding]:
    """Yield the headers that went."""
    before, now = then.before, then.now
    if before.replies < _BEFORE or now.replies < _NOW:
        return
    for name in sorted(before.headers.keys() - now.headers.keys() - _OF_THE_WAY):
        if before.headers[name] == before.replies:
            yield _finding(then, name)


def _finding(then: Then, name: str) -> Finding:
    declared = {one.lower(): Header(one, said) for one, said in headers(then.contract, then.operation).items()}
    header = declared.get(name)
    new = [one for one in then.now.headers if one not in then.before.headers and _words(one) >= _words(name) - {"x"}]
    is_limit = header is not None and header.is_of_limits
    stem = "ratelimit-headers" if is_limit else "header"
    seen = f"all of {then.before.replies} replies had it, none of {then.now.replies} has"
    severity = INFORMATIONAL if header is None else DANGEROUS
    says = "the contract has it" if header is not None else "it is not in the contract"
    if new:
        return then.of_header(name, f"{stem}-renamed", severity, says, f"{seen}; {new[0]} is new")
    if name == "www-authenticate":
        stem = name
    return then.of_header(name, f"{stem}-removed", severity, says, seen)


def _words(name: str) -> set[str]:
    return {*words_of(name)}
