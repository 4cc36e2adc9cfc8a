"""Values that change their type or their spelling: pure functions of JSON values."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[_\s-]+")
_TRUE = ("true", "yes", "y", "1")


def retyped(value: Any, kind: str) -> Any:
    """Return a value as one of another type, the same each time."""
    return value if value is None else _TYPES[kind](value)


def reformatted(value: Any, form: str) -> Any:
    """Return a date-time in another spelling; anything else stays."""
    moment = _moment(value)
    return value if moment is None else _FORMATS[form](moment, value)


def paid(value: Any, form: str) -> Any:
    """Return an amount in another form; anything but a number, or a text of one, stays."""
    amount = _amount(value)
    return value if amount is None else _MONEY[form](amount)


def cased(text: str, case: str) -> str:
    """Return a name in another case."""
    words = [word for word in _HUMP.split(text) if word]
    return _CASES[case](words) if words else text


def with_cased_keys(value: Any, case: str) -> Any:
    """Return a document with every key in another case."""
    if isinstance(value, dict):
        return {cased(key, case): with_cased_keys(one, case) for key, one in value.items()}
    return [with_cased_keys(one, case) for one in value] if isinstance(value, list) else value


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _number(value: Any) -> int:
    """Return the number that a text is or, where it is none, one that is always the same for it."""
    amount = _amount(value)
    if isinstance(value, bool) or amount is None:
        digest = hashlib.blake2b(_text(value).encode("utf-8", "surrogatepass"), digest_size=4).digest()
        return int(value) if isinstance(value, bool) else int.from_bytes(digest, "big")
    return int(amount)


def _amount(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    text = str(value)
    return Decimal(text) if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text, re.ASCII) else None


def _moment(value: Any) -> datetime | None:
    if not isinstance(value, str) or len(value) < 16:
        return None
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def _map_of(value: Any) -> Any:
    return {str(at): one for at, one in enumerate(value)} if isinstance(value, list) else {"value": value}


def _csv_of(value: Any) -> Any:
    return ",".join(map(_text, value)) if isinstance(value, list) else _text(value)


def _seconds(moment: datetime) -> float:
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _as_utc(moment: datetime) -> str:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


_TYPES: Mapping[str, Callable[[Any], Any]] = {
    "string": _text,
    "integer": _number,
    "number": lambda value: float(_amount(value) or _number(value)),
    "boolean": lambda value: value.lower() in _TRUE if isinstance(value, str) else bool(value),
    "array": lambda value: [value],
    "object": lambda value: {"value": value},
    "csv": _csv_of,
    "map": _map_of,
}
_FORMATS: Mapping[str, Callable[[datetime, str], Any]] = {
    "no-zone": lambda moment, _: moment.replace(tzinfo=None).isoformat(),
    "epoch": lambda moment, _: int(_seconds(moment)),
    "epoch-ms": lambda moment, _: int(_seconds(moment) * 1000),
    "space": lambda _, text: text.replace("T", " "),
    "utc": lambda moment, _: _as_utc(moment),
    "fraction": lambda moment, _: moment.isoformat(timespec="milliseconds"),
    "date": lambda moment, _: moment.date().isoformat(),
}
_MONEY: Mapping[str, Callable[[Decimal], Any]] = {
    "string": lambda amount: str(_cents(amount)),
    "minor-units": lambda amount: int(_cents(amount) * 100),
    "comma": lambda amount: str(_cents(amount)).replace(".", ","),
}
_CASES: Mapping[str, Callable[[list[str]], str]] = {
    "snake": lambda words: "_".join(word.lower() for word in words),
    "kebab": lambda words: "-".join(word.lower() for word in words),
    "camel": lambda words: words[0].lower() + "".join(word.capitalize() for word in words[1:]),
    "pascal": lambda words: "".join(word.capitalize() for word in words),
    "upper": lambda words: "_".join(word.upper() for word in words),
}
TYPES, FORMATS, MONEY, CASES = tuple(_TYPES), tuple(_FORMATS), tuple(_MONEY), tuple(_CASES)
