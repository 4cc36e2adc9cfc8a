"""A request as data, before anything is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

import orjson
from urllib3.filepost import encode_multipart_formdata

FORM, PARTS, JSON = "application/x-www-form-urlencoded", "multipart/form-data", "application/json"
_BOUNDARY = "a-part-of-a-form"


@dataclass(frozen=True)
class Ask:
    """A request below a vendor's mount. `path` is already percent-encoded; `query` keeps order and repetitions."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def with_query(self, *pairs: tuple[str, str]) -> Ask:
        """Return the same request with another query."""
        return replace(self, query=pairs)

    def with_method(self, method: str) -> Ask:
        """Return the same request with another method."""
        return replace(self, method=method)

    def with_headers(self, headers: Mapping[str, str]) -> Ask:
        """Return the same request with more headers."""
        return replace(self, headers={**self.headers, **headers})

    def without_headers(self, *names: str) -> Ask:
        """Return the same request less some headers."""
        return replace(self, headers={name: value for name, value in self.headers.items() if name not in names})

    def with_body(self, body: bytes, content_type: str | None = None) -> Ask:
        """Return the same request with a body, of the same kind unless told."""
        sent = replace(self, body=body)
        return sent if content_type is None else sent.with_headers({"Content-Type": content_type})

    def with_form(self, **fields: str | list[str]) -> Ask:
        """Return the same request with a form; lists are repeated fields."""
        return self.with_body(urlencode(fields, doseq=True).encode(), FORM)

    def with_parts(self, **parts: str | tuple[str, bytes]) -> Ask:
        """Return the same request with a multipart form; pairs are the name and the bytes of a file."""
        fields: dict[str, Any] = {name: (*part, "application/octet-stream") if isinstance(part, tuple) else part
                                  for name, part in parts.items()}  # fmt: skip
        body, content_type = encode_multipart_formdata(fields, _BOUNDARY)
        return self.with_body(body, content_type)

    def with_json(self, document: Any) -> Ask:
        """Return the same request with a document."""
        return self.with_body(orjson.dumps(document), JSON)
