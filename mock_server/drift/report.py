"""Report: what a look at a live service came to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mock_server.drift.finding import BREAKING, SEVERITIES, Finding

# How a planned observation ends.
OUTCOMES = OK, DRIFT, UNSEEN = ("ok", "drift", "not observed")
# What a command says of it: nothing new, drift, could not tell (2 is for wrong usage).
NOTHING_NEW, DRIFTED, COULD_NOT_TELL = 0, 1, 3
# So many names of a list are told; the others are counted.
_NAMED = 8


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing that was to be seen: `name` in words, of which operation, how it ended, and why if it was not seen."""

    name: str
    operation: str
    eye: str
    outcome: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A drift that is known: the finding's id, why that is fine, and up to which day (ISO 8601), "" for good."""

    id: str
    reason: str
    expires: str = ""

    @property
    def operation(self) -> str:
        """The operation that it is about; "" for none."""
        return self.id.partition(":")[2].partition(":")[0]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that is told.

    - `target` is the base URL without credentials or query; `title` and `version` are the contract's.
    - `findings` are new; `accepted` those that are known, with what was said of them; `gone` are known ones that do not
      occur any more; `weather` tells of answers that had to be asked for again, in half sentences.
    - `trouble` is why nothing can be told as a whole: unreachable, refused, fewer good answers than planned.
    """

    vendor: str
    target: str
    title: str
    version: str
    began: datetime
    requests: int
    observations: Sequence[Observation]
    findings: Sequence[Finding]
    accepted: Sequence[tuple[Finding, Accepted]] = ()
    gone: Sequence[Accepted] = ()
    weather: Sequence[str] = ()
    trouble: str = ""

    def exit_code(self, fail_on: str = BREAKING) -> int:
        """Return what the command ends with: drift of that severity or a worse one counts."""
        if self.trouble:
            return COULD_NOT_TELL
        counting = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
        return DRIFTED if any(one.severity in counting for one in self.findings) else NOTHING_NEW


def some(names: Sequence[str]) -> str:
    """Return the first of some names for an observation, and how many more there are."""
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
