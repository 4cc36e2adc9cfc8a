"""Score: what a tool saw of drifts and of controls, beyond what it says of the sandbox as it is."""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.peers.drifts import FAITHFUL, Case
from bench.peers.sandbox import Sandbox
from bench.peers.tool import Tool, ToolError

# So often the sandbox is looked at as it is: some of what fails there does not fail each time.
_LOOKS = 2


@dataclass(frozen=True, slots=True)
class Seen:
    """How one look ended: what failed, what was sent and how long it took; `trouble` is why it could not tell."""

    failures: frozenset[str]
    methods: Counter[str]
    seconds: float
    trouble: str = ""


@dataclass(slots=True)
class Score:
    """Of one tool: names of drifts that it saw and of those that it missed, of controls that alarmed it and of all."""

    tool: Tool
    version: str
    named: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    alarmed: list[str] = field(default_factory=list)
    quiet: list[str] = field(default_factory=list)
    noise: frozenset[str] = frozenset()
    looks: list[Seen] = field(default_factory=list)

    @property
    def methods(self) -> Counter[str]:
        """Requests of all looks, by method."""
        return sum((one.methods for one in self.looks), Counter[str]())


def score(
    tool: Tool,
    sandbox: Sandbox,
    drifts: Sequence[Case],
    controls: Sequence[Case],
    told: Callable[[str], None] = lambda _: None,
    looks: int = _LOOKS,
) -> Score:
    """Let a tool look at everything, first so many times at the sandbox as it is.

    Raises ToolError where the tool cannot be had.
    """
    made = Score(tool, tool.version())

    def fails_anew(case: Case) -> bool:
        seen = look(tool, sandbox, case)
        made.looks.append(seen)
        new = sorted(seen.failures - made.noise)
        told(f"{tool.name}: {case.name}: {seen.trouble or f'{len(new)} {new[:1]}'} ({seen.seconds:.1f} s)")
        return bool(new)

    faithful = [look(tool, sandbox, FAITHFUL) for _ in range(looks)]
    made.noise = frozenset().union(*(one.failures for one in faithful))
    for case in drifts:
        (made.named if fails_anew(case) else made.missed).append(case.name)
    for case in controls:
        (made.alarmed if fails_anew(case) else made.quiet).append(case.name)
    return made


def look(tool: Tool, sandbox: Sandbox, case: Case) -> Seen:
    """Let a tool look at one world."""
    with tempfile.TemporaryDirectory() as name, sandbox.visit(**case.wish) as visit:
        folder, trouble, failures = Path(name), "", frozenset[str]()
        began = time.perf_counter()
        try:
            tool.prepare(visit.target, folder)
            visit.suffer(case.faults)
            began = time.perf_counter()
            failures = tool.look(visit.target, folder)
        except ToolError as error:
            trouble = str(error)
        return Seen(failures, visit.methods.copy(), time.perf_counter() - began, trouble)
