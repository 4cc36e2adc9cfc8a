"""Oniva: event management; OAuth 2.0 client credentials; events, bookings, me. A beta that may break."""

from __future__ import annotations

from mock_server.contract import Contract
from mock_server.oauth import Authority, TokenForm
from mock_server.vendor import Vendor
from mock_server.vendors.oniva.credentials import new_clients
from mock_server.vendors.oniva.editing import RECORDS
from mock_server.vendors.oniva.errors import render
from mock_server.vendors.oniva.handlers import handlers
from mock_server.vendors.oniva.ready import ready
from mock_server.vendors.oniva.settings import Settings
from mock_server.vendors.oniva.tenant import TenantBase, TenantState
from mock_server.vendors.oniva.zone import ZURICH


def _new_authenticator(contract: Contract) -> Authority:
    scheme = contract.scheme
    return Authority(scheme.token_lifetime, scheme.scopes, TokenForm(scheme.token_media, scheme.token_fields))


VENDOR = Vendor(
    name="oniva",
    title="Oniva",
    contract="oniva.yaml",
    scenarios="oniva/scenarios",
    zone=ZURICH.key,
    settings=Settings,
    new_base=TenantBase,
    new_state=TenantState,
    new_credentials=new_clients,
    new_authenticator=_new_authenticator,
    handlers=handlers,
    render=render,
    ready=ready,
    records=RECORDS,
)
