"""Documents: what an OpenAPI document says otherwise than another, for a client that was written to the other."""

from mock_server.drift.documents.comparing import compare_documents
from mock_server.drift.documents.model import Document
from mock_server.drift.documents.reading import as_document, parse_document, read_document

__all__ = ["Document", "as_document", "compare_documents", "parse_document", "read_document"]
