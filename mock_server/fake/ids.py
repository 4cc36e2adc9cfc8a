"""Ids that carry what they name: a UUID that looks random and still tells its kind and place.

So a record is found from its id alone, without an index of a million ids, and an id of another world, or one made up,
is known to be nobody's.
"""

from __future__ import annotations

import re

from mock_server.fake.stream import label, mix

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\Z", re.IGNORECASE | re.ASCII)
_MAC_BITS = 58
_LOW62 = (1 << 62) - 1
_ROW_BITS, _PARENT_BITS = 38, 20


class Ids:
    """Makes and reads ids of one world.

    An id is (kind, parent, row): 6, 20 and 38 bits, hidden by a seeded mask and sealed by 58 bits of check.
    """

    def __init__(self, seed: int) -> None:
        self._seal = mix(seed, label("ids/seal"))
        self._mask = mix(seed, label("ids/mask"))

    def make(self, kind: int, parent: int = 0, row: int = 0) -> str:
        """Return the version 4 UUID of a record."""
        payload = kind << (_PARENT_BITS + _ROW_BITS) | parent << _ROW_BITS | row
        check = mix(self._seal, payload) >> (64 - _MAC_BITS)
        bits = check << 64 | payload ^ mix(self._mask, check)
        text = f"{bits >> 74:012x}4{bits >> 62 & 0xFFF:03x}{1 << 63 | bits & _LOW62:016x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"

    def read(self, text: str, kind: int) -> tuple[int, int] | None:
        """Return (parent, row) of an id of this world and kind, or None; upper case is the same id (RFC 9562)."""
        if not _UUID.match(text):
            return None
        number = int(text.replace("-", ""), 16)
        bits = number >> 80 << 74 | (number >> 64 & 0xFFF) << 62 | number & _LOW62
        check, hidden = bits >> 64, bits & ((1 << 64) - 1)
        payload = hidden ^ mix(self._mask, check)
        if mix(self._seal, payload) >> (64 - _MAC_BITS) != check or payload >> (_PARENT_BITS + _ROW_BITS) != kind:
            return None
        return payload >> _ROW_BITS & ((1 << _PARENT_BITS) - 1), payload & ((1 << _ROW_BITS) - 1)
