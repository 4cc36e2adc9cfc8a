"""Baseline: the file in which what was seen is remembered from run to run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import jsonschema_rs
import orjson

from mock_server.core.errors import ConfigError
from mock_server.drift.finding import HISTORY, Finding
from mock_server.drift.history.digest import tenant_mark
from mock_server.drift.history.profile import Profile, Seen
from mock_server.drift.history.rows import Row
from mock_server.drift.history.tally import Tally
from mock_server.drift.writing import write
from mock_server.resources import read_fixture

FORMAT = 1
MOST_RUNS = 90
# Records that were not met for so long are forgotten.
_FORGOTTEN_AFTER = timedelta(days=MOST_RUNS)
_SCHEMA = "drift/baseline.schema.json"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of the timeline: its day (ISO 8601), and how many new findings of each severity it had."""

    day: str
    findings: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Baseline:
    """What is known of one tenant of a vendor by one version of a contract. `tenant` is a hash."""

    vendor: str
    version: str
    tenant: str
    runs: Sequence[Run] = ()
    profile: Profile = field(default_factory=Profile)

    @classmethod
    def begin(cls, vendor: str, version: str, profile: Profile) -> Baseline:
        """Return the baseline of a tenant that nothing is known of yet."""
        return cls(vendor, version, tenant_mark(vendor, profile.tenant))

    def with_run(self, profile: Profile, day: date, findings: Sequence[Finding] = ()) -> Baseline:
        """Return the baseline after one run more, whose new findings are given.

        Of operations that history has findings of, everything stays as it was: else tomorrow would take the drift for
        what it knows.
        """
        drifted = {one.operation for one in findings if one.eye == HISTORY}
        kept = {name: seen for name, seen in profile.operations.items() if name not in drifted}
        merged = self.profile.merged(replace(profile, operations=kept).dated(day.isoformat()))
        run = Run(day.isoformat(), Counter(one.severity for one in findings))
        return replace(
            self,
            tenant=self.tenant or tenant_mark(self.vendor, profile.tenant),
            runs=(*self.runs, run)[-MOST_RUNS:],
            profile=_fresh(merged, (day - _FORGOTTEN_AFTER).isoformat()),
        )


def _fresh(profile: Profile, since: str) -> Profile:
    def kept(seen: Seen) -> Seen:
        return replace(seen, rows={key: row for key, row in seen.rows.items() if row.day >= since})

    return replace(profile, operations={name: kept(seen) for name, seen in profile.operations.items()})


def read_baseline(path: Path, vendor: str, version: str) -> Baseline | None:
    """Return the baseline of a file; None where there is no file.

    Raises ConfigError, in one line, where it cannot be read, is broken, or of another vendor or contract.
    """
    # A device may have no end, and a pipe is read once.
    if path.exists() and not path.is_file():
        raise ConfigError(f"cannot read the baseline {path}: it is no file that can be written again")
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ConfigError(f"cannot read the baseline {path}: {error.strerror}") from error
    read = _checked(path, text)
    if read["vendor"] != vendor:
        raise ConfigError(f"the baseline {path} is of {read['vendor']}, not of {vendor}")
    if read["contract"] != version:
        raise ConfigError(f"the baseline {path} is of version {read['contract']} of the contract, not of {version}")
    return _from_json(read)


def write_baseline(path: Path, baseline: Baseline) -> None:
    """Write a baseline, whole or not at all; raise ConfigError where that cannot be done."""
    text = orjson.dumps(_to_json(baseline), option=orjson.OPT_SORT_KEYS).decode()
    write(path, f"{text}\n", "the baseline")


def _checked(path: Path, text: bytes) -> Any:
    try:
        read = orjson.loads(text)
    except ValueError as error:
        raise ConfigError(f"the baseline {path} is not JSON") from error
    if isinstance(read, dict) and read.get("format", FORMAT) != FORMAT:
        raise ConfigError(f"the baseline {path} is of another version of onmock; begin a new one")
    validator = jsonschema_rs.Draft202012Validator(read_fixture(_SCHEMA), validate_formats=True, mask="the value")
    for wrong in validator.iter_errors(read):
        at = "".join(f"/{step}" for step in wrong.instance_path) or "/"
        raise ConfigError(f"the baseline {path} is wrong at {at}: {wrong.message}")
    return read


def _to_json(baseline: Baseline) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "vendor": baseline.vendor,
        "contract": baseline.version,
        "tenant": baseline.tenant,
        "runs": [{"day": one.day, "findings": dict(one.findings)} for one in baseline.runs],
        "key": baseline.profile.check,
        "operations": {name: _written(seen) for name, seen in baseline.profile.operations.items()},
    }


def _written(seen: Seen) -> dict[str, Any]:
    return {
        "statuses": dict(seen.statuses),
        "replies": seen.replies,
        "headers": dict(seen.headers),
        "sizes": dict(seen.sizes),
        "places": {pointer: _counts(one) for pointer, one in seen.places.items()},
        "fresh": {pointer: _counts(one) for pointer, one in seen.fresh.items()},
        "rows": {
            key: {"day": one.day, "stamp": one.stamp, "twin": one.twin, "marks": one.marks, "heads": one.heads}
            for key, one in seen.rows.items()
        },
    }


def _counts(tally: Tally) -> dict[str, dict[str, int]]:
    told = {name: dict(getattr(tally, name)) for name in ("states", "types", "shapes", "words", "lengths")}
    return {name: counts for name, counts in told.items() if counts}


def _from_json(read: Mapping[str, Any]) -> Baseline:
    operations = {name: _seen(one) for name, one in read["operations"].items()}
    runs = tuple(Run(one["day"], one["findings"]) for one in read["runs"])
    profile = Profile(operations, check=read["key"])
    return Baseline(read["vendor"], read["contract"], read["tenant"], runs, profile)


def _seen(read: Mapping[str, Any]) -> Seen:
    tallies = {name: {pointer: Tally(**one) for pointer, one in read[name].items()} for name in ("places", "fresh")}
    return Seen(**{**read, **tallies, "rows": {key: Row(**one) for key, one in read["rows"].items()}})
