"""Parameter steps: what makes an operation of ours take the parameters that its like in another document takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mock_server.contract.naming import snake_case
from mock_server.drift.documents.adopting import adopted, plain
from mock_server.drift.documents.compiling import is_ignored
from mock_server.drift.documents.model import Operation, Parameter
from mock_server.drift.documents.parameters import paired_parameters, source_there
from mock_server.drift.replies.actions import Step
from mock_server.drift.replies.spots import step_of

Json = dict[str, Any]


def parameter_steps(target: str, ours: Operation, theirs: Operation) -> Iterator[Step]:
    """Yield it for an operation at a target."""
    origins = _origins(ours, theirs)
    for one in _declared(ours):
        new = one if is_ignored(one) else _adopted(one, origins[_key(one)]) if _key(one) in origins else None
        if new is None or _said(plain(one)) != _said(new):
            yield _between(target, one, new)
    for added in _unpaired(theirs, origins):
        new = plain(added.declared)
        at, update = (f"{target}.parameters", [new]) if _declared(ours) else (target, {"parameters": [new]})
        yield Step(f"{target}.parameters{step_of(added.name)}", [{"target": at, "update": update}])


def adopted_parameters(ours: Operation, theirs: Operation) -> Json:
    """Return the parameters of theirs, each of which fills what that of ours does; {} where neither has any."""
    origins, own = _origins(ours, theirs), [plain(one) for one in _declared(ours)]
    kept = [
        one if is_ignored(one) else _adopted(one, origins[_key(one)])
        for one in own
        if is_ignored(one) or _key(one) in origins
    ]
    added = [plain(one.declared) for one in _unpaired(theirs, origins)]
    # A path may say more than leads to a record.
    added += [
        {**plain(one.declared), "x-ignored": True}
        for one in theirs.parameters.values()
        if one.place == "path" and one not in origins.values()
    ]
    return {"parameters": [*kept, *added]} if kept or added or own else {}


def _declared(operation: Operation) -> list[Json]:
    return [*operation.declared.get("parameters", ())]


def _key(declared: Json) -> tuple[str, str]:
    return declared["in"], declared["name"]


def _origins(ours: Operation, theirs: Operation) -> dict[tuple[str, str], Parameter]:
    """Return by place and name of each parameter of ours which of theirs it is."""
    pairs = paired_parameters(ours, theirs)
    for place in ("query", "header", "cookie"):
        left = [key for key in ours.parameters if key[0] == place and key not in pairs]
        new = [key for key in theirs.parameters if key[0] == place and key not in pairs.values()]
        # The only two that are left are one, of whatever kind: the argument has to come from something.
        if len(left) == len(new) == 1:
            pairs[left[0]] = new[0]
    return {
        (ours.parameters[key].place, ours.parameters[key].name): theirs.parameters[other]
        for key, other in pairs.items()
    }


def _unpaired(theirs: Operation, origins: dict[tuple[str, str], Parameter]) -> list[Parameter]:
    known = [*origins.values()]
    return [one for one in theirs.parameters.values() if one not in known and one.place != "path"]


def _adopted(ours: Json, theirs: Parameter) -> Json:
    """Return a parameter of theirs that fills the argument of ours."""
    ours, new = plain(ours), plain(theirs.declared)
    name, source = new["name"], source_there(str(ours.get("x-source") or snake_case(ours["name"])), theirs)
    kept = {key: one for key, one in ours.items() if key.startswith("x-") and key != "x-source"}
    said = {key: one for key, one in new.items() if not key.startswith("x-") and key != "description"}
    schema = {"schema": adopted(ours.get("schema", {}), new.get("schema", {}))}
    return {**kept, **said, **schema, **({} if snake_case(name) == source else {"x-source": source})}


def _between(target: str, ours: Json, new: Json | None) -> Step:
    # A path and a query may have a parameter of one name each.
    here = f"{target}.parameters[?@.name=={step_of(ours['name'])[1:-1]} && @.in=='{ours['in']}']"
    added = [] if new is None else [{"target": f"{target}.parameters", "update": [new]}]
    return Step(f"{target}.parameters{step_of(ours['name'])}", [{"target": here, "remove": True}, *added])


def _said(parameter: Json) -> Json:
    return {key: one for key, one in parameter.items() if key != "description"}
