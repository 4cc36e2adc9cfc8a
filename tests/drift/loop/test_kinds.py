"""Every kind of break: what a look tells of it is written, and our server under that is looked at again.

Of most kinds nothing is left to tell, and both servers answer the same. The others stand in tables, with why; what is
in a table and could be written after all fails here as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from bench.drift_kinds import NOWHERE, Choice, is_past_limit
from bench.drifting import sandbox
from mock_server import Clock, Config, MockServer
from mock_server.breaks import CatalogueEntry, catalogue
from mock_server.drift.more import More
from tests.conftest import EPOCH, NOON
from tests.contract.subjects import CONTRACTS
from tests.drift.loop.looping import differing, looped, seen_at
from tests.drift.overlay.conftest import serving

LOOPS, OTHERWISE, LEFT = "loops", "nothing is left to tell, and what is served is otherwise", "something is left"
_BROKEN = "such replies are broken; no contract asks for them"
_HIDDEN = "what the texts were before is not in them, and what is sent now follows no rule of a schema"
_ONE = "a status of a contract has one schema, and this one has that of a success"
_SCOPE = "the client that looks has no such scope: what others see with it is not known"
# Kinds of which no overlay says all: a second look still tells of them.
UNSAID: Mapping[str, str] = {
    **dict.fromkeys(("400-to-200", "404-to-200-error", "404-to-200-null"), _ONE),
    "404-empty-list": "a 404 of the contract has an error in it, and this one has no body",
    "array-became-map": "the names in it are nobody's: positions, or something that rows do not have",
    **dict.fromkeys(("body-html", "bom", "charset-latin1", "error-html", "gzip-forced", "number-precision"), _BROKEN),
    "content-type-removed": "a body of a contract has a media type",
    "endpoint-redirect": "it leads out of the API, to where nothing answers",
    "enum-to-int": "nothing tells which number is which word",
    "envelope-flattened": "lists are served as pages, which are objects",
    **dict.fromkeys(("id-prefixed", "id-uuid-to-int"), "ids lead to records, and nothing leads back from another form"),
    "links-other-host": "what is at another host is not served",
    "null-became-empty": "a value that is not there is sent as null, or not at all",
    "page-shortened": "rows that are missing without a reason",
    **dict.fromkeys(("pii-masked", "string-decomposed", "string-escaped", "string-truncated"), _HIDDEN),
    "scheme-case": "a scheme is the same in any case (RFC 9110), for this server too",
    **dict.fromkeys(("scope-renamed", "scope-required"), _SCOPE),
}
# Kinds of which nothing is left to tell, and our server sends something else.
NOT_THE_SAME: Mapping[str, str] = {
    **dict.fromkeys(("became-nullable-all", "became-nullable-rare"), "null is allowed; where it is, nothing tells"),
    "default-order-reversed": "the break turns each page round, our server the list",
    **dict.fromkeys(("enum-new-common", "enum-new-rare"), "the word is allowed; which records have it, nothing tells"),
    **dict.fromkeys(("field-added", "field-added-nested"), "no value of a stranger is written: they are made up"),
    "object-to-string": "what the text says of the object is not known: it is made up",
    "token-ttl": "the break leaves what the client reads of its token as it was",
}
# What shows where there are several to compare, such as rows of a list.
OF_ROWS = ("datetime-local-as-z", "money-minor-units")
ALL = dict.fromkeys(each.kind for each in catalogue(CONTRACTS["oniva"]))
KINDS = [one for one in ALL if one not in NOWHERE["oniva"]]


@pytest.fixture(scope="session")
def choice() -> Iterator[Choice]:
    """What can be tried out."""
    with sandbox("oniva") as made:
        yield Choice(made)


def chosen(choice: Choice, kind: str) -> CatalogueEntry:
    """A break of a kind, of an operation that is not the way in if there is one."""
    known = [*choice.shown(kind)]
    if kind in OF_ROWS:
        return next(one for one in known if one.pointer.startswith("/items/*"))
    return min(known, key=lambda one: one.operation == "issueToken")


@pytest.mark.fuzz
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_kind_is_written_and_served(choice: Choice, kind: str, tmp_path: Path) -> None:
    expected = LEFT if kind in UNSAID else OTHERWISE if kind in NOT_THE_SAME else LOOPS
    assert how_it_ends(chosen(choice, kind), tmp_path) == expected


def how_it_ends(entry: CatalogueEntry, folder: Path) -> str:
    """Look, write, serve, and look again."""
    more = More(is_past_limit=is_past_limit(CONTRACTS["oniva"], entry))
    config = Config(vendors=("oniva",), epoch=EPOCH, breaks=(entry.order,))
    with MockServer(config, clock=Clock(NOON, frozen=True)) as target:
        overlays, seen = looped(target, folder, more=more)
        if seen.report.findings or seen.report.trouble or not overlays:
            return LEFT
        with serving(*overlays) as server:
            again = seen_at(server, overlays, more=more).report
            if again.findings or again.trouble:
                return LEFT
            # Refusals of a break are worded as it likes.
            asked = [one for one in seen.asked if min(one.expects, default=200) < 400]
            return OTHERWISE if differing(asked, (target, server), overlays) else LOOPS


def test_seven_kinds_of_ten_come_back_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    same = [one for one in KINDS if one not in (*UNSAID, *NOT_THE_SAME)]
    with capsys.disabled():
        print(f"\n{len(same)} of {len(KINDS)} kinds of break come back the same, {len(NOT_THE_SAME)} more in shape")
    assert {*UNSAID, *NOT_THE_SAME} <= {*KINDS}
    assert not UNSAID.keys() & NOT_THE_SAME.keys()
    assert len(same) >= 0.7 * len(KINDS)
