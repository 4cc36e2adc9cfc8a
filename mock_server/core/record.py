"""Record: the base of everything that is computed from a seed and shown on the wire."""

from __future__ import annotations

from enum import Enum
from typing import Final


class Record:
    """A value that never changes, compared by identity.

    So its wire form may be kept as long as it lives: serializers remember the bytes of a record weakly.
    Sub-classes are `@dataclass(frozen=True, eq=False, slots=True)`.
    """

    __slots__ = ("__weakref__",)


class Null(Enum):
    """The type of NULL."""

    NULL = "null"


# Sent as null where None would be left out (a property with `x-absent: left-out`).
NULL: Final = Null.NULL
