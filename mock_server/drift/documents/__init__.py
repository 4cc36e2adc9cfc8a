"""Documents: what an OpenAPI document says otherwise than another, for a client that was written to the other.

- From a file to the model: `reading.py`, `joining.py` what it refers to, `compiling.py` with `hosts.py`; `model.py`,
  `shape.py` and `bounds.py` are one form for every version and style.
- `comparing.py` goes through operations as `matching.py` pairs them: `wholes.py`, `access.py`, `requests.py` with
  `parameters.py`, `replies.py` with `contents.py`.
- `schemas.py` goes through schemas: `envelopes.py`, `members.py` with `moves.py`, `alternatives.py`,
  `value_changes.py`, which `specific.py` names by what is there.
- `notes.py` makes findings of differences, in `words.py` that may be told.
- Overlays: `adoption.py` takes an operation over with `parameter_steps.py`, `body_steps.py`, `reply_steps.py` and
  `access_steps.py`, `adopting.py` a schema as `directions.py` tells which way it goes, `whole_steps.py` what is of the
  API as a whole; `shares.py` gives each difference its part.
"""

from mock_server.drift.documents.comparing import compare_documents
from mock_server.drift.documents.model import Document
from mock_server.drift.documents.reading import as_document, parse_document, read_document

__all__ = ["Document", "as_document", "compare_documents", "parse_document", "read_document"]
