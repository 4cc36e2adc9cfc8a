"""Slugs, as used in links and e-mail addresses."""

from __future__ import annotations

import re
import unicodedata

_SPELLED_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "'": "", "\u2019": ""}
)
_OTHER = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """`Müller & Söhne` → `mueller-soehne`."""
    spelled = text.lower().translate(_SPELLED_OUT)
    if not spelled.isascii():
        spelled = "".join(c for c in unicodedata.normalize("NFKD", spelled) if not unicodedata.combining(c))
    return _OTHER.sub("-", spelled).strip("-")
