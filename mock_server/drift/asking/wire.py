"""Wire: a request goes to the one host of the target, an answer comes back as it was sent."""

from __future__ import annotations

import http.client
import select
import socket
import ssl
import time
from collections.abc import Mapping

from mock_server.core.errors import ConfigError
from mock_server.drift.asking.limits import Limits, Timed
from mock_server.drift.asking.target import Target
from mock_server.drift.asking.trouble import Trouble
from mock_server.drift.exchange import Answered

_AT_ONCE = 64 * 1024


class Wire:
    """One connection, kept while the service keeps it. Redirects are not followed, certificates are verified.

    `proxy` is the URL of a proxy, "" for none: the environment is not asked. `authorities` is a file of certificates
    that are trusted in place of the machine's. Requests come one after the other.
    """

    def __init__(self, target: Target, limits: Limits, *, proxy: str = "", authorities: str | None = None) -> None:
        self._target, self._limits = target, limits
        self._proxy = Target.parse(proxy, is_plain_allowed=True, called="the proxy") if proxy else None
        if self._proxy is not None and self._proxy.scheme != "http":
            raise ConfigError("the proxy is not asked by http")
        self._tls = _verifying(authorities) if target.scheme == "https" else None
        self._connection: http.client.HTTPConnection | None = None

    def close(self) -> None:
        """Hang up."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def send(self, method: str, target: str, headers: Mapping[str, str], body: bytes | None) -> Answered:
        """Return the answer to a request; raise Trouble where there is none."""
        is_kept = self._is_open()
        try:
            return self._sent(method, target, headers, body)
        except ConnectionError as error:
            # A service hangs up on who is idle, and the request crossed that on its way: nothing was answered.
            if not is_kept:
                raise self._trouble(error) from None
        except (OSError, http.client.HTTPException) as error:
            raise self._trouble(error) from None
        try:
            return self._sent(method, target, headers, body)
        except (OSError, http.client.HTTPException) as error:
            raise self._trouble(error) from None

    def _trouble(self, error: OSError | http.client.HTTPException) -> Trouble:
        """Return what it was; with a proxy between it may be the proxy's."""
        trouble = trouble_of(error)
        if self._proxy is None:
            return trouble
        return Trouble(f"through the proxy, {trouble}", is_final=trouble.is_final, can_pass=trouble.can_pass)

    def _sent(self, method: str, target: str, headers: Mapping[str, str], body: bytes | None) -> Answered:
        try:
            connection = self._connected()
            # A proxy of plain http has to be told the whole address.
            is_whole = self._proxy is not None and self._target.scheme == "http"
            prefix = f"http://{self._target.authority}" if is_whole else ""
            connection.request(method, f"{prefix}{self._target.base}{target}", body, dict(headers))
            answered, can_go_on = self._answer(connection, method)
        except BaseException:
            # Half an answer may be on its way; whoever came next would take it for theirs.
            self.close()
            raise
        if not can_go_on:
            self.close()
        return answered

    def _answer(self, connection: http.client.HTTPConnection, method: str) -> tuple[Answered, bool]:
        """Return the answer, and whether another can come over the same connection."""
        with connection.getresponse() as response:
            body = self._body(response)
            is_cut = len(body) > self._limits.octets
            if response.length and not is_cut and method != "HEAD":
                raise http.client.IncompleteRead(b"")
            answered = Answered(response.status, response.getheaders(), body[: self._limits.octets], is_cut)
            return answered, not (response.will_close or is_cut)

    def _body(self, response: http.client.HTTPResponse) -> bytes:
        parts, size = list[bytes](), 0
        while size <= self._limits.octets and (part := response.read1(_AT_ONCE)):
            parts.append(part)
            size += len(part)
        return b"".join(parts)

    def _reader(self, sock: socket.socket, method: str | None = None) -> http.client.HTTPResponse:
        timed = Timed(sock, time.monotonic() + self._limits.answer, time.monotonic)
        return http.client.HTTPResponse(timed, method=method)  # type: ignore[arg-type]  # it reads alike

    def _connected(self) -> http.client.HTTPConnection:
        if not self._is_open():
            self.close()
            self._connection = self._new_connection()
            self._connection.response_class = self._reader  # type: ignore[assignment]  # it makes one
            self._connection.connect()
        assert self._connection is not None
        self._connection.sock.settimeout(self._limits.connect)
        return self._connection

    def _new_connection(self) -> http.client.HTTPConnection:
        at, timeout = self._proxy or self._target, self._limits.connect
        if self._tls is None:
            return http.client.HTTPConnection(at.host, at.port, timeout=timeout)
        connection = http.client.HTTPSConnection(at.host, at.port, timeout=timeout, context=self._tls)
        if self._proxy is not None:
            connection.set_tunnel(self._target.host, self._target.port)
        return connection

    def _is_open(self) -> bool:
        """Tell whether a connection is kept on which nothing waits that nobody asked for: the end, mostly."""
        sock: socket.socket | None = self._connection.sock if self._connection is not None else None
        return sock is not None and not select.select([sock], [], [], 0)[0]


def trouble_of(error: OSError | http.client.HTTPException) -> Trouble:
    """Return what it was in words of our own: texts of errors may hold what was sent or answered."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return Trouble(f"its certificate is invalid: {error.verify_message}", is_final=True)
    if isinstance(error, ssl.SSLError):
        return Trouble("no TLS connection can be made", can_pass=True)
    if isinstance(error, TimeoutError):
        return Trouble("there was no whole answer in time", can_pass=True)
    if isinstance(error, socket.gaierror):
        return Trouble("its host is not known", is_final=error.errno != socket.EAI_AGAIN, can_pass=True)
    if isinstance(error, ConnectionRefusedError):
        return Trouble("it is unreachable: the connection is refused", can_pass=True)
    if isinstance(error, http.client.IncompleteRead):
        return Trouble("its answer ended before it was whole", can_pass=True)
    if isinstance(error, http.client.RemoteDisconnected | ConnectionError):
        return Trouble("it hung up without an answer", can_pass=True)
    if isinstance(error, http.client.HTTPException):
        return Trouble("it answers with something that is not HTTP", can_pass=True)
    # Only a proxy's refusal has no number.
    return Trouble(f"it is unreachable: {error.strerror or 'the proxy refuses'}", can_pass=True)


def _verifying(authorities: str | None) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=authorities)
    except (OSError, ssl.SSLError):
        raise ConfigError("the file of trusted certificates cannot be read") from None
