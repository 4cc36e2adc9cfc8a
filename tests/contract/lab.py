"""A bench for one vendor: an app that serves only it, its contract, its recipe, and ways to ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any
from urllib.parse import quote, urlencode

import yaml
from werkzeug.test import Client, EnvironBuilder, TestResponse
from werkzeug.wrappers import Request

from mock_server import Clock, Config, create_app
from mock_server.app import App
from mock_server.contract import Contract, Operation
from mock_server.resources import contract_path
from mock_server.runtime import Service
from mock_server.vendor import Vendor
from tests.conftest import EPOCH, NOON
from tests.contract.recipe import Ask, Recipe, recipe_of


class Lab:
    """One app of one vendor on a standing clock, mounted at `/<vendor>`.

    A `model` is another lab whose requests are used again: the same seed has the same records.
    """

    def __init__(self, vendor: Vendor, model: Lab | None = None, **config: Any) -> None:
        self.vendor, self._model = vendor, model
        self._asks: dict[str, Ask] = {}
        self.mount = f"/{vendor.name}"
        settings = {"epoch": EPOCH, "enforce": True, "limits": False, **config}
        self.app: App = create_app(Config(vendors=(vendor.name,), **settings), Clock(NOON, frozen=True))
        self.client = Client(self.app)

    @property
    def service(self) -> Service:
        """The vendor at work inside the app."""
        return self.app.runtime.services[self.vendor.name]

    @property
    def contract(self) -> Contract:
        """The compiled contract."""
        return self.service.contract

    @cached_property
    def recipe(self) -> Recipe:
        """What has to be told of the vendor."""
        return recipe_of(self.vendor.name)

    @cached_property
    def credentials(self) -> dict[str, str]:
        """Headers that let in."""
        return self.recipe.login(self)

    def operation(self, operation_id: str) -> Operation:
        """Return a compiled operation."""
        return self.contract.operations[operation_id]

    def ask(self, operation_id: str, **arguments: str) -> Ask:
        """Return a bare request of an operation; `arguments` fill its path."""
        operation = self.operation(operation_id)
        path = operation.path
        for name, text in arguments.items():
            path = path.replace(f"{{{name}}}", quote(text, safe=""))
        return Ask(operation.method, path)

    def success(self, operation_id: str) -> Ask:
        """Return a request that the operation answers with its success status."""
        is_secured = self.operation(operation_id).scopes is not None
        return self._bare(operation_id).with_headers(self.credentials if is_secured else {})

    def _bare(self, operation_id: str) -> Ask:
        if self._model is not None:
            return self._model._bare(operation_id)
        if operation_id not in self._asks:
            self._asks[operation_id] = self.recipe.success[operation_id](self)
        return self._asks[operation_id]

    def send(self, ask: Ask) -> TestResponse:
        """Send a request and read the whole answer."""
        return self.client.open(self._builder(ask), buffered=True)

    def get(self, operation_id: str, *query: tuple[str, str]) -> TestResponse:
        """Send an operation's successful request with another query."""
        return self.send(self.success(operation_id).with_query(*query))

    def request(self, ask: Ask) -> Request:
        """Return what arrives of a request, for a second opinion."""
        return self._builder(ask).get_request()

    def _builder(self, ask: Ask) -> EnvironBuilder:
        return EnvironBuilder(
            path=self.mount + ask.path,
            method=ask.method,
            query_string=urlencode(ask.query, errors="surrogatepass"),
            headers=dict(ask.headers),
            data=ask.body or None,
        )


def raw_document(vendor: Vendor) -> dict[str, Any]:
    """Return a contract's entry file as it is written, with its server replaced by the mount."""
    document = yaml.safe_load(contract_path(vendor.contract).read_text(encoding="utf-8"))
    return {**document, "servers": [{"url": f"/{vendor.name}"}]}


def without(headers: Mapping[str, str], *names: str) -> dict[str, str]:
    """Return headers less some of them."""
    return {name: value for name, value in headers.items() if name not in names}


def anonymous(ask: Ask, lab: Lab) -> Ask:
    """Return a request without its credentials."""
    return replace(ask, headers=without(ask.headers, *lab.credentials))
