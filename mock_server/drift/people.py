"""People: texts of replies that may be somebody's, so that they are not told where they turn up as words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from mock_server.contract import Contract
from mock_server.drift.discretion import EVERYBODYS
from mock_server.drift.exchange import Exchange
from mock_server.drift.finding import Finding

_SHORTEST, _MOST_WORDS = 3, 3
# What stands before the words of a stranger in what was seen.
_BEFORE = re.compile(r"(also |called |in a member )(.*)", re.DOTALL)
_WORD = re.compile(r"[A-Za-z0-9_.$-]+")
_STEP = re.compile(r"\['([^']*)'\]")


def without_people(contract: Contract, exchanges: Sequence[Exchange], findings: Sequence[Finding]) -> list[Finding]:
    """Return findings without words that are somebody's in the replies."""
    if not findings:
        return []
    people = People(contract, exchanges)
    return [people.unseen_in(one) for one in findings]


class People:
    """Knows the texts of all replies, and under which members each stood; names of the contract are nobody's."""

    def __init__(self, contract: Contract, exchanges: Sequence[Exchange]) -> None:
        self._known = EVERYBODYS | {name.casefold() for name in _names(contract.document, set())}
        self._members: dict[str, set[str]] = {}
        good = (one.answered.document for one in exchanges if one.answered.is_good)
        for name, text in {pair for document in good for pair in _texts(document)}:
            for each in {text, *_few_words(text)}:
                self._members.setdefault(each.casefold(), set()).add(name)

    def have(self, word: str, at: str = "") -> bool:
        """Tell whether a word is what somebody is called elsewhere than at a member of the name `at`."""
        text = word.casefold()
        return len(text) >= _SHORTEST and text not in self._known and bool(self._members.get(text, set()) - {at})

    def unseen_in(self, finding: Finding) -> Finding:
        """Return a finding without their words: in what was seen, and in what an overlay would say."""
        at = finding.pointer.rpartition("/")[2]

        def hidden(match: re.Match[str]) -> str:
            return f"a text of {len(match[0])} characters" if self.have(match[0], at) else match[0]

        seen = _BEFORE.sub(lambda match: match[1] + _WORD.sub(hidden, match[2]), finding.seen)
        # What an action is made of are an overlay's words, whoever is called so.
        actions = [
            {key: self._without(one, at) if key == "update" else one for key, one in action.items()}
            for action in finding.actions
            if not self._is_at_one(action)
        ]
        return replace(finding, seen=seen, actions=[one for one in actions if one.get("update", True) != {}])

    def _is_at_one(self, action: Mapping[str, Any]) -> bool:
        return any(self.have(step) for step in _STEP.findall(str(action.get("target", ""))))

    def _without(self, node: Any, at: str) -> Any:
        if isinstance(node, Mapping):
            # Words of a list are told as their values are, other names as such.
            return {
                name: {word: meant for word, meant in one.items() if not self.have(word, at)}
                if name == "x-values"
                else self._without(one, at)
                for name, one in node.items()
                if not self.have(name)
            }
        if isinstance(node, list):
            return [self._without(one, at) for one in node if not (isinstance(one, str) and self.have(one, at))]
        return node


def _names(node: Any, read: set[int]) -> Iterator[str]:
    """Yield every member's name and every word of a list in a contract. What stands in many places of it is one object,
    and is `read` once.
    """
    if not isinstance(node, Mapping | list) or id(node) in read:
        return
    read.add(id(node))
    for one in node:
        if isinstance(one, str):
            yield one
    for one in node.values() if isinstance(node, Mapping) else node:
        yield from _names(one, read)


def _texts(node: Any) -> Iterator[tuple[str, str]]:
    """Yield every text of a document, after the name of the member that it stands under."""
    left = [("", node)]
    while left:
        name, one = left.pop()
        if isinstance(one, str):
            yield name, one
        elif isinstance(one, dict):
            left.extend(one.items())
        elif isinstance(one, list):
            left.extend((name, part) for part in one)


def _few_words(text: str) -> list[str]:
    """Return the words of a name; a longer text is told in everybody's words."""
    words = text.split()
    return words if len(words) <= _MOST_WORDS else []
