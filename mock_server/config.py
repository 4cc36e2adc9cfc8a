"""Config: what one server is told, as a frozen value. Left out means: the default, or what a database remembers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any

from mock_server.core.errors import ConfigError

DEFAULT_PORT = 8024
DEFAULT_SEED = 1
DEFAULT_SCENARIO = "default"
LARGEST_SCALE = 5_000_000


@dataclass(frozen=True, slots=True)
class Config:
    """How to build a server.

    - `vendors`: names; empty means all.
    - `seed`, `epoch`, `scenario`, `scale`: the world, see `core.vendor.WorldPlan`. With an `epoch` the clock starts at
      noon of that day; without, the epoch is today. `scenario` is a name or a path.
    - `database`: file that keeps what was written; None keeps it in memory.
    - `limits`, `limit_headers`: enforce the contract's rate limits, and tell them in headers.
    - `trust_proxy`: believe the last X-Forwarded-For entry.
    - `most_worlds`: how many worlds of a vendor there may be at once.
    - `enforce`: raise where a reply breaks the contract (for tests), instead of noting it in the journal.
    - `breaks`: changes of a contract that are rehearsed in every world, see `mock_server.breaks`.
    - `overlays`: files of OpenAPI Overlays that re-shape contracts, in this order; each names its document by
      `extends`, or is for the only vendor that is served.
    - `settings`: by vendor, the vendor's own (see its `settings.py`).
    """

    vendors: tuple[str, ...] = ()
    seed: int | None = None
    epoch: date | None = None
    scenario: str | None = None
    scale: int | None = None
    database: Path | None = None
    limits: bool = True
    limit_headers: bool = True
    trust_proxy: bool = False
    most_worlds: int = 10_000
    enforce: bool = False
    breaks: tuple[str, ...] = ()
    overlays: tuple[Path, ...] = ()
    settings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.scale is not None and not 0 <= self.scale <= LARGEST_SCALE:
            raise ConfigError(f"scale must be from 0 to {LARGEST_SCALE:,}, not {self.scale:,}")
        if self.epoch is not None and not 1970 <= self.epoch.year <= 9000:
            raise ConfigError(f"epoch must be a day from 1970 to 9000, not {self.epoch}")


def read_settings(kind: type, given: Mapping[str, str], vendor: str) -> Any:
    """Build a vendor's settings dataclass from texts; raise ConfigError for an unknown name or a bad value."""
    known = {one.name: one for one in fields(kind)}
    values: dict[str, Any] = {}
    for name, text in given.items():
        if name not in known:
            raise ConfigError(f"unknown setting {vendor}.{name}; there are: {', '.join(known) or 'none'}")
        values[name] = _value(known[name].default, text, f"{vendor}.{name}")
    return kind(**values)


def _value(default: object, text: str, name: str) -> Any:
    if isinstance(default, bool):
        if text.lower() not in ("true", "false"):
            raise ConfigError(f"the setting {name} must be true or false, not {text!r}")
        return text.lower() == "true"
    if isinstance(default, int):
        if not text.isascii() or not text.isdigit():
            raise ConfigError(f"the setting {name} must be a whole number, not {text!r}")
        return int(text)
    return text
