"""Drift: the ways in which a live service is not, or no longer, what the contract says.

A look (`look.py`) asks, lets every eye tell what it sees, and makes one report of it; `narrowing.py` makes it one of
some operations.

- What all speak of: `exchange.py` (asked, answered), `walk.py` (asks, and remembers), `links.py`, `finding.py`,
  `kinds/`, `report.py`.
- Who answers: `asking/` a live service or a recording, as `answering.py` has it; `limited.py` tells when too much was
  asked.
- Who sees: `replies/` each reply against the contract, `behaviour/` what is asked on purpose, `history/` what was
  remembered, `documents/` the vendor's own document; on demand (`more.py`) `deep.py` lets schemathesis ask, and
  `spending.py` goes past the limit; `clock.py` compares the service's with ours.
- What is made of that: `consequences.py` leaves out what follows, `entitled.py` what the client may not do,
  `agreement.py` holds documents against replies, `people.py` and `discretion.py` keep people out of it, `enough.py`
  tells whether a look tells anything, `observing.py` how it ended, `profiles.py` how bad things are by other measures.
- What comes of it: `remedies.py`, `wire_remedies.py` and `unmatched.py` (where no operation is) what puts the contract
  right, in the order of `overlay_order.py` and in `overlay_file.py` an overlay; `reports/` texts, in files by
  `writing.py`.
"""

from mock_server.drift.exchange import Answered, Asked, Exchange, NotObserved
from mock_server.drift.finding import Finding
from mock_server.drift.report import Observation, Report
from mock_server.drift.walk import Walk

__all__ = ["Answered", "Asked", "Exchange", "Finding", "NotObserved", "Observation", "Report", "Walk"]
