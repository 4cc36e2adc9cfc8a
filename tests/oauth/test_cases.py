"""Every case of the fact sheets on RFC 6749, 6750 and 9110 is tested here, or has a reason not to be."""

from __future__ import annotations

import re
from pathlib import Path

CASES = {
    *(f"T{number:02}" for number in range(1, 52)),
    *(f"R{number:02}" for number in range(1, 20)),
    *(f"X{number:02}" for number in range(1, 26)),
}
NOT_APPLICABLE = {
    "X13": "a client cannot expire or be disabled",
    "X14": "secrets do not rotate",
    "X24": "asks something of clients; every challenge here has one scheme",
}
# A case is named by a test (test_t01_...) or by the id of a parameter ("T01", "T01 and a word on it").
_NAMED = re.compile(r"def test_([trx]\d\d)_|[\"']([TRX]\d\d)[\"' ]")


def named_cases() -> set[str]:
    files = [path for path in Path(__file__).parent.glob("test_*.py") if path.name != Path(__file__).name]
    return {(match[1] or match[2]).upper() for path in files for match in _NAMED.finditer(path.read_text("utf-8"))}


def test_every_case_is_tested_or_has_a_reason() -> None:
    assert CASES - named_cases() == NOT_APPLICABLE.keys()


def test_no_case_is_made_up() -> None:
    assert named_cases() <= CASES
