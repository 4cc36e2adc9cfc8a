"""Operation: one method and path of a contract, compiled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mock_server.contract.naming import snake_case
from mock_server.contract.parameters import Parameters
from mock_server.contract.reply import ResponseWriter


@dataclass(frozen=True, slots=True)
class RateLimit:
    """A budget of the contract: `limit` requests in any `window` seconds, per "client" or "address".

    Operations that name the same `bucket` share it.
    """

    bucket: str
    limit: int
    window: int
    per: str

    def __str__(self) -> str:
        return f"{self.limit}/{self.window}s per {self.per}"


@dataclass(frozen=True, slots=True)
class Operation:
    """What the pipeline needs to know of an operation.

    `scopes` is None where no principal is asked for; `status_of` tells the status that answers a kind of error.
    """

    id: str
    handler_name: str
    method: str
    path: str
    parameters: Parameters
    responses: Mapping[int, ResponseWriter]
    success: int
    status_of: Mapping[str, int]
    scopes: tuple[str, ...] | None
    rate_limit: RateLimit | None
    evidence: Mapping[str, str]

    def shown_path(self, texts: Mapping[str, str], mask: str) -> str:
        """Return the path with the texts of its parameters, by argument, or a mask where one may not be shown."""
        path = self.path
        for one in self.parameters.all:
            if one.place == "path":
                text = texts[one.argument]
                path = path.replace(f"{{{one.name}}}", text if one.may_be_shown((text,)) else mask)
        return path

    @classmethod
    def compile(
        cls,
        method: str,
        path: str,
        declared: Mapping[str, Any],
        shared: Sequence[Mapping[str, Any]],
        security: Sequence[Mapping[str, Sequence[str]]],
    ) -> Operation:
        """Compile one operation; `shared` are its path's parameters, `security` the document's default."""
        requirement = next(iter(declared.get("security", security)), None)
        responses = {
            int(status): ResponseWriter(int(status), response) for status, response in declared["responses"].items()
        }
        return cls(
            id=declared["operationId"],
            handler_name=snake_case(declared["operationId"]),
            method=method.upper(),
            path=path,
            parameters=Parameters(_merged(shared, declared.get("parameters", ()))),
            responses=responses,
            success=min(responses),
            status_of=status_by_error(responses),
            scopes=None if requirement is None else tuple(next(iter(requirement.values()), ())),
            rate_limit=_rate_limit(declared.get("x-rate-limit")),
            evidence=declared.get("x-evidence", {}),
        )


def status_by_error(responses: Mapping[int, ResponseWriter]) -> dict[str, int]:
    """Return the status that answers each kind of error."""
    return {kind: status for status, response in responses.items() for kind in response.errors}


def _merged(shared: Sequence[Mapping[str, Any]], own: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return a path's parameters, overridden by the operation's of the same name and place."""
    return list({(one["name"], one["in"]): one for one in (*shared, *own)}.values())


def _rate_limit(declared: Mapping[str, Any] | None) -> RateLimit | None:
    if declared is None:
        return None
    if declared["per"] not in ("client", "address"):
        raise ValueError(f"the x-rate-limit: it is per client or per address, not per {declared['per']}")
    return RateLimit(declared["bucket"], declared["limit"], declared["window"], declared["per"])
