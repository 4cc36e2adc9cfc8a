"""Recording: exchanges kept as files, masked, and a service that answers from them without a network."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from mock_server.core.errors import ConfigError
from mock_server.drift.asking.masked_exchange import ExchangeMasker
from mock_server.drift.asking.service import Service
from mock_server.drift.exchange import Answered, Asked, Exchange

MANIFEST = "recording.json"
FORMAT = 1


class Recorder:
    """Sends through a service and keeps every exchange in a directory, which is new or empty. `began` is when the look
    began: whoever replays it asks for the same days.

    Raises ConfigError where there is something in the directory, or it cannot be written.
    """

    def __init__(self, directory: Path, service: Service, began: datetime) -> None:
        self._directory, self._service = directory, service
        self._masker = ExchangeMasker(service.contract, service.target, service.credentials)
        self._written = self._logins = 0
        self._began, self._trouble = began, ""
        try:
            directory.mkdir(parents=True, exist_ok=True)
            if any(directory.iterdir()):
                raise ConfigError(f"{directory} is not empty; a recording has a directory of its own")
        except OSError as error:
            raise ConfigError(f"{directory}: nothing can be recorded there ({error.strerror})") from None
        self._write(MANIFEST, self._manifest())

    def send(self, asked: Asked) -> Answered:
        """Return the service's answer, kept in passing; see Service."""
        try:
            answered = self._service.send(asked)
        finally:
            for login in self._service.logins[self._logins :]:
                self._keep(login, is_login=True)
                self._logins += 1
            if self._service.trouble != self._trouble:
                self._trouble = self._service.trouble
                self._write(MANIFEST, self._manifest())
        if asked.method != "POST":
            self._keep(Exchange(asked, answered), is_login=False)
        return answered

    def _keep(self, exchange: Exchange, *, is_login: bool) -> None:
        masked = self._masker.masked(exchange)
        self._written += 1
        name = f"{self._written:04d}-{exchange.asked.operation}-{exchange.answered.status}.json"
        self._write(name, {"is_login": is_login, **_written(masked)})

    def _manifest(self) -> Mapping[str, Any]:
        contract = self._service.contract
        return {
            "format": FORMAT,
            "vendor": self._service.credentials.vendor,
            "target": str(self._service.target),
            "contract": {"title": contract.title, "version": contract.version},
            "began": self._began.isoformat(),
            "trouble": self._trouble,
            "credentials": self._masker.credentials,
        }

    def _write(self, name: str, document: Mapping[str, Any]) -> None:
        """Write a file, whole or not at all."""
        half = self._directory / f"{name}.part"
        try:
            half.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
            os.replace(half, self._directory / name)
        except OSError as error:
            raise ConfigError(f"{self._directory}: nothing can be recorded there ({error.strerror})") from None


def _written(exchange: Exchange) -> Mapping[str, Any]:
    asked, answered = exchange.asked, exchange.answered
    return {
        "asked": {
            "operation": asked.operation,
            "method": asked.method,
            "target": asked.target,
            "credentials": asked.credentials,
            "headers": dict(asked.headers),
            "body": _written_body(asked.body),
            "purpose": asked.purpose,
            "expects": list(asked.expects),
        },
        "answered": {
            "status": answered.status,
            "headers": [list(one) for one in answered.headers],
            "body": _written_body(answered.body),
            "is_cut": answered.is_cut,
        },
    }


def _written_body(body: bytes | None) -> Mapping[str, str] | None:
    """Return a body as a text that can be read, or in base64 where it is none."""
    if body is None:
        return None
    try:
        return {"text": body.decode()}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(body).decode()}
