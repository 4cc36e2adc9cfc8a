"""A bench for one API: an app that serves it, its contract, its recipe, and ways to ask."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from urllib.parse import quote, urlencode

from werkzeug.test import Client, EnvironBuilder, TestResponse
from werkzeug.wrappers import Request

from mock_server import Clock, Config, create_app
from mock_server.app import App
from mock_server.contract import Contract, Operation
from mock_server.contract.references import read_yaml
from mock_server.ratelimit import RateLimiter
from mock_server.resources import contract_path
from mock_server.worlds import Service
from tests.conftest import EPOCH, NOON
from tests.contract.ask import Ask
from tests.contract.recipe import Recipe, recipe_of
from tests.contract.subject import Subject


class Lab:
    """One app with one subject on a standing clock.

    A `model` is another lab whose requests are used again: the same seed has the same records. One that `is_reshaped`
    is under overlays, so its contract is not the one in the files.
    """

    def __init__(self, subject: Subject, model: Lab | None = None, **config: Any) -> None:
        self.subject, self._model = subject, model
        self._asks: dict[str, Ask] = {}
        self.mount = subject.mount
        self.is_reshaped = bool(config.get("overlays"))
        settings = {"epoch": EPOCH, "enforce": True, "limits": False, **config}
        self.app: App = create_app(Config(vendors=subject.serves, **settings), Clock(NOON, frozen=True))
        self.recipe.prepare(self.app)
        self.client = Client(self.app)
        self._handlers = self.service.handlers

    @property
    def service(self) -> Service:
        """The subject at work inside the app."""
        return self.subject.service_of(self.app)

    @property
    def contract(self) -> Contract:
        """The compiled contract."""
        return self.service.contract

    @cached_property
    def recipe(self) -> Recipe:
        """What has to be told of the subject."""
        return recipe_of(self.subject.name)

    @cached_property
    def credentials(self) -> dict[str, str]:
        """Headers that let in."""
        return self.recipe.login(self)

    def renew(self) -> Lab:
        """Make budgets whole again and mend handlers: all that requests which write nothing can have changed."""
        self.service.handlers = self._handlers
        for live in self.service.worlds.values():
            live.limiter = RateLimiter()
        return self

    def operation(self, operation_id: str) -> Operation:
        """Return a compiled operation."""
        return self.contract.operations[operation_id]

    def is_written_by(self, operation_id: str) -> bool:
        """Tell whether an operation writes."""
        if operation_id in self.recipe.writes or operation_id in self.recipe.reads:
            return operation_id in self.recipe.writes
        return self.operation(operation_id).method != "GET"

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


def raw_document(subject: Subject, file: str) -> dict[str, Any]:
    """Return a document's entry file as it is written, with its server replaced by the mount."""
    return {**read_yaml(contract_path(file)), "servers": [{"url": subject.mount}]}


def anonymous(ask: Ask, lab: Lab) -> Ask:
    """Return a request without its credentials."""
    return ask.without_headers(*lab.credentials)
