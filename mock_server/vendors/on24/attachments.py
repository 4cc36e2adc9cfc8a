"""What a call brought along: a file, and what is said of it as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mock_server.core.api_errors import InvalidRequest
from mock_server.vendors.on24.forms.own_words import field_schema, in_own_words
from mock_server.vendors.on24.forms.uploads import StoredFile, UploadRules, sent_file
from mock_server.vendors.on24.view import View

_FILE, _METADATA = "file", "metadata"


def optional_file(view: View) -> StoredFile | None:
    """Return what is kept of the file that was sent, None if none was; raise InvalidRequest for one not taken."""
    upload = sent_file(view.arguments[_FILE])
    if upload is None:
        return None
    return UploadRules.of(_schema(view, _FILE)).checked(upload, _FILE)


def needed_file(view: View) -> StoredFile:
    """Return what is kept of the file that was sent; raise InvalidRequest if none was."""
    file = optional_file(view)
    if file is None:
        raise InvalidRequest.of(_FILE, "missing")
    return file


def metadata_schema(view: View) -> Mapping[str, Any]:
    """Return what the contract says of the metadata that go with the call."""
    return _schema(view, _METADATA)


def metadata(view: View) -> Mapping[str, Any]:
    """Return the metadata that were sent, in our own words; nothing but None where none were."""
    read: Mapping[str, Any] = in_own_words(metadata_schema(view), view.arguments[_METADATA] or {})
    return read


def _schema(view: View, argument: str) -> Mapping[str, Any]:
    return field_schema(view.state.contract.operations[view.call.operation], argument)
