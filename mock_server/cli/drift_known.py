"""What `onmock drift` knows before it looks: documents, a baseline, accepted drifts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from mock_server.cli.drift_bench import Bench
from mock_server.cli.drift_wish import Wish
from mock_server.core.errors import ConfigError
from mock_server.drift.asking import Trouble, fetch
from mock_server.drift.documents import Document, as_document, parse_document, read_document
from mock_server.drift.history import read_accepted, read_baseline
from mock_server.drift.look import Known
from mock_server.resources import contract_path

_SECRETS = ("client_secret", "access_token_secret")
_FETCHED = ("https://", "http://")


def known_to(wish: Wish, bench: Bench) -> Known:
    """Return what is known before, from the files that options name, and the URL."""
    credentials = bench.service.credentials
    secret = next((credentials[name] for name in _SECRETS if name in credentials), "")
    accepted = read_accepted(wish.accepted)
    known = Known(accepted=accepted, secret=secret.encode(), now=bench.began, is_narrow=bool(wish.operations))
    if wish.baseline is not None:
        known = replace(known, baseline=read_baseline(wish.baseline, bench.vendor.name, bench.contract.version))
    if wish.live_contract is None:
        return known
    try:
        theirs = _theirs(wish, wish.live_contract)
    except Trouble as trouble:
        return replace(known, undocumented=f"the vendor's own document cannot be had: {trouble}")
    return replace(known, documents=(_ours(wish, bench), theirs))


def _ours(wish: Wish, bench: Bench) -> Document:
    """Return our document, as it is under overlays where there are any."""
    if wish.overlays:
        return as_document(bench.contract.document, bench.vendor.contract)
    return read_document(contract_path(bench.vendor.contract))


def _theirs(wish: Wish, place: str) -> Document:
    """Return the vendor's own document; raise ConfigError where a file is none, Trouble where a URL has none."""
    if not place.startswith(_FETCHED):
        return read_document(Path(place))
    octets = fetch(place, proxy=wish.proxy, authorities=wish.authorities, is_plain_allowed=wish.allow_http)
    try:
        return parse_document(octets, "what was answered")
    except ConfigError as error:
        raise Trouble(str(error)) from None
