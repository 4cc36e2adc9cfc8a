"""`python -m bench.peers [--quick] [--kinds N | --all]`: let each tool look at the same drifts, and print the table."""

from __future__ import annotations

import argparse
import platform
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from bench.peers.dredd import Dredd
from bench.peers.drifts import Case, controls, drifts
from bench.peers.ours import Drift
from bench.peers.prism import Prism
from bench.peers.sandbox import Sandbox
from bench.peers.schemathesis_cli import Schemathesis
from bench.peers.score import Score, score
from bench.peers.table import by_drift, table
from bench.peers.tool import Tool, ToolError

_VENDOR = "oniva"
_USUAL, _QUICK = 32, 6


def main() -> None:
    """Measure, and print."""
    wish = _options().parse_args()
    began = time.perf_counter()
    with Sandbox(_VENDOR) as sandbox:
        chosen = drifts(sandbox.contract, None if wish.all else _QUICK if wish.quick else wish.kinds)
        calm = controls()[:2] if wish.quick else controls()
        with ThreadPoolExecutor(wish.jobs) as pool:
            # The slowest one is last in the table, and begins first.
            asked = [pool.submit(_scored, tool, sandbox, chosen, calm) for tool in reversed(_tools())]
            scores = [one for one in (future.result() for future in reversed(asked)) if one is not None]
    print(table(scores), by_drift(scores), sep="\n\n")
    took = time.perf_counter() - began
    python = f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}"
    print(f"\n{python}; {wish.jobs} at a time, measured in {took / 60:.0f} min.")


def _tools() -> list[Tool]:
    ours = (Drift(_VENDOR, remembers=False), Drift(_VENDOR, remembers=True))
    return [*ours, Prism(_VENDOR), Dredd(_VENDOR), Schemathesis(_VENDOR)]


def _scored(tool: Tool, sandbox: Sandbox, chosen: list[Case], calm: list[Case]) -> Score | None:
    """Return a score; a tool that cannot be had is told, and the others go on."""
    try:
        return score(tool, sandbox, chosen, calm, lambda said: print(said, file=sys.stderr, flush=True))
    except ToolError as error:
        print(f"{tool.name} is left out: {error}", file=sys.stderr)
        return None


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.peers", description=__doc__)
    number = parser.add_mutually_exclusive_group()
    number.add_argument("--kinds", type=_count, default=_USUAL, help=f"so many kinds of drift, not {_USUAL}")
    number.add_argument("--all", action="store_true", help="every kind")
    number.add_argument("--quick", action="store_true", help=f"{_QUICK} kinds and two controls")
    parser.add_argument("--jobs", type=_count, default=1, help="so many tools at a time; seconds then say less")
    return parser


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


if __name__ == "__main__":
    main()
