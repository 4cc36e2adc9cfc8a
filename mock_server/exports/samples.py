"""Sample requests, as the contract has them: its `x-samples`, `x-sample`, links and examples."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import chain
from typing import Any

from mock_server.contract import Contract, Operation
from mock_server.exports.expressions import Reference, filled, linked, reference_in
from mock_server.exports.sample import Sample, is_file

Texts = Mapping[str, str]
# What a request says, by place and name.
Parts = Mapping[tuple[str, str], Any]
_PLACES = ("path", "query", "body")
# Asks an operation, and returns the JSON of its reply; None where it is refused.
Read = Callable[[Operation, Sample], Any]


class Samples:
    """The samples of one contract, for a world with these credentials at this moment.

    What a text refers to is asked for when it is needed; where it stands for several values, each makes a sample.
    """

    def __init__(self, contract: Contract, credentials: Texts, now: datetime, read: Read) -> None:
        self._contract, self._credentials, self._now, self._read = contract, credentials, now, read
        self._links = dict(reversed(list(_links(contract))))

    def of(self, operation: Operation, known: Texts | None = None, asking: tuple[str, ...] = ()) -> Iterator[Sample]:
        """Yield the requests that may succeed, the likeliest first.

        `known` are texts of the path that are settled; `asking` are the operations whose samples wait for this one.
        """
        declared = self._contract.declared(operation)
        said = declared.get("x-samples", {}).get(str(operation.success), {})
        media, fields = _body(declared, said)
        path = self._path(operation, {**said.get("path", {}), **(known or {})})
        wanted = {**_placed("path", path), **_placed("query", said.get("query", {})), **_placed("body", fields)}
        for chosen in self._choices(wanted, known or {}, (*asking, operation.id)):
            place = {name: _in_place(name, chosen) for name in _PLACES}
            yield Sample(operation.method, place["path"], place["query"], place["body"], media)

    def otherwise(self, operation: Operation, sample: Sample, status: int) -> Iterator[Sample]:
        """Yield a successful request changed into what the contract says is answered with a status."""
        declared = self._contract.declared(operation)
        own, shared = declared.get("x-samples", {}).get(str(status)), declared["responses"][str(status)].get("x-sample")
        for said in (one for one in (own, shared) if one is not None):
            wanted = {key: value for place in _PLACES for key, value in _placed(place, said.get(place, {})).items()}
            kept = {name: text for name, text in sample.path.items() if ("path", name) not in wanted}
            for chosen in self._choices(wanted, kept):
                path = {**sample.path, **_in_place("path", chosen)}
                query = {**sample.query, **_in_place("query", chosen)}
                yield replace(sample, path=path, query=query).saying(**_in_place("body", chosen))

    def _path(self, operation: Operation, said: Texts) -> dict[str, str]:
        """Return the texts of a path: what is said of it, or what its parameters say."""
        parameters = [one for one in parameters_of(self._contract, operation) if one["in"] == "path"]
        return {one["name"]: said.get(one["name"]) or self._text(operation, one) for one in parameters}

    def _text(self, operation: Operation, parameter: Mapping[str, Any]) -> str:
        """Return what a parameter says: its sample, what a link to its operation tells, or its example."""
        link = self._links.get((operation.id, parameter["name"]))
        examples = [one["value"] for one in parameter.get("examples", {}).values()]
        return str(parameter.get("x-sample") or link or parameter.get("example") or next(iter(examples), ""))

    def _choices(self, wanted: Parts, known: Texts, asking: tuple[str, ...] = ()) -> Iterator[Parts]:
        """Yield the values with nothing left to stand for something else, in every way.

        Whatever is asked for one of them knows the texts of the path before it.
        """
        if not wanted:
            yield {}
            return
        ((place, name), value), *rest = wanted.items()
        # A list of texts in a path: whichever of them is found.
        several = value if place == "path" and isinstance(value, list) else [value]
        for one in chain.from_iterable(self._values(text, known, asking) for text in several):
            for others in self._choices(dict(rest), {**known, name: one} if place == "path" else known, asking):
                yield {(place, name): one, **others}

    def _values(self, value: Any, known: Texts, asking: tuple[str, ...]) -> Iterator[Any]:
        text = filled(value, self._credentials, self._now) if isinstance(value, str) else value
        reference = reference_in(text) if isinstance(text, str) else None
        if reference is None:
            yield from () if text is None and value is not None else (text,)
        elif reference.operation not in asking:
            yield from map(str, self._referred(reference, known, asking))

    def _referred(self, reference: Reference, known: Texts, asking: tuple[str, ...]) -> Iterator[Any]:
        operation = self._contract.operations[reference.operation]
        for sample in self.of(operation, known, asking):
            yield from reference.values(self._read(operation, sample.asked(**reference.query)))


def _placed(place: str, values: Mapping[str, Any]) -> Parts:
    return {(place, name): value for name, value in values.items()}


def _in_place(place: str, parts: Parts) -> dict[str, Any]:
    return {name: value for (where, name), value in parts.items() if where == place}


def parameters_of(contract: Contract, operation: Operation) -> list[Mapping[str, Any]]:
    """Return the parameters of an operation and its path, as they are declared."""
    shared = contract.document["paths"][operation.path].get("parameters", ())
    return [*shared, *contract.declared(operation).get("parameters", ())]


def _links(contract: Contract) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield, by operation and parameter, the text for what a link takes from a successful reply."""
    for item in contract.document["paths"].values():
        for declared in (one for one in item.values() if isinstance(one, Mapping) and "operationId" in one):
            for response in declared["responses"].values():
                for link in response.get("links", {}).values():
                    for name, expression in link.get("parameters", {}).items():
                        text = linked(declared["operationId"], expression)
                        if text is not None:
                            yield (link["operationId"], name), text


def _body(declared: Mapping[str, Any], said: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """Return the type of a successful request's body and its fields: the sample's, or those of the first example."""
    content = declared.get("requestBody", {}).get("content", {})
    if not content:
        return "", {}
    fields = said.get("body")
    if fields is None:
        examples = (one["value"] for kind in content.values() for one in kind.get("examples", {}).values())
        fields = next(examples, {})
    has_files = any(map(is_file, fields.values()))
    return next((kind for kind in content if kind.startswith("multipart") or not has_files), ""), fields
