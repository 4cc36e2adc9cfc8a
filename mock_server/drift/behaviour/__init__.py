"""Behaviour: what a live service does when it is asked on purpose, by what a vendor's `probes.py` says there is.

- `run.py` makes every check that a description (`probes.py`) has a place for; `plain.py` asks everything once.
- `watch.py` looks twice before it tells anything; `asker.py` asks lists and records, by the `shape.py` of their
  documents, and reads `pages.py`.
- Lists: `first_page.py`, `paging.py`, `sizes.py`, `sorting.py`; `filters.py` by values (`words.py`, `vocabulary.py` all
  of them), `periods.py` by `moments.py`, `bounds.py` by one, `days.py` and `rolling.py` by days, `pairs.py` by both,
  `widest.py` by what every row meets, `defaults.py` by words that count unasked; `other_names.py` for parameters
  without effect; `siblings.py` asks for the lists of other records, `same_rows.py` tells a row by its pages.
- Records: `records.py` against their rows, with `differing.py` for how; `variety.py` chooses them, `origins.py`
  tells what they are asked by.
- The rest: `access.py`, `tokens.py`, `limits.py`, `outside.py`, `refusals.py` (read by `refused.py`).
"""

from mock_server.drift.behaviour.run import run_behaviour

__all__ = ["run_behaviour"]
