"""An adapter that takes `requests` into a WSGI app without a socket."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import requests
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict
from werkzeug.test import Client, EnvironBuilder

from mock_server.client.transport import WsgiApp


class WsgiAdapter(BaseAdapter):
    """Mount it on a session for the address of a world. A connection that is cut raises what it would over a socket;
    there are no time-outs.
    """

    def __init__(self, app: WsgiApp) -> None:
        super().__init__()
        # Cookies are the session's.
        self._client = Client(app, use_cookies=False)

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: Any = None,
        verify: Any = True,
        cert: Any = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """Answer a prepared request."""
        builder = EnvironBuilder(
            path=request.path_url,
            base_url=_root(request.url or ""),
            method=request.method or "GET",
            # The body is whole here, however it would have been sent.
            headers=[one for one in request.headers.items() if one[0].lower() != "transfer-encoding"],
            data=_content(request.body) or None,
        )
        try:
            answer = self._client.open(builder, buffered=True)
        except ConnectionError as error:
            raise requests.ConnectionError(str(error), request=request) from error
        if request.method != "HEAD" and len(answer.data) < int(answer.headers.get("Content-Length", 0)):
            raise requests.exceptions.ChunkedEncodingError("the body is shorter than it said", request=request)
        response = requests.Response()
        response.status_code, response.reason = answer.status_code, answer.status.partition(" ")[2]
        response.headers = CaseInsensitiveDict(answer.headers.items())
        response.url, response.request = request.url or "", request
        response.encoding = requests.utils.get_encoding_from_headers(response.headers)
        response.raw = BytesIO(answer.data)
        return response

    def close(self) -> None:
        """There is nothing to let go of."""


def _content(body: Any) -> bytes:
    """Return the bytes of what can be the body of a request: a text, bytes, a file or parts that come one by one."""
    if isinstance(body, str):
        return body.encode()
    if hasattr(body, "read"):
        return bytes(body.read())
    return body if isinstance(body, bytes) else b"".join(body or ())


def _root(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}"
