"""Break: one change of a contract, read from a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mock_server.breaks import asking, telling
from mock_server.breaks.asking import Asked
from mock_server.breaks.catalogue import short_text_of
from mock_server.breaks.declared import (
    json_schema,
    operations_of,
    query_of,
    responses_of,
    success_schema,
)
from mock_server.breaks.edits import Edit, check_edit
from mock_server.breaks.pointer import schema_at, steps_of
from mock_server.breaks.telling import Told
from mock_server.contract import Contract
from mock_server.core.api_errors import ApiError, NotFound
from mock_server.core.errors import ConfigError

_SHAPE = "a break is operation:place:edit, such as listThings:/items/*/name:rename=title"
_PLACES = (
    "a JSON pointer, error, query/NAME, header/NAME, request-header/NAME, status/CODE, content-type, scope, token, "
    "limit or operation"
)


@dataclass(frozen=True, slots=True)
class Break:
    """A change of the contract, for one operation or for all ("*")."""

    operation: str
    place: str
    edit: Edit
    lifetime_member: Sequence[str] = ()

    def __str__(self) -> str:
        value = f"={self.edit.value}" if self.edit.value else ""
        return f"{self.operation}:{self.place}:{self.edit.name}{value}"

    @property
    def scope(self) -> str | None:
        """The scope that is asked for in place of those of the contract."""
        return self.edit.value if self.place == "scope" else None

    @property
    def lifetime(self) -> int | None:
        """How many seconds a token lives."""
        return int(self.edit.value) if self.place == "token" else None

    @property
    def budget(self) -> int | None:
        """How many requests a window has."""
        return int(self.edit.value) if self.place == "limit" else None

    def before(self, asked: Asked) -> Asked:
        """Return what is asked, as the changed contract understands it; raise the ApiError with which it refuses."""
        kind, _, name = self.place.partition("/")
        if kind == "query":
            return asking.changed_query(asked, name, self.edit.name, self.edit.value)
        if kind == "request-header":
            asking.required_header(asked, name)
        if kind == "operation" and self.edit.name == "remove":
            raise _removed()
        return asked

    def after(self, told: Told) -> tuple[Told, int]:
        """Return what is told under the changed contract, and at how many places that is something else."""
        kind, _, name = self.place.partition("/")
        edit, value = self.edit.name, self.edit.value
        if self.place.startswith("/") or not self.place:
            return telling.edited_body(told, self.edit, steps_of(self.place)) if told.status < 400 else (told, 0)
        if kind == "error":
            steps = steps_of(f"/{name}" if name else "")
            return telling.edited_body(told, self.edit, steps) if told.status >= 400 else (told, 0)
        if kind == "header":
            return telling.edited_header(told, name, edit, value)
        if kind == "status":
            return telling.other_status(told, int(name), value)
        if kind == "content-type":
            return telling.other_content_type(told, edit, value)
        if kind == "operation" and edit == "deprecate":
            return telling.deprecated(told)
        if kind == "operation" and edit == "become":
            return telling.other_status(told, None, value)
        if kind == "token" and told.status < 400 and self.lifetime_member:
            return telling.edited_body(told, Edit("value", value), self.lifetime_member)
        return told, 0


def parse_break(text: str, contract: Contract) -> Break:
    """Read a break; also one by its id in the catalogue (`kind:operation:place`).

    Raises ConfigError, in one line that says what is legal.
    """
    operation, _, rest = (short_text_of(text, contract) or text).partition(":")
    place, colon, said = rest.partition(":")
    if not colon or not operation or not said:
        raise ConfigError(f"{_SHAPE}, not {text!r}")
    name, _, value = said.partition("=")
    meant, edit = list(operations_of(contract, operation)), Edit(name, value)
    problems = [problem for one in meant if (problem := _problem(contract, one, place, edit)) is not None]
    if len(problems) == len(meant):
        raise problems[0]
    return Break(operation, place, edit, _lifetime_member(contract) if place == "token" else ())


def _removed() -> ApiError:
    return NotFound("there is nothing at this path")


def _problem(contract: Contract, operation: str, place: str, edit: Edit) -> ConfigError | None:
    try:
        _check(contract, operation, place, edit)
    except ConfigError as problem:
        return problem
    return None


def _check(contract: Contract, operation: str, place: str, edit: Edit) -> None:
    """Raise ConfigError where an operation has no such place, or the place no such edit."""
    kind, _, name = place.partition("/")
    if place.startswith("/") or not place:
        check_edit(edit)
        schema = success_schema(contract, operation)
        if schema is None:
            raise ConfigError(f"a success of {operation} has no JSON")
        schema_at(schema, steps_of(place))
    elif kind == "error":
        _check_error(contract, operation, name, edit)
    elif kind == "query":
        _one_of(name, list(query_of(contract, operation)), "parameter")
        asking.check_query_edit(edit.name, edit.value)
    elif kind == "header":
        _check_header(contract, operation, name, edit)
    elif kind == "status":
        _one_of(name, [str(one) for one in responses_of(contract, operation)], "status")
        _expect(edit, "become")
        telling.check_status(edit.value)
    else:
        _check_other(contract, operation, place, edit)


def _check_error(contract: Contract, operation: str, name: str, edit: Edit) -> None:
    if edit.name != "html":
        check_edit(edit)
    schemas = [json_schema(one) for status, one in responses_of(contract, operation).items() if status >= 400]
    known = [one for one in schemas if one is not None]
    problems: list[ConfigError] = []
    for schema in known:
        try:
            schema_at(schema, steps_of(f"/{name}" if name else ""))
        except ConfigError as problem:
            problems.append(problem)
    if len(problems) == len(known):
        raise problems[0] if problems else ConfigError(f"no error of {operation} has JSON")


def _check_header(contract: Contract, operation: str, name: str, edit: Edit) -> None:
    _expect(edit, "drop", "rename", "value")
    if edit.name == "value":
        return
    responses = responses_of(contract, operation).values()
    _one_of(name, sorted({header for one in responses for header in one.get("headers", {})}), "header")


def _check_other(contract: Contract, operation: str, place: str, edit: Edit) -> None:
    compiled = contract.operations[operation]
    if place.startswith("request-header/") and place != "request-header/":
        _expect(edit, "required")
    elif place == "content-type":
        _expect(edit, "become", "bom")
    elif place == "operation":
        _expect(edit, "remove", "deprecate", "become")
        if edit.name == "become":
            telling.check_status(edit.value)
    elif place == "scope":
        _expect(edit, "become")
        if not compiled.scopes:
            raise ConfigError(f"{operation} asks for no scope")
    elif place == "token":
        _expect(edit, "lifetime")
        _whole_number(edit)
    elif place == "limit":
        _expect(edit, "value")
        _whole_number(edit)
        if compiled.rate_limit is None:
            raise ConfigError(f"{operation} has no rate limit")
    else:
        raise ConfigError(f"there is no place {place!r}; a place is {_PLACES}")


def _expect(edit: Edit, *names: str) -> None:
    if edit.name not in names:
        raise ConfigError(f"there is no edit {edit.name!r} there; there are: {', '.join(names)}")
    if edit.name in ("become", "rename", "value", "lifetime") and not edit.value:
        raise ConfigError(f"the edit {edit.name} needs a value: {edit.name}=...")


def _whole_number(edit: Edit) -> None:
    if not (edit.value.isascii() and edit.value.isdigit() and int(edit.value) < 10**9):
        raise ConfigError(f"the edit {edit.name} takes a whole number, not {edit.value!r}")


def _one_of(name: str, known: Sequence[str], what: str) -> None:
    if name not in known:
        raise ConfigError(f"there is no {what} {name!r}; there are: {', '.join(known) or 'none'}")


def _lifetime_member(contract: Contract) -> tuple[str, ...]:
    """Return where the token operation tells the life of a token, if there is one."""
    for scheme in contract.security.values():
        schema = success_schema(contract, scheme.token_operation) if scheme.token_operation else None
        for name, declared in (schema or {}).get("properties", {}).items():
            if declared.get("x-source", name) == "expires_in":
                return (name,)
    return ()
