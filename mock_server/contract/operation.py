"""Operation: one method and path of a contract, compiled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mock_server.contract.body import Body, compile_body
from mock_server.contract.naming import snake_case
from mock_server.contract.parameters import Decoded, Parameters
from mock_server.contract.reply import ResponseWriter, ResponseWriters
from mock_server.core.api_errors import FieldError
from mock_server.core.call import Request


@dataclass(frozen=True, slots=True)
class RateLimit:
    """A budget of the contract: `limit` requests in any `window` seconds, per "client", "account" or "address".

    Operations that name the same `bucket` share it.
    """

    bucket: str
    limit: int
    window: int
    per: str

    def __str__(self) -> str:
        return f"{self.limit}/{self.window}s per {self.per}"


@dataclass(frozen=True, slots=True)
class Common:
    """What a document says of all its operations: its name, the security they have if they name none, literal texts for
    broken rules, whether names of parameters and fields are known in any case, whether unknown parameters are refused,
    by operations that refuse anything, and what writes the responses that they share.
    """

    document: str
    security: Sequence[Mapping[str, Sequence[str]]]
    messages: Mapping[str, str]
    any_case: bool
    refuses_unknown: bool
    writers: ResponseWriters = field(default_factory=ResponseWriters)


@dataclass(frozen=True, slots=True)
class Operation:
    """What the pipeline needs to know of an operation.

    `scopes` is None where no principal is asked for; `status_of` tells the status that answers a kind of error; `body`
    is None where there is none, or the handler reads it; `largest_body` is in bytes; `document` is the name of the file
    that declares it. One that is `made_up` has no handler: what it answers is made from its schema. A list whose rows
    are `reversed` has them the other way round; one without rows is answered with the status `when_empty`, if there is
    one.
    """

    id: str
    handler_name: str
    method: str
    path: str
    document: str
    parameters: Parameters
    body: Body | None
    largest_body: int | None
    responses: Mapping[int, ResponseWriter]
    success: int
    status_of: Mapping[str, int]
    scopes: tuple[str, ...] | None
    rate_limit: RateLimit | None
    evidence: Mapping[str, str]
    made_up: bool = False
    reversed: bool = False
    when_empty: int | None = None

    def shown_path(self, texts: Mapping[str, str], mask: str) -> str:
        """Return the path with the texts of its parameters, by argument, or a mask where one may not be shown."""
        path = self.path
        for one in self.parameters.all:
            if one.place == "path":
                text = texts[one.argument]
                path = path.replace(f"{{{one.name}}}", text if one.may_be_shown((text,)) else mask)
        return path

    def decode(self, path: Mapping[str, str], request: Request) -> Decoded:
        """Decode the parameters of a request; its body is not looked at."""
        return self.parameters.decode(path, request.query, request.headers)

    def locate(self, error: FieldError) -> FieldError:
        """Give a fault that names only an argument its place, its name on the wire, and words if it has none."""
        located = self.parameters.locate(error)
        return located if self.body is None else self.body.locate(located)

    @classmethod
    def compile(
        cls,
        method: str,
        path: str,
        declared: Mapping[str, Any],
        shared: Sequence[Mapping[str, Any]],
        common: Common,
    ) -> Operation:
        """Compile one operation; `shared` are its path's parameters."""
        requirement = next(iter(declared.get("security", common.security)), None)
        messages = {**common.messages, **declared.get("x-messages", {})}
        merged = _merged(shared, declared.get("parameters", ()))
        responses = common.writers.of(declared["responses"])
        parameters = Parameters(
            merged, messages, any_case=common.any_case, refuses_unknown=common.refuses_unknown and 400 in responses
        )
        return cls(
            id=declared["operationId"],
            handler_name=snake_case(declared["operationId"]),
            method=method.upper(),
            path=path,
            document=common.document,
            parameters=parameters,
            body=_body(declared, messages, common, parameters),
            largest_body=declared.get("x-body-limit"),
            responses=responses,
            success=min(responses),
            status_of=status_by_error(responses),
            scopes=None if requirement is None else tuple(next(iter(requirement.values()), ())),
            rate_limit=_rate_limit(declared.get("x-rate-limit")),
            evidence=declared.get("x-evidence", {}),
            made_up=bool(declared.get("x-made-up")),
            reversed=declared.get("x-rows") == "reversed",
            when_empty=declared.get("x-when-empty"),
        )


def status_by_error(responses: Mapping[int, ResponseWriter]) -> dict[str, int]:
    """Return the status that answers each kind of error."""
    return {kind: status for status, response in responses.items() for kind in response.errors}


def _body(
    declared: Mapping[str, Any], messages: Mapping[str, str], common: Common, parameters: Parameters
) -> Body | None:
    body = compile_body(declared.get("requestBody"), messages, any_case=common.any_case)
    twice = body.arguments & {one.argument for one in parameters.all} if body is not None else set()
    if twice:
        raise ValueError(f"the x-source of {declared['operationId']}: {', '.join(sorted(twice))} has two sources")
    return body


def _merged(shared: Sequence[Mapping[str, Any]], own: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return a path's parameters, overridden by the operation's of the same name and place."""
    return list({(one["name"], one["in"]): one for one in (*shared, *own)}.values())


def _rate_limit(declared: Mapping[str, Any] | None) -> RateLimit | None:
    if declared is None:
        return None
    if declared["per"] not in ("client", "account", "address"):
        raise ValueError(f"the x-rate-limit: it is per client, account or address, not per {declared['per']}")
    return RateLimit(declared["bucket"], declared["limit"], declared["window"], declared["per"])
