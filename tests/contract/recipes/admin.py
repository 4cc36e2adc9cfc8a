"""The control API: every app is furnished with the same world and fault, by a snapshot."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from werkzeug.test import Client

from mock_server import Clock, Config, create_app
from mock_server.admin import ADMIN_PATH
from mock_server.app import App
from mock_server.core.api_errors import NotFound
from mock_server.vendor import RecordEditor
from tests.conftest import EPOCH, NOON
from tests.contract.ask import Ask
from tests.contract.lab import Lab
from tests.contract.recipe import Case, Make, Parts, Recipe

KIND, TOY = "toys", "7f3e1c5a-9a51-4b57-8a0b-3d2c6e0f4b11"
HOME, VENDOR, OPERATION = "oniva-1", "oniva", "listEvents"
NOBODY = "oniva-0123456789ab"
ERROR = {"status": 503, "retry_after": 3}
MATCHER = {"operation": OPERATION, "query": {"limit": "5"}}
TURN = {"advance": "PT1H30M", "freeze": True}


@dataclass(frozen=True)
class Furniture:
    """What is in each app: a world, another one with a fault in it, and the snapshot that put them there."""

    snapshot: Mapping[str, Any]
    world: str
    fault: str


@cache
def furniture() -> Furniture:
    """Return a snapshot of a server with two worlds and a fault in it."""
    app = create_app(Config(epoch=EPOCH), Clock(NOON, frozen=True))
    client = Client(app)
    mine, troubled = (
        client.post(f"{ADMIN_PATH}/worlds", json={"vendor": VENDOR, "freeze": True, "name": name}).json["id"]
        for name in ("mine", "troubled")
    )
    fault = client.post(f"{ADMIN_PATH}/faults", json={"world": troubled, "effect": ERROR}).json["id"]
    furnished = Furniture(client.get(f"{ADMIN_PATH}/snapshots").json, mine, fault)
    app.close()
    return furnished


@dataclass(frozen=True)
class Toy:
    """A record of a kind that no vendor has, in the shape of one that its contract has."""

    id: str
    key: str
    name: str


def create_toy(state: Any, clock: Clock, fields: Mapping[str, Any]) -> Toy:
    """Make up a toy, but for what is said of it."""
    return Toy(**{"id": TOY, "key": "toy", "name": "Toy", **fields})


def change_toy(state: Any, clock: Clock, record_id: str, fields: Mapping[str, Any]) -> Toy:
    """Change the only toy that there is."""
    if record_id != TOY:
        raise NotFound("there is no toy with this id")
    return create_toy(state, clock, fields)


def prepare(app: App) -> None:
    """Furnish an app, and let its vendor have a kind of records."""
    service = app.runtime.services[VENDOR]
    toys = RecordEditor("Workspace", create_toy, change_toy)
    service.vendor = replace(service.vendor, records={**service.vendor.records, KIND: toys})
    answer = Client(app).put(f"{ADMIN_PATH}/snapshots", json=furniture().snapshot)
    assert answer.status_code == 200, answer.text


def plain(operation_id: str, **arguments: str) -> Make:
    """Return what makes a request without a body."""
    return lambda lab: lab.ask(operation_id, **arguments)


def asking(operation_id: str, name: str, text: str) -> Make:
    """Return what makes a request with a parameter in the query."""
    return lambda lab: lab.ask(operation_id).with_query((name, text))


def saying(operation_id: str, document: Any, **arguments: str) -> Make:
    """Return what makes a request with a JSON body."""
    return lambda lab: lab.ask(operation_id, **arguments).with_json(document)


def _twice(operation_id: str) -> Make:
    """Return what makes a request that names a world twice, which openapi-core lets pass."""
    return lambda lab: lab.ask(operation_id).with_query(("world", HOME), ("world", HOME))


def furnished(operation_id: str) -> Make:
    """Return what makes a request about the world or the fault that is there."""

    def ask(lab: Lab) -> Ask:
        known = {"worldId": furniture().world, "faultId": furniture().fault, "kind": KIND, "recordId": TOY}
        path = lab.contract.path_of(operation_id)
        return lab.ask(operation_id, **{name: said for name, said in known.items() if f"{{{name}}}" in path})

    return ask


def restoring(**changes: Any) -> Make:
    """Return what makes a request that puts the snapshot back, or a changed one."""
    return lambda lab: lab.ask("restoreSnapshot").with_json({**furniture().snapshot, **changes})


_WITH_WORLD = ("getClock", "listFaults", "cancelFaults", "listRequests", "forgetRequests", "listUnmatchedRequests",
               "listViolations")  # fmt: skip
_OF_RECORDS = ("createRecord", "changeRecord")
_BAD_IN_FORM: Mapping[str, Make] = {
    "createWorld": saying("createWorld", {"vendor": VENDOR, "seed": "x", "colour": "red"}),
    "turnClock": saying("turnClock", {"advance": "P"}),
    "listFaults": asking("listFaults", "met", "perhaps"),
    "orderFault": saying("orderFault", {"effect": {"status": 200}}),
    "listRequests": asking("listRequests", "status", "99"),
    "countRequests": saying("countRequests", {"status": "x"}),
    "findRequests": saying("findRequests", {"query": {"limit": 5}}),
    "listViolations": asking("listViolations", "side", "left"),
    "restoreSnapshot": restoring(version=2),
    **{one: (lambda lab, one=one: furnished(one)(lab).with_json([])) for one in _OF_RECORDS},
}
_UNKNOWN: Mapping[str, Make] = {
    **{one: plain(one, worldId=NOBODY) for one in ("getWorld", "dropWorld", "resetWorld")},
    **{one: plain(one, faultId="0123") for one in ("getFault", "cancelFault")},
    **{one: asking(one, "world", NOBODY) for one in _WITH_WORLD},
    "turnClock": saying("turnClock", {"world": NOBODY, **TURN}),
    "orderFault": saying("orderFault", {"world": NOBODY, "effect": ERROR}),
    "countRequests": saying("countRequests", {"world": NOBODY}),
    "findRequests": saying("findRequests", {"world": NOBODY}),
    "createRecord": saying("createRecord", {}, worldId=HOME, kind="nothings"),
    "changeRecord": saying("changeRecord", {}, worldId=HOME, kind=KIND, recordId="0"),
}
_MADE = re.compile(r"(oniva-)?[0-9a-f]{12}\Z")
_BY_LINK = ("getWorld", "dropWorld", "getFault", "cancelFault")
_FEW = Case(saying("createWorld", {"vendor": VENDOR}), config={"most_worlds": 1})

SUCCESS: dict[str, Make] = {
    **{one: plain(one) for one in ("getHealth", "resetServer", "listWorlds", "getSnapshot", *_WITH_WORLD)},
    **{one: furnished(one) for one in ("getWorld", "dropWorld", "resetWorld", "getFault", "cancelFault")},
    "createWorld": saying("createWorld", {"vendor": VENDOR, "seed": 7, "epoch": "2026-03-02", "name": "a test's"}),
    "turnClock": saying("turnClock", TURN),
    "orderFault": saying("orderFault", {"world": HOME, "operation": OPERATION, "times": 2, "effect": ERROR}),
    "countRequests": saying("countRequests", MATCHER),
    "findRequests": saying("findRequests", MATCHER),
    "restoreSnapshot": restoring(),
    **{one: (lambda lab, one=one: furnished(one)(lab).with_json({"name": "Bear"})) for one in _OF_RECORDS},
}


def contradicts(_: Lab, operation_id: str, query: Mapping[str, str]) -> tuple[str, ...]:
    """An operation has to be one that is served."""
    return ("operation",) if operation_id == "listRequests" and query.get("operation", OPERATION) != OPERATION else ()


def mend(lab: Lab, operation_id: str, parts: Parts) -> Parts:
    """Let a request name what is there."""
    there = {"worldId": furniture().world if operation_id == "dropWorld" else HOME, "faultId": furniture().fault}
    known = {"kind": KIND, "recordId": TOY, **there}
    # What a link tells from where it was made was there, and may still be.
    is_known = operation_id in _BY_LINK
    path = {name: said if is_known and _MADE.match(said) else known[name] for name, said in parts.path.items()}
    query = {name: HOME if name == "world" else said for name, said in parts.query.items()}
    if operation_id == "cancelFaults":
        query["world"] = HOME
    if "operation" in query:
        query["operation"] = OPERATION
    return replace(parts, path=path, query=query, fields=_mended(operation_id, parts.fields))


def _mended(operation_id: str, fields: Mapping[str, Any]) -> Mapping[str, Any]:
    known: dict[str, Callable[[], Mapping[str, Any]]] = {
        "createWorld": lambda: {"vendor": VENDOR, "epoch": "2027-01-01", "scenario": "default", "scopes": None},
        "turnClock": lambda: {"set": "2026-05-12T10:00:00Z", "advance": 60, "world": HOME},
        "orderFault": lambda: {"world": HOME, "operation": OPERATION, "effect": ERROR},
        "countRequests": lambda: {"world": HOME, "operation": OPERATION, "vendor": VENDOR},
        "findRequests": lambda: {"world": HOME, "operation": OPERATION, "vendor": VENDOR},
        "restoreSnapshot": lambda: furniture().snapshot,
    }
    if operation_id in _OF_RECORDS:
        return {"name": "Bear"}
    if operation_id not in known:
        return fields
    mended = known[operation_id]()
    needed = ("world", "vendor", "effect") if operation_id != "restoreSnapshot" else tuple(mended)
    return {**fields, **{name: said for name, said in mended.items() if name in fields or name in needed}}


RECIPE = Recipe(
    login=lambda lab: {},
    success=SUCCESS,
    cases={
        **{(one, 400): Case(_twice(one), is_bad_in_form=(True, False)) for one in _WITH_WORLD},
        **{(one, 400): make for one, make in _BAD_IN_FORM.items()},
        **{(one, 404): make for one, make in _UNKNOWN.items()},
        ("createWorld", 409): _FEW,
        ("dropWorld", 409): plain("dropWorld", worldId=HOME),
    },
    listings={},
    schemathesis=lambda lab: {},
    prepare=prepare,
    reads=("countRequests", "findRequests"),
    contradicts=contradicts,
    mend=mend,
    # A random walk that resets the server or cancels all faults first leaves nothing to be found by a link; that each
    # of these succeeds is shown by the requests above (SUCCESS).
    unearned=_BY_LINK,
)
