"""What an answer says of a request: which parameters it names, in whatever dialect."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from werkzeug.test import TestResponse

from tests.contract.lab import Lab


def told_names(lab: Lab, operation_id: str, response: TestResponse) -> set[str]:
    """Return the names of an operation's parameters that an answer tells: each as a string of its own or, where a
    dialect has one message for the first fault, as a word in it.
    """
    names = {one.name for one in lab.operation(operation_id).parameters.all if one.place != "path"}
    strings = set(strings_in(response.json))
    if lab.recipe.tells_all:
        return names & strings
    words = {word.lower() for text in strings for word in re.findall(r"\w+", text)}
    return {name for name in names if name.lower() in words}


def strings_in(node: Any) -> Iterator[str]:
    """Yield every string of a JSON document that is not a key: whatever the dialect, names are told as one."""
    if isinstance(node, str):
        yield node
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from strings_in(child)
