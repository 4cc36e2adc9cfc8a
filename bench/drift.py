"""`python -m bench.drift [--quick]`: every kind of break, one at a time, and what a whole look says of it.

Each is ordered of a faithful service on a socket, which is then looked at with every eye; what a look of before
remembered is at hand. Prints Markdown, which is kept: `python -m bench.drift > docs/drift-catalogue.md`.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median

from bench.drift_kinds import NOT_SEEN, NOWHERE, Choice, Verdict, try_out
from bench.drifting import Sandbox, sandbox
from bench.table import Row, Section, render
from mock_server.breaks import CatalogueEntry

# So many breaks of a kind are tried out, of as many operations; the first vendor alone where it is to be quick.
_SEVERAL = {"oniva": 2, "on24": 1}
_HEAD = """\
# Kinds of drift, and who sees them

Written by `python -m bench.drift > docs/drift-catalogue.md`. Each break of a kind (`onmock breaks` has them all) is
ordered alone of a faithful service on a socket, which is then looked at as `onmock drift` does, with a baseline of one
look before; what shows past the limit only, with `--probe-limits`. What changes a parameter, a page or an order is
tried at lists that a vendor's description has (`mock_server/vendors/*/probes.py`): of others nothing is asked on
purpose, and nothing is told. `named` counts the breaks that were told by their kind, operation and place, or by a kind
that sends the same bytes (`SAME` in `bench/drift_kinds.py`); `MISSED` is a kind of which one was not, or beside which
something was told that is not so. Requests are those of a look, seconds its median, of work as no time is waited.
"""


def main() -> None:
    """Print the table of each vendor, as it is made."""
    parser = argparse.ArgumentParser(prog="python -m bench.drift", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one break of each kind of the first vendor")
    is_quick = parser.parse_args().quick
    print(_HEAD)
    for section in sections(is_quick):
        print(f"```text\n{render(section)}\n```\n", flush=True)
    nowhere = {f"{kind} at {vendor}": why for vendor, known in NOWHERE.items() for kind, why in known.items()}
    for title, known in (("Shown, and not told by its name", NOT_SEEN), ("Shown by nothing that is asked", nowhere)):
        print(f"## {title}\n")
        print("\n".join(f"- `{name}`: {why}." for name, why in known.items()), end="\n\n")


def sections(is_quick: bool) -> Iterator[Section]:
    """Try kinds out, vendor by vendor."""
    for vendor, most in [*_SEVERAL.items()][: 1 if is_quick else None]:
        with sandbox(vendor) as made:
            yield _section(made, 1 if is_quick else most)


def _section(made: Sandbox, most: int) -> Section:
    choice = Choice(made)
    rows, tried, named = list[Row](), 0, 0
    eyes: Counter[str] = Counter()
    for kind in choice.kinds:
        entries = choice.of(kind, most)
        if not entries:
            rows.append(Row(kind, "nothing to see", "", "", "0 of 0"))
            continue
        verdicts, seconds = zip(*(_timed(made, one) for one in entries), strict=True)
        rows.append(_row(kind, verdicts, seconds))
        tried, named = tried + len(verdicts), named + sum(one.is_named for one in verdicts)
        eyes.update({one.eye for one in verdicts if one.eye})
    kinds = sum(one.is_met is True for one in rows)
    who = ", ".join(f"{eye} {count}" for eye, count in sorted(eyes.items()))
    rows.append(Row(f"{kinds} kinds of {len(choice.kinds)}", who, "", "", f"{named} of {tried}"))
    return Section(f"Drift kinds: {made.vendor}", "eye", "requests", "seconds", rows)


def _timed(made: Sandbox, entry: CatalogueEntry) -> tuple[Verdict, float]:
    began = time.perf_counter()
    return try_out(made, entry), time.perf_counter() - began


def _row(kind: str, verdicts: Sequence[Verdict], seconds: Sequence[float]) -> Row:
    eyes = ", ".join(sorted({one.eye for one in verdicts if one.eye})) or "nobody"
    named = sum(one.is_named for one in verdicts)
    requests = f"{max(one.requests for one in verdicts)}"
    is_met = named == len(verdicts) and not any(one.beside for one in verdicts)
    return Row(kind, eyes, requests, f"{median(seconds):.2f}", f"{named} of {len(verdicts)}", is_met)


if __name__ == "__main__":
    main()
