"""Walk: asks a live service by operations and arguments of the contract, and remembers what it answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from urllib.parse import quote, unquote, urlencode

from mock_server.contract import Contract, Operation
from mock_server.drift.exchange import OWN, Answered, Asked, Exchange, NotObserved

PARAMETER = re.compile(r"\{([^{}]+)\}")

_ANY, _SAID = "1", ("Accept", "Authorization")

Send = Callable[[Asked], Answered]
# Arguments by the contract's names for them in Python: `limit`, `event_id`. A text is sent as it is.
Arguments = Mapping[str, object]


class Walk:
    """`send` brings a request to the service, and raises NotObserved where no answer can be had.

    `exchanges` are all that there were, in order; `unanswered` the operations of requests without an answer.
    """

    def __init__(self, contract: Contract, send: Send) -> None:
        self.contract = contract
        self.exchanges: list[Exchange] = []
        self.unanswered: set[str] = set()
        self._send = send
        self._asked: dict[tuple[object, ...], Exchange] = {}

    def ask(
        self,
        operation: str,
        path: Arguments | None = None,
        query: Arguments | None = None,
        *,
        method: str | None = None,
        credentials: str = OWN,
        headers: Mapping[str, str] | None = None,
        purpose: str = "",
        expects: Sequence[int] | None = None,
        afresh: bool = False,
    ) -> Exchange:
        """Return the exchange of a request; the same request is sent once, unless it is to be sent `afresh`.

        Arguments that the contract does not know are sent under their own names. Raises NotObserved.
        """
        declared = self.contract.operations[operation]
        asked = Asked(
            operation,
            method or declared.method,
            _target(declared, path or {}, query or {}),
            credentials,
            {**_needed_headers(declared), **(headers or {})},
            purpose=purpose,
            expects=(declared.success,) if expects is None else expects,
        )
        return self.send(asked, afresh=afresh)

    def send(self, asked: Asked, *, afresh: bool = False) -> Exchange:
        """Return the exchange of a request that is ready, such as one for a path of no operation; see `ask`."""
        key = (asked.method, asked.target, asked.credentials, *sorted(asked.headers.items()))
        if afresh or key not in self._asked:
            self._asked[key] = self._exchange(asked)
            self.exchanges.append(self._asked[key])
        return self._asked[key]

    def excuse(self, exchange: Exchange) -> None:
        """Plan the status of an exchange afterwards: what it is about was taken away by somebody."""
        asked = exchange.asked
        planned = replace(asked, expects=(*asked.expects, exchange.answered.status))
        self.exchanges[:] = [replace(one, asked=planned) if one is exchange else one for one in self.exchanges]

    def _exchange(self, asked: Asked) -> Exchange:
        try:
            return Exchange(asked, self._send(asked))
        except NotObserved:
            self.unanswered.add(asked.operation)
            raise


def _target(operation: Operation, path: Arguments, query: Arguments) -> str:
    names = {one.argument: one for one in operation.parameters.all}
    target = operation.path
    for argument, value in path.items():
        target = target.replace(f"{{{names[argument].name}}}", quote(_text(value), safe=""))
    pairs: list[tuple[str, str]] = []
    for argument, value in {**_needed(operation), **query}.items():
        name = names[argument].name if argument in names else argument
        values = value if isinstance(value, list | tuple) else (value,)
        pairs += [(name, ",".join(map(_text, values)))] if values else []
    return target + (f"?{urlencode(pairs)}" if pairs else "")


def _needed(operation: Operation) -> dict[str, object]:
    """Return what has to be sent, and has a value of the contract's where nobody says another one."""
    needed = (one for one in operation.parameters.all if one.place == "query" and one.required)
    return {one.argument: one.default for one in needed if one.default is not None}


def _needed_headers(operation: Operation) -> dict[str, str]:
    """Return the headers that have to be sent, with any value where the contract has none; what is accepted is said by
    whoever sends it.
    """
    needed = (one for one in operation.parameters.all if one.place == "header" and one.required)
    return {one.name: _text(one.default or _ANY) for one in needed if one.name not in _SAID}


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def is_at(operation: Operation, target: str) -> bool:
    """Tell whether a target (a path, maybe with a query) is where an operation is."""
    return pattern_of(operation).fullmatch(unquote(target.partition("?")[0])) is not None


def pattern_of(operation: Operation) -> re.Pattern[str]:
    """Return what matches the paths of an operation, a group for each parameter in their order."""
    between = PARAMETER.split(operation.path)[::2]
    return re.compile("([^/]+)".join(map(re.escape, between)))
