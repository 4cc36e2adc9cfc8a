"""Accepted drifts: those that somebody knows of, with the reason, in a file that is kept beside the code."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import jsonschema_rs
import yaml

from mock_server.core.errors import ConfigError
from mock_server.drift.finding import Finding
from mock_server.drift.kinds import KINDS, kind_of
from mock_server.drift.report import Accepted
from mock_server.drift.writing import write
from mock_server.resources import read_fixture

# As the schema has it; said here in words.
_ID = re.compile(r"[a-z0-9-]+:[A-Za-z0-9_]*:\S+")
_LONG = 80
_SCHEMA = "drift/accepted.schema.json"
_HEAD = "# Drifts that are known; `onmock drift --accept ID` adds to them. It counts again after the day it expires.\n"


def read_accepted(path: Path) -> list[Accepted]:
    """Return the accepted drifts of a file (YAML, or JSON, which is YAML as well); none where there is no file.

    Raises ConfigError, in one line, for a file that cannot be read or is broken.
    """
    return [Accepted(one["id"], one["reason"], one.get("expires", "")) for one in _entries(path)]


def accept(path: Path, ids: Sequence[str], reason: str, expires: date | None = None) -> None:
    """Add drifts to a file, or put a new reason and day in the place of an old one's; all of them or none.

    Raises ConfigError for an id that is none, or of a kind that nobody tells, an empty reason, or a file that cannot be
    written.
    """
    for one in ids:
        _check_id(one)
    if not reason.strip():
        raise ConfigError("the reason says nothing")
    until = {"expires": expires.isoformat()} if expires is not None else {}
    new = [{"id": one, "reason": reason, **until} for one in ids]
    kept = [one for one in _entries(path) if one["id"] not in ids]
    entries = sorted([*kept, *new], key=lambda one: str(one["id"]))
    _check({"accepted": entries}, "what is to be accepted")
    text = yaml.safe_dump({"accepted": entries}, sort_keys=False, allow_unicode=True, width=1000)
    write(path, _HEAD + text, "the accepted drifts")


def sort_out(
    findings: Sequence[Finding],
    accepted: Sequence[Accepted],
    today: date,
    is_looked_at: Callable[[str], bool] = lambda _: True,
) -> tuple[list[Finding], list[tuple[Finding, Accepted]], list[Accepted]]:
    """Return what is new, what is accepted and by what, and accepted drifts that do not occur any more where they would
    be seen.

    A drift is accepted up to and with the day that it expires.
    """
    valid = {one.id: one for one in accepted if not one.expires or date.fromisoformat(one.expires) >= today}
    occurring = {one.id for one in findings}
    new = [one for one in findings if one.id not in valid]
    pairs = [(one, valid[one.id]) for one in findings if one.id in valid]
    return new, pairs, [one for one in accepted if one.id not in occurring and is_looked_at(one.operation)]


def _check_id(given: str) -> None:
    """Raise ConfigError for what can be no finding's id: it would be kept, and never accept anything."""
    if not _ID.fullmatch(given):
        raise ConfigError("the id of a drift is KIND:OPERATION:PLACE, as a report has it after accept")
    kind = given.partition(":")[0]
    if kind_of(kind) is None:
        near = get_close_matches(kind, KINDS, n=1)
        hint = f"did you mean {near[0]}?" if near else "onmock drift --kinds lists them"
        raise ConfigError(f"there is no kind of drift {kind[:_LONG]}: {hint}")


def _entries(path: Path) -> list[dict[str, Any]]:
    try:
        plain = _plain(yaml.safe_load(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise ConfigError(f"cannot read the accepted drifts {path}: {error.strerror}") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ConfigError(f"the accepted drifts {path} are neither YAML nor JSON") from error
    if plain is None:
        return []
    _check(plain, f"the file of accepted drifts {path}")
    entries: list[dict[str, Any]] = plain["accepted"]
    return entries


def _plain(node: Any) -> Any:
    """Return a document with days as texts: YAML reads them as days where nobody wrote quotes."""
    if isinstance(node, dict):
        return {str(name): _plain(one) for name, one in node.items()}
    if isinstance(node, list):
        return [_plain(one) for one in node]
    return node.isoformat() if isinstance(node, date) else node


def _check(document: Any, called: str) -> None:
    # The file may be another than was meant, such as one of credentials.
    validator = jsonschema_rs.Draft202012Validator(read_fixture(_SCHEMA), validate_formats=True, mask="the value")
    for error in validator.iter_errors(document):
        at = "".join(f"/{step}" for step in error.instance_path) or "/"
        raise ConfigError(f"{called} is wrong at {at}: {' '.join(error.message.split())[:300]}")
