"""Adoption: the actions of an overlay that make an operation of ours say what its like in another document does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mock_server.breaks.casing import words_of
from mock_server.contract.naming import snake_case
from mock_server.drift.documents.adopting import Unwritable, adopted, paired, plain
from mock_server.drift.documents.body_steps import body_steps
from mock_server.drift.documents.contents import paired_contents
from mock_server.drift.documents.model import Operation, Parameter
from mock_server.drift.documents.replies import paired_statuses
from mock_server.drift.replies.actions import Step, steps_between
from mock_server.drift.replies.spots import step_of

Json = dict[str, Any]
# Words of parameters that turn pages, in the language of all such APIs, by what they are for.
_PAGING = {
    "offset": {"offset", "skip", "start"},
    "limit": {"limit", "size", "take", "count", "top", "per"},
    "page": {"page", "number", "index"},
}


def target_of(operation: Operation) -> str:
    """Return the JSONPath of an operation."""
    return target_at(operation.path, operation.method)


def target_at(path: str, method: str) -> str:
    """Return the JSONPath of an operation at a path."""
    return f"$.paths{step_of(path)}.{method.lower()}"


def adoption(ours: Operation, theirs: Operation, path: str) -> list[Step]:
    """Return what makes ours say what theirs does, at a path; nothing where an overlay cannot, or theirs is odd."""
    try:
        return [*_steps(ours, theirs, path)]
    except (Unwritable, AttributeError, KeyError, TypeError):
        return []


def moved(operation: Operation, path: str) -> Step:
    """Return what puts an operation at another path as it is."""
    return _moved(operation, path, operation.method, _renamed_path(dict(operation.declared), operation.path, path))


def _steps(ours: Operation, theirs: Operation, path: str) -> Iterator[Step]:
    target = target_of(ours)
    parameters, responses = _parameters(ours, theirs), _responses(ours, theirs)
    if (path, theirs.method) != (ours.path, ours.method):
        whole = {**ours.declared, **parameters, "responses": responses}
        yield _moved(ours, path, theirs.method, _renamed_path(whole, ours.path, path))
        yield from body_steps(target_at(path, theirs.method), ours, theirs)
        return
    yield from body_steps(target, ours, theirs)
    for key, one in _by_key(ours.declared.get("parameters", ())).items():
        new = _origins(ours, theirs).get(key)
        yield from _parameter_steps(target, one, None if new is None else _parameter(one, new))
    yield from _new_parameters(target, ours, theirs)
    yield from _response_steps(f"{target}.responses", plain(ours.declared.get("responses", {})), responses)


def _moved(ours: Operation, path: str, method: str, declared: Json) -> Step:
    there = {"target": "$.paths", "update": {path: {method.lower(): declared}}}
    return Step(target_of(ours), [{"target": target_of(ours), "remove": True}, there])


def _renamed_path(declared: Json, before: str, after: str) -> Json:
    """Give parameters of the path the names that they have there."""
    old, new = ([part[1:-1] for part in one.split("/") if part.startswith("{")] for one in (before, after))
    names = dict(zip(old, new, strict=False))
    parameters = [
        {**one, "name": names.get(one["name"], one["name"])} if one["in"] == "path" else one
        for one in declared.get("parameters", ())
    ]
    return {**declared, "parameters": parameters}


def _by_key(parameters: Sequence[Json]) -> dict[tuple[str, str], Json]:
    return {(one["in"], one["name"]): one for one in parameters}


def _origins(ours: Operation, theirs: Operation) -> dict[tuple[str, str], Parameter]:
    """Return by place and name of each parameter of ours which of theirs it is."""
    found = {
        (one.place, one.name): theirs.parameters[key]
        for key, one in ours.parameters.items()
        if key in theirs.parameters
    }
    for place in ("query", "header", "cookie"):
        left = {
            one.name: one for key, one in ours.parameters.items() if one.place == place and key not in theirs.parameters
        }
        new = {
            one.name: one for key, one in theirs.parameters.items() if one.place == place and key not in ours.parameters
        }
        for name, one in _roles(left, new).items():
            found[place, name] = one
            del left[name], new[one.name]
        schemas = ({name: plain(one.schema) for name, one in side.items()} for side in (left, new))
        found |= {(place, old): new[name] for name, old in paired(*schemas).items()}
        rest = [name for name in left if (place, name) not in found]
        others = [one for one in new.values() if one not in found.values()]
        if len(rest) == len(others) == 1:
            found[place, rest[0]] = others[0]
    return found


def _roles(ours: Mapping[str, Parameter], theirs: Mapping[str, Parameter]) -> dict[str, Parameter]:
    """Return what turns pages: ours by its source, theirs by the words of its name."""
    found: dict[str, Parameter] = {}
    for name, one in ours.items():
        roles = ("page", "offset") if one.source in ("page", "offset") else (one.source,)
        words = set().union(*(_PAGING.get(role, set()) for role in roles))
        likely = [other for other in theirs.values() if words & {*words_of(other.name)} and other not in found.values()]
        if likely:
            found[name] = likely[0]
    return found


def _source(ours: str, theirs: Parameter) -> str:
    is_page = ours in ("page", "offset")
    words = {*words_of(theirs.name)}
    return "offset" if is_page and words & _PAGING["offset"] else ours


def _parameters(ours: Operation, theirs: Operation) -> Json:
    origins = _origins(ours, theirs)
    own = _by_key(plain(ours.declared.get("parameters", [])))
    kept = [_parameter(one, origins[key]) for key, one in own.items() if key in origins]
    added = [plain(one.declared) for one in _unpaired(ours, theirs)]
    return {"parameters": [*kept, *added]} if kept or added or own else {}


def _unpaired(ours: Operation, theirs: Operation) -> list[Parameter]:
    known = [*_origins(ours, theirs).values()]
    return [one for one in theirs.parameters.values() if one not in known and one.place != "path"]


def _parameter(ours: Json, theirs: Parameter) -> Json:
    """Return a parameter of theirs that fills the argument of ours."""
    ours, new = plain(ours), plain(theirs.declared)
    name, source = new["name"], _source(str(ours.get("x-source") or _argument(ours["name"])), theirs)
    kept = {key: one for key, one in ours.items() if key.startswith("x-") and key != "x-source"}
    said = {key: one for key, one in new.items() if not key.startswith("x-") and key != "description"}
    schema = {"schema": adopted(ours.get("schema", {}), new.get("schema", {}))}
    return {**kept, **said, **schema, **({} if _argument(name) == source else {"x-source": source})}


def _argument(name: str) -> str:
    return snake_case(name)


def _parameter_steps(target: str, ours: Json, new: Json | None) -> Iterator[Step]:
    if new is not None and _said(plain(ours)) == _said(new):
        return
    here = f"{target}.parameters[?@.name=={_quoted(ours['name'])} && @.in=='{ours['in']}']"
    added = [] if new is None else [{"target": f"{target}.parameters", "update": [new]}]
    yield Step(f"{target}.parameters{step_of(ours['name'])}", [{"target": here, "remove": True}, *added])


def _said(parameter: Json) -> Json:
    return {key: one for key, one in parameter.items() if key != "description"}


def _quoted(name: str) -> str:
    return step_of(name)[1:-1]


def _new_parameters(target: str, ours: Operation, theirs: Operation) -> Iterator[Step]:
    for one in _unpaired(ours, theirs):
        new = plain(one.declared)
        if "parameters" in ours.declared:
            action: Json = {"target": f"{target}.parameters", "update": [new]}
        else:
            action = {"target": target, "update": {"parameters": [new]}}
        yield Step(f"{target}.parameters{step_of(one.name)}", [action])


def _responses(ours: Operation, theirs: Operation) -> Json:
    """Return the replies of ours as theirs has them; those it has not are gone."""
    pairs = paired_statuses(ours.replies, theirs.replies)
    before, after = ({str(key).upper(): one for key, one in _replies(each).items()} for each in (ours, theirs))
    # A general reply of theirs, such as `default`, is each of ours that it stands for.
    found = {
        (pairs[status] if pairs[status].isdigit() else status): _response(one, after[pairs[status]])
        for status, one in before.items()
        if status in pairs
    }
    return {**found, **{status: one for status, one in after.items() if status not in {*found, *pairs.values()}}}


def _replies(operation: Operation) -> Json:
    replies: Json = plain(operation.declared.get("responses", {}))
    return replies


def _response(ours: Json, theirs: Json) -> Json:
    kept = {key: one for key, one in ours.items() if key not in ("headers", "content")}
    headers = {name: _header(ours.get("headers", {}), name, one) for name, one in theirs.get("headers", {}).items()}
    return {**kept, **({"headers": headers} if headers else {}), **_content(ours, theirs)}


def _header(ours: Mapping[str, Json], name: str, theirs: Json) -> Json:
    own = next((one for known, one in ours.items() if known.lower() == name.lower()), None)
    if own is None:
        return theirs
    kept = {key: one for key, one in own.items() if key.startswith("x-") or key == "description"}
    new = {**kept, **theirs, "schema": adopted(own.get("schema", {}), theirs.get("schema", {}))}
    return own if _said(new) == _said(own) else new


def _content(ours: Json, theirs: Json) -> Json:
    before, after = ours.get("content", {}), theirs.get("content", {})
    pairs, went, came = paired_contents(before, after)
    if len(went) == len(came) == 1:
        pairs[went[0]] = came[0]
    origins = {other: one for one, other in pairs.items()}
    found = {
        media: {**one, "schema": adopted(before[origins[media]].get("schema", {}), one.get("schema", {}))}
        if media in origins
        else one
        for media, one in after.items()
    }
    return {"content": found} if found else {}


def _response_steps(target: str, before: Json, after: Json) -> Iterator[Step]:
    for status, old in before.items():
        place = f"{target}{step_of(status)}"
        new = after.get(status)
        if new is None:
            yield Step(place, [{"target": place, "remove": True}])
        else:
            yield from _contents_between(place, old, new)
            yield from _headers_between(place, old.get("headers", {}), new.get("headers", {}))
    for status in after:
        if status not in before:
            yield Step(target, [{"target": target, "update": {status: after[status]}}])


def _contents_between(place: str, old: Json, new: Json) -> Iterator[Step]:
    before, after = old.get("content", {}), new.get("content", {})
    for media in before:
        here = f"{place}.content{step_of(media)}"
        if media in after:
            yield from steps_between(f"{here}.schema", before[media].get("schema", {}), after[media].get("schema", {}))
        else:
            yield Step(place, [{"target": here, "remove": True}])
    came = {media: one for media, one in after.items() if media not in before}
    if came:
        yield Step(place, [{"target": place, "update": {"content": came}}])


def _headers_between(place: str, before: Json, after: Json) -> Iterator[Step]:
    for name, one in before.items():
        here = f"{place}.headers{step_of(name)}"
        if after.get(name) != one:
            added = [{"target": f"{place}.headers", "update": {name: after[name]}}] if name in after else []
            yield Step(here, [{"target": here, "remove": True}, *added])
    came = {name: one for name, one in after.items() if name not in before}
    if came:
        yield Step(place, [{"target": place, "update": {"headers": came}}])
