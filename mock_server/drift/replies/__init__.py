"""Replies: each answer of a live service, held against the contract.

- `judging.py` goes through exchanges: `statuses.py` those that were not planned (`refusals.py` what a refusal is
  about), `headers.py`, `media.py`, `bodies.py` octets, `tokens.py`, `languages.py`, `own_status.py` what an
  error says that it is; `budgets.py` what is left of a limit from one to the next; `unseen.py` what no reply filled.
- Documents of one kind are judged together, as `piles.py`: `envelope.py` and `casing.py` of the whole, then
  `documents.py`, place by place (`spots.py`).
- At a place: `members.py` that lack, and `naming.py` where they are instead; `retyped.py` values of another type,
  `values.py` of the right one: `moments.py` (`instants.py`), `amounts.py`, `texts.py`; `spans.py` tells those that end
  early; `sensitive.py` what nobody should be sent.
- `telling.py` makes findings, under the names that `specific.py` has for some places, in words of `describing.py`.
- Overlays: `reshaping.py` makes the schema that documents meet, with `respelling.py`, `moment_forms.py` and
  `guessing.py`; `actions.py` makes it of ours, `restating.py` at one place.
"""

from mock_server.drift.replies.judging import judge, judge_all
from mock_server.drift.replies.unseen import never_seen

__all__ = ["judge", "judge_all", "never_seen"]
