"""Replay: a service that answers what it answered when it was recorded, without a network."""

from __future__ import annotations

import base64
import json
from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from mock_server.contract import Contract
from mock_server.core.errors import ConfigError
from mock_server.drift.asking.command import command_line
from mock_server.drift.asking.credentials import Credentials
from mock_server.drift.asking.recording import FORMAT, MANIFEST
from mock_server.drift.asking.service import Spent
from mock_server.drift.asking.target import Target
from mock_server.drift.exchange import Answered, Asked, Exchange, NotObserved

_Key = tuple[Any, ...]


class Replay:
    """Answers from a directory that a Recorder wrote. It looks like a Service: `credentials` and `target` are
    placeholders, `began` is when it was recorded, `trouble` what it was in then.

    Raises ConfigError for a directory that is no recording, or one of another vendor.
    """

    requests = 0
    weather: Sequence[str] = ()

    def __init__(self, directory: Path, contract: Contract, vendor: str) -> None:
        self.contract = contract
        manifest = _read(directory / MANIFEST)
        try:
            if manifest["format"] != FORMAT or manifest["vendor"] != vendor:
                raise ConfigError(f"{directory} is no recording of {vendor} that this version can read")
            self.credentials = Credentials(vendor, manifest["credentials"])
            self.target = Target.parse(manifest["target"], is_plain_allowed=True)
            self.began = datetime.fromisoformat(manifest["began"])
            # What was recorded by an older version does not say it.
            self.trouble = str(manifest.get("trouble", ""))
            files = sorted(path for path in directory.glob("*.json") if path.name != MANIFEST)
            kept = [(document["is_login"], _exchange(document)) for document in map(_read, files)]
        except (KeyError, TypeError, ValueError, AttributeError):
            raise ConfigError(f"{directory} is no recording, or a broken one") from None
        self.logins = [one for is_login, one in kept if is_login]
        self._answers = defaultdict[_Key, deque[Answered]](deque)
        for _, one in kept:
            self._answers[_key(one.asked)].append(one.answered)

    def __repr__(self) -> str:
        return f"<recording of {self.target}>"

    def send(self, asked: Asked) -> Answered:
        """Return what was answered to the same request, one after the other where it was sent several times; raises
        NotObserved where it was not sent.
        """
        answers = self._answers.get(_key(asked))
        if not answers:
            raise NotObserved("it is not in the recording")
        return answers.popleft() if len(answers) > 1 else answers[0]

    def spend(self, asked: Asked, most: int, seconds: float, after: float) -> Spent:
        """Raise NotObserved: nothing can be spent of what is recorded."""
        raise NotObserved("it is not in the recording")

    def again(self, asked: Asked) -> str:
        """Return a command line that sends it, with names of variables in place of secrets."""
        return command_line(self.contract, self.target, self.credentials, asked)

    def close(self) -> None:
        """There is nothing to let go of."""


def _key(asked: Asked) -> _Key:
    headers = sorted((name.lower(), value) for name, value in asked.headers.items())
    return asked.operation, asked.method, asked.target, asked.credentials, tuple(headers), asked.body


def _exchange(document: Mapping[str, Any]) -> Exchange:
    asked, answered = document["asked"], document["answered"]
    return Exchange(
        Asked(**{**asked, "body": _body(asked["body"])}),
        Answered(
            answered["status"],
            [(name, value) for name, value in answered["headers"]],
            _body(answered["body"]) or b"",
            answered["is_cut"],
        ),
    )


def _body(written: Mapping[str, str] | None) -> bytes | None:
    if written is None:
        return None
    return written["text"].encode() if "text" in written else base64.b64decode(written["base64"])


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        raise ConfigError(f"{path} cannot be read as a part of a recording") from None
