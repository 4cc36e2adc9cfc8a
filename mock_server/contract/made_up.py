"""Made up: what answers an operation of which nothing is known but its schema (`x-made-up`)."""

from __future__ import annotations

from collections.abc import Iterator

from mock_server.core.call import Call


class MadeUp:
    """A record that has nothing, so that all of it is made from its schema; as a list it is empty."""

    def __iter__(self) -> Iterator[object]:
        return iter(())


def made_up_reply(_: Call) -> MadeUp:
    """Answer with what the schema makes up, the same each time."""
    return MadeUp()
