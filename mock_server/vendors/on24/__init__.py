"""ON24: webinars, registrants, attendees; a key and a secret in two headers; pages for registration and SAML."""

from __future__ import annotations

from mock_server.contract import Contract
from mock_server.vendor import Vendor
from mock_server.vendors.on24.account import AccountState
from mock_server.vendors.on24.account_base import AccountBase
from mock_server.vendors.on24.credentials import new_pairs
from mock_server.vendors.on24.editing import RECORDS
from mock_server.vendors.on24.errors import render
from mock_server.vendors.on24.handlers import handlers
from mock_server.vendors.on24.keys import Keys
from mock_server.vendors.on24.pacific import PACIFIC
from mock_server.vendors.on24.ready import ready
from mock_server.vendors.on24.settings import Settings


def _new_authenticator(contract: Contract) -> Keys:
    return Keys([scheme.header for scheme in contract.security.values()])


VENDOR = Vendor(
    name="on24",
    title="ON24",
    contract="on24/openapi.yaml",
    pages=("on24/pages.yaml",),
    scenarios="on24/scenarios",
    zone=PACIFIC.key,
    settings=Settings,
    new_base=AccountBase,
    new_state=AccountState,
    new_credentials=new_pairs,
    new_authenticator=_new_authenticator,
    handlers=handlers,
    render=render,
    ready=ready,
    records=RECORDS,
)
