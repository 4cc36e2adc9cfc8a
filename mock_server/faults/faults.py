"""All faults of one world, kept in its overlay: also how often they were met, so that a restart changes nothing."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from mock_server.core.errors import ConfigError, StorageError
from mock_server.core.overlay import Overlay
from mock_server.faults.matcher import Sent
from mock_server.faults.rule import Fault, Met, Rule

KIND = "fault"


class Faults:
    """The faults of a world, in the order in which they were ordered; before them the `standing` ones, which are the
    server's and kept nowhere.
    """

    def __init__(self, overlay: Overlay, standing: Sequence[Rule] = ()) -> None:
        self._overlay, self._lock = overlay, threading.Lock()
        self._faults = {rule.id: Fault(rule, is_standing=True) for rule in standing}
        self._faults |= {key: _fault(row) for key, row in overlay.items(KIND)}

    def order(self, **wanted: Any) -> Fault:
        """Order a fault: a rule's fields but for its id."""
        fault = Fault(Rule(secrets.token_hex(6), **wanted))
        with self._lock:
            self._keep(fault)
            self._faults[fault.rule.id] = fault
        return fault

    def all(self) -> list[Fault]:
        """Return every fault."""
        return list(self._faults.values())

    def find(self, fault_id: str) -> Fault | None:
        """Return a fault by its id."""
        return self._faults.get(fault_id)

    def remove(self, *fault_ids: str) -> None:
        """Forget faults; unknown ids are no error."""
        with self._lock:
            for fault_id in fault_ids:
                self._faults.pop(fault_id, None)
            self._overlay.delete(KIND, list(fault_ids))

    @property
    def are_any(self) -> bool:
        """Whether there is any fault."""
        return bool(self._faults)

    def meet(
        self, operation: str | None, sent: Sent, can_meet: Callable[[Fault], bool], before: Sequence[Met] = ()
    ) -> list[Met]:
        """Count a request, and return the faults that it meets, of those whose effect can; `before` are those that it
        has met already. Of faults that exclude each other the first is met, and the other waits for the next request.
        """
        met: list[Met] = []
        with self._lock:
            for one in self._faults.values():
                if one.matches(operation, sent) and can_meet(one):
                    is_kept_off = any(earlier.effect.excludes(one.effect) for earlier in (*before, *met))
                    meeting = one.meet(is_kept_off=is_kept_off)
                    self._keep(one)
                    met += [meeting] if meeting is not None else []
        return met

    def _keep(self, fault: Fault) -> None:
        if fault.is_standing:
            return
        self._overlay.put(KIND, fault.rule.id, {"rule": asdict(fault.rule), "seen": fault.seen, "hits": fault.hits})


def _fault(row: Any) -> Fault:
    """Read back what `_keep` wrote; raise StorageError for anything else."""
    try:
        return Fault(Rule(**row["rule"]), int(row["seen"]), int(row["hits"]))
    except (KeyError, TypeError, ValueError, ConfigError) as error:
        raise StorageError("cannot use the database: a fault in it is damaged") from error
