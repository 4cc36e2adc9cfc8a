"""Command: a line for a shell that asks something again, without a secret and without a person."""

from __future__ import annotations

import re
import shlex
from urllib.parse import parse_qsl, quote, unquote

from mock_server.contract import Contract, Operation
from mock_server.drift.asking.credentials import Credentials
from mock_server.drift.asking.login import shown_headers
from mock_server.drift.asking.target import Target
from mock_server.drift.exchange import NONE, OWN, SMALL_SCHEME, WRONG, Asked

# Headers whose values are no secret and no trace of anybody.
_OPEN = ("accept", "accept-encoding", "accept-language", "content-type", "if-modified-since", "range", "user-agent")
# What stands for a value that may be a person's or a secret.
_HIDDEN = "HIDDEN"


def command_line(contract: Contract, target: Target, credentials: Credentials, asked: Asked) -> str:
    """Return a curl line, with names of variables in place of credentials."""
    shown = shown_headers(contract, credentials, SMALL_SCHEME if asked.credentials == SMALL_SCHEME else OWN)
    words = ["curl", "-sS", "-i"] if asked.method == "GET" else ["curl", "-sS", "-I"]
    if asked.method == "POST":
        secret = f'"${credentials.variable("client_id")}:${credentials.variable("client_secret")}"'
        words = ["curl", "-sS", "-i", *(["-u", secret] if asked.credentials not in (NONE, WRONG) else [])]
        words += ["-d", "grant_type=client_credentials"]
    elif asked.credentials == WRONG:
        words += [word for name in shown for word in ("-H", shlex.quote(f"{name}: wrong"))]
    elif asked.credentials != NONE:
        words += [word for name, value in shown.items() for word in ("-H", f'"{name}: {value}"')]
    for name, value in asked.headers.items():
        told = value if name.lower() in _OPEN else _HIDDEN
        words += ["-H", shlex.quote(f"{name}: {told}" if value else f"{name}:")]
    return " ".join([*words, _address(contract, target, credentials, asked)])


def _address(contract: Contract, target: Target, credentials: Credentials, asked: Asked) -> str:
    path, mark, query = asked.target.partition("?")
    operation = contract.operations[asked.operation]
    url = f"{target}{_path(operation, credentials, path)}{mark}{_query(operation, query)}"
    pieces = re.split(r"(\$ONMOCK_[A-Z0-9_]+)", url)
    return "".join(f'"{one}"' if one.startswith("$ONMOCK_") else shlex.quote(one) for one in pieces if one)


def _path(operation: Operation, credentials: Credentials, path: str) -> str:
    template = operation.path.split("/")
    parts = path.split("/")
    if len(parts) != len(template):
        return _HIDDEN
    known = {f"{{{one.name}}}": one for one in operation.parameters.all if one.place == "path"}
    variables = {value: f"${credentials.variable(name)}" for name, value in credentials.items()}
    for at, name in enumerate(template):
        text = unquote(parts[at])
        if text in variables:
            parts[at] = variables[text]
        elif name in known and not known[name].may_be_shown((text,)) and not _is_plain(text):
            parts[at] = _HIDDEN
        else:
            parts[at] = quote(text)
    return "/".join(parts)


def _query(operation: Operation, query: str) -> str:
    known = {one.name: one for one in operation.parameters.all if one.place == "query"}
    pairs = []
    for name, value in parse_qsl(query, keep_blank_values=True):
        is_open = (name in known and known[name].may_be_shown((value,))) or _is_plain(value)
        pairs.append(f"{quote(name)}={quote(value, safe=',:') if is_open else _HIDDEN}")
    return "&".join(pairs)


def _is_plain(text: str) -> bool:
    """Tell whether a text is a number or a word of the kind that probes make up, and nobody's name or number."""
    return re.fullmatch(r"-?[0-9]{1,6}|no-such-[a-z-]*|", text) is not None
