"""`python -m bench [--quick]`: measure, and print the table. Nothing is asserted; aims are shown beside the figures."""

from __future__ import annotations

import argparse
import platform
import time
from itertools import chain

from bench import drift
from bench.rows import QUICK, THOROUGH, sections
from bench.table import render

_HEAD = """\
Every pair is measured in turns, inside this run, on this machine; figures are medians. Compare ratios, not requests/s.
Ours checks everything: token, scope, limit (300 a minute for each of 400 API clients, whose tokens take turns), request
and response against the contract. Bare Flask returns the same bytes from memory and checks nothing; both are served
by waitress with the same options. The client is a process of its own. `c` is the number of connections. ON24 is
measured without its limits, which are those of one account; bare Flask parses the forms of registrations too.
At the end each kind of drift is tried, as `python -m bench.drift` does, which also tells what does not show.
"""


def main() -> None:
    """Print section by section, as they are measured."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two minutes instead of eleven")
    is_quick = parser.parse_args().quick
    measured = chain(sections(QUICK if is_quick else THOROUGH), drift.sections(is_quick))
    began = time.perf_counter()
    print(f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}\n\n{_HEAD}")
    for section in measured:
        print(f"{render(section)}\n", flush=True)
    print(f"Measured in {time.perf_counter() - began:.0f} s.")


if __name__ == "__main__":
    main()
