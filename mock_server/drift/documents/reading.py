"""Reading: an OpenAPI document from a file or from octets, whatever they are, told in one line where it is none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
import yaml

from mock_server.core.errors import ConfigError
from mock_server.drift.documents.compiling import compile_document
from mock_server.drift.documents.joining import Joiner, Json
from mock_server.drift.documents.model import Document

# Levels of a document, references aside; nobody's honest one comes near.
_DEEPEST = 96
_VERSIONS = ("3.0", "3.1", "3.2")


def read_document(path: Path) -> Document:
    """Read an OpenAPI document (3.0 to 3.2, JSON or YAML), and the files beside it that it refers to.

    Raises ConfigError, in one line, when it cannot be read or is none.
    """
    entry = path.resolve()
    return _document(_file(entry), path.name, entry)


def parse_document(octets: bytes, name: str) -> Document:
    """Read a document that came over the wire, which can refer to itself alone; `name` is what errors call it."""
    return _document(_parsed(octets, name), name, None)


def as_document(read: Mapping[str, Any], name: str) -> Document:
    """Take a document that was read already, its references followed."""
    return _document(read, name, None)


def _document(raw: Json, name: str, entry: Path | None) -> Document:
    if not isinstance(raw, Mapping) or not isinstance(raw.get("openapi"), str):
        raise ConfigError(f"{name} is no OpenAPI document: it has no member openapi")
    if not raw["openapi"].startswith(_VERSIONS):
        raise ConfigError(f"{name} is a document of another version: there are {', '.join(_VERSIONS)}")
    try:
        return compile_document(Joiner(_file, name, entry).joined(raw), name)
    except RecursionError:
        raise ConfigError(f"{name} is nested too deeply") from None
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        reason = " ".join(str(error).split())[:80]
        raise ConfigError(f"{name} is no OpenAPI document: {type(error).__name__}: {reason}") from error


def _file(path: Path) -> Json:
    try:
        return _parsed(path.read_bytes(), path.name)
    except OSError as error:
        raise ConfigError(f"cannot read {path.name}: {error.strerror}") from error


def _parsed(octets: bytes, name: str) -> Json:
    try:
        document = orjson.loads(octets)
    except ValueError:
        # YAML is a larger language than JSON.
        document = _yaml(octets, name)
    _refuse_deep(document, name)
    return document


def _yaml(octets: bytes, name: str) -> Json:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(octets.decode("utf-8-sig"), loader)
    except (yaml.YAMLError, ValueError, TypeError, OverflowError) as error:
        # What libraries quote of a file that may be anything is not told on.
        mark = getattr(error, "problem_mark", None)
        line = f" (line {mark.line + 1})" if mark is not None else ""
        raise ConfigError(f"{name} is neither JSON nor YAML{line}") from None
    except RecursionError:
        raise ConfigError(f"{name} is nested too deeply") from None


def _refuse_deep(document: Json, name: str) -> None:
    """Raise ConfigError for too many levels; a YAML alias is looked at once, so cycles end."""
    seen: set[int] = set()
    level: list[Any] = [document]
    for _ in range(_DEEPEST):
        fresh = {id(one): one for one in level if isinstance(one, dict | list) and id(one) not in seen}
        seen |= fresh.keys()
        level = [part for one in fresh.values() for part in (one.values() if isinstance(one, dict) else one)]
        if not level:
            return
    raise ConfigError(f"{name} is nested too deeply")
