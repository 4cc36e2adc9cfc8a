"""Record: the base of everything that is computed from a seed and shown on the wire."""

from __future__ import annotations


class Record:
    """A value that never changes, compared by identity.

    So its wire form may be kept as long as it lives: serializers remember the bytes of a record weakly.
    Sub-classes are `@dataclass(frozen=True, eq=False, slots=True)`.
    """

    __slots__ = ("__weakref__",)
