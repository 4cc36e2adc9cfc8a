"""What a client raises.

ControlError   the control API refused a call, or could not be reached
Unmet          something that a test expected did not happen; an AssertionError, so that it fails the test
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence


class ControlError(Exception):
    """Raised where the control API refuses. `status` is 0 where it could not be reached; `errors` are its own."""

    def __init__(self, call: str, status: int, detail: str, errors: Sequence[Mapping[str, str]] = ()) -> None:
        super().__init__(f"{call}: {detail}" if status == 0 else f"{call}: {status}, {detail}")
        self.status, self.detail, self.errors = status, detail, tuple(errors)


class Unmet(AssertionError):
    """Raised where requests did not come as they were expected."""
