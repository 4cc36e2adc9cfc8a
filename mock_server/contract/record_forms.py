"""Forms of records: how records of a schema are read and written from outside the API, compiled once for each."""

from __future__ import annotations

from mock_server.contract.decoders import RecordReader
from mock_server.contract.reply import BodyWriter
from mock_server.contract.schemas import Schema


class RecordForm:
    """`read` takes what somebody says of a record; `write` shows one, as bytes with what breaks the schema."""

    def __init__(self, schema: Schema) -> None:
        self.read = RecordReader(schema).read
        self.write = BodyWriter(schema).write


class RecordForms:
    """The forms of one document; each is compiled when it is asked for first, in some ten milliseconds."""

    def __init__(self) -> None:
        # By identity; with the schema, so that its id stays its own.
        self._made: dict[int, tuple[Schema, RecordForm]] = {}

    def of(self, schema: Schema) -> RecordForm:
        """Return the form of a schema."""
        made = self._made.get(id(schema))
        if made is None:
            made = self._made[id(schema)] = (schema, RecordForm(schema))
        return made[1]
