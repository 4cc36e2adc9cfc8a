"""Telephone numbers, as the vendor keeps them."""

from __future__ import annotations

import re

_NO_DIGIT = re.compile(r"[^0-9]")
_FEWEST_DIGITS = 7


def digits_of(text: str) -> str:
    """Return the digits of a number, and nothing else."""
    return _NO_DIGIT.sub("", text)


def is_phone(text: str) -> bool:
    """Tell whether a text has the digits that a number needs."""
    return len(digits_of(text)) >= _FEWEST_DIGITS


def formatted_phone(text: str) -> str:
    """Return a number as it is kept: 7 digits `###-####`, 10 digits `(###)-###-####`, others without marks."""
    digits = digits_of(text)
    if len(digits) == 7:
        return f"{digits[:3]}-{digits[3:]}"
    if len(digits) == 10:
        return f"({digits[:3]})-{digits[3:6]}-{digits[6:]}"
    return digits
