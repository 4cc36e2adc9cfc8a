"""The table that is printed, in Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from bench.peers.score import Score

_HEAD = "tool", "drifts named", "false alarms on controls", "requests a run", "methods sent in all", "seconds a run"


def table(scores: Sequence[Score]) -> str:
    """Return one line for each tool, and how each was run."""
    lines = [_line(_HEAD), _line(["---", *["---:"] * 3, "---", "---:"]), *(_line(_cells(one)) for one in scores)]
    how = [f"- **{one.tool.name}** {one.version}: {one.tool.how}.{_silent(one)}" for one in scores]
    return "\n".join([*lines, "", *how])


def by_drift(scores: Sequence[Score]) -> str:
    """Return one line for each drift and each control, with the tools that said something."""
    first = scores[0]
    drifts, controls = sorted([*first.named, *first.missed]), sorted([*first.alarmed, *first.quiet])
    head = [_line(["drift", *(one.tool.name for one in scores)]), _line(["---", *[":---:"] * len(scores)])]
    named = [_line([f"`{name}`", *(_mark(name in one.named) for one in scores)]) for name in drifts]
    alarms = [_line([f"control: {name}", *(_mark(name in one.alarmed) for one in scores)]) for name in controls]
    return "\n".join([*head, *named, *alarms])


def _cells(one: Score) -> list[str]:
    methods = ", ".join(f"{name} {count}" for name, count in one.methods.most_common())
    return [
        one.tool.name,
        f"{len(one.named)} of {len(one.named) + len(one.missed)}",
        f"{len(one.alarmed)} of {len(one.alarmed) + len(one.quiet)}",
        f"{median(seen.methods.total() for seen in one.looks):,.0f}",
        methods,
        f"{median(seen.seconds for seen in one.looks):.1f}",
    ]


def _silent(one: Score) -> str:
    """Say how often a tool did not end, if ever, and how much it says of the sandbox as it is."""
    broken = sum(bool(seen.trouble) for seen in one.looks)
    told = f" {len(one.noise)} failures on the undrifted sandbox are left out." if one.noise else ""
    return told + (f" {broken} looks could not tell." if broken else "")


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _mark(is_so: bool) -> str:
    return "x" if is_so else ""
