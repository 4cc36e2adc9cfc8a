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
    """Mount it on a session for the address of a world. A cut connection is a `requests.ConnectionError`; there are no
    time-outs.
    """

    def __init__(self, app: WsgiApp) -> None:
        super().__init__()
        self._client = Client(app)

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
        body = request.body.encode() if isinstance(request.body, str) else request.body
        builder = EnvironBuilder(
            path=request.path_url,
            base_url=_root(request.url or ""),
            method=request.method or "GET",
            headers=list(request.headers.items()),
            data=body or None,
        )
        try:
            answer = self._client.open(builder, buffered=True)
        except ConnectionError as error:
            raise requests.ConnectionError(str(error), request=request) from error
        response = requests.Response()
        response.status_code, response.reason = answer.status_code, answer.status.partition(" ")[2]
        response.headers = CaseInsensitiveDict(answer.headers.items())
        response.url, response.request = request.url or "", request
        response.encoding = requests.utils.get_encoding_from_headers(response.headers)
        response.raw = BytesIO(answer.data)
        return response

    def close(self) -> None:
        """There is nothing to let go of."""


def _root(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}"
