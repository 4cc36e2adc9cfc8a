"""Access steps: what makes an operation of ours ask for the credentials that its like in another document asks for.

A scope of another name stands for the old one (`x-scopes` of its scheme), so that who was granted that has this.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mock_server.drift.documents.compiling import kind_of
from mock_server.drift.documents.model import Document, Node, Operation
from mock_server.drift.replies.actions import Step
from mock_server.drift.replies.spots import step_of
from mock_server.drift.replies.telling import Action

_SCHEMES = "$.components.securitySchemes"
# A key that this server looks for under another name is in a header, as before.
_KEY = ("apikey", "header")


class AccessSteps:
    """Knows which scheme of ours each of theirs is."""

    def __init__(self, ours: Document, theirs: Document) -> None:
        self._ours, self._theirs = ours, theirs
        self._names = _paired(ours.schemes, theirs.schemes)

    def of(self, ours: Operation, theirs: Operation, target: str) -> list[Step]:
        """Return what makes an operation at a target ask for what theirs does; nothing where this server has no such
        credentials.
        """
        ways = theirs.declared["security"]
        if ours.access == theirs.access or any(name not in self._names for way in ways for name in way):
            return []
        place = f"{target}.security"
        wanted = self.renamed(theirs)
        put: Action = {"target": target, "update": {"security": wanted}}
        change: list[Action] = [{"target": place, "remove": True}, put]
        schemes = (self._scheme(name, ours, theirs) for name in {name: None for way in ways for name in way})
        same = ours.declared["security"] == wanted
        return [Step(place, [*(action for actions in schemes for action in actions), *([] if same else change)])]

    def renamed(self, theirs: Operation) -> list[dict[str, Any]]:
        """Return the security of an operation of theirs by the names of our schemes, as far as there are such."""
        ways: Sequence[Mapping[str, Any]] = theirs.declared["security"]
        return [{self._names[name]: [*scopes] for name, scopes in way.items() if name in self._names} for way in ways]

    def _scheme(self, name: str, ours: Operation, theirs: Operation) -> Iterator[Mapping[str, Any]]:
        own = self._names[name]
        place, before, after = f"{_SCHEMES}{step_of(own)}", self._ours.schemes[own], self._theirs.schemes[name]
        if kind_of(before) != kind_of(after):
            yield {"target": place, "update": {"name": after["name"]}}
        came = [one for one in _scopes(theirs) if one not in _scopes(ours)]
        went = [one for one in _scopes(ours) if one not in _scopes(theirs)]
        known = [one for flow in before.get("flows", {}).values() for one in flow.get("scopes", {})]
        for at, scope in enumerate(one for one in came if one not in known):
            stands_for = [*went[at : at + 1], *_scopes(ours), *known][:1]
            yield {"target": f"{place}.flows[*].scopes", "update": {scope: "as the vendor's own document has it"}}
            yield from ({"target": place, "update": {"x-scopes": {scope: one}}} for one in stands_for)
        everywhere = {scope for each in self._theirs.operations for scope in _scopes(each)}
        for scope in went if came else ():
            if scope not in everywhere:
                yield {"target": f"{place}.flows[*].scopes{step_of(scope)}", "remove": True}


def _scopes(operation: Operation) -> list[str]:
    return [*dict.fromkeys(one for way in operation.declared["security"] for scopes in way.values() for one in scopes)]


def _paired(ours: Mapping[str, Node], theirs: Mapping[str, Node]) -> dict[str, str]:
    """Return which scheme of ours each of theirs is: of the same kind, or a key in another header."""
    found: dict[str, str] = {}
    for is_like in (lambda one, other: kind_of(one) == kind_of(other), _is_key):
        for name, scheme in theirs.items():
            like = [own for own, one in ours.items() if own not in found.values() and is_like(one, scheme)]
            if name not in found and like:
                found[name] = name if name in like else like[0]
    return found


def _is_key(ours: Node, theirs: Node) -> bool:
    return kind_of(ours)[:2] == kind_of(theirs)[:2] == _KEY
