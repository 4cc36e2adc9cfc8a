"""The WSGI application: one Flask app a vendor, so that even a 404 speaks the vendor's dialect, and the admin API."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import flask
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import Rule

from mock_server.admin import ADMIN_PATH, new_admin_service
from mock_server.config import Config
from mock_server.contract import Operation
from mock_server.core.clock import Clock
from mock_server.exchange import WORLD, Exchange
from mock_server.index import new_index_app, problem
from mock_server.pipeline import refuse, run
from mock_server.runtime import Runtime
from mock_server.worlds import Service, Worlds

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

WORLDS_PATH = "/worlds"
_PLACEHOLDER = re.compile(r"\{([^}]+)\}")
# More than this is nobody's honest form; an operation that takes files says how much it takes (`x-body-limit`).
_LARGEST_BODY = 256 * 1024


def create_app(config: Config | None = None, clock: Clock | None = None) -> App:
    """Build a server from a config. Raises an OnmockError, in one line, when that cannot be done."""
    return App(Runtime(config or Config(), clock))


class App:
    """All vendors behind one WSGI callable: each at `/<name>`, under the Host `<name>.localhost` and those that its
    contract names (`x-hosts`: `<label>.<name>.localhost`), and at `/` when it is the only one. `/__admin` is on every
    Host.
    """

    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime
        services = runtime.services
        vendors: dict[str, Any] = {
            name: Renamed(new_service_app(runtime, service), {}, service.contract.aliases)
            for name, service in services.items()
        }
        self.admin = new_admin_service(runtime)
        admin = new_service_app(runtime, self.admin)
        root: Any = next(iter(vendors.values())) if len(vendors) == 1 else new_index_app(runtime, admin=ADMIN_PATH)
        beside: dict[str, Any] = {ADMIN_PATH: admin, WORLDS_PATH: ByWorld(runtime.worlds, vendors)}
        mounts = {f"/{name}": app for name, app in vendors.items()}
        hosts = {
            f"{label}.{name}.localhost": Renamed(vendors[name], prefixes, {})
            for name, service in services.items()
            for label, prefixes in service.contract.hosts.items()
        }
        self._by_host = {
            host: _trusting(DispatcherMiddleware(app, beside), runtime)
            for host, app in [*((f"{name}.localhost", app) for name, app in vendors.items()), *hosts.items()]
        }
        self._default = _trusting(DispatcherMiddleware(root, {**mounts, **beside}), runtime)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        host = environ.get("HTTP_HOST", "").partition(":")[0].lower()
        return self._by_host.get(host, self._default)(environ, start_response)

    def close(self) -> None:
        """Let go of files."""
        self.runtime.close()


class ByWorld:
    """The apps of all vendors, each below the ids of its worlds: such an address names the world."""

    def __init__(self, worlds: Worlds, vendors: Mapping[str, WSGIApplication]) -> None:
        self._worlds, self._vendors = worlds, vendors

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        world_id, slash, path = environ.get("PATH_INFO", "").removeprefix("/").partition("/")
        found = self._worlds.find(world_id)
        if found is None:
            return problem(404, "There is no world with this id.")(environ, start_response)
        service, environ[WORLD] = found
        environ["SCRIPT_NAME"] = f"{environ.get('SCRIPT_NAME', '')}/{world_id}"
        environ["PATH_INFO"] = f"{slash}{path}"
        return self._vendors[service.name](environ, start_response)


class Renamed:
    """An app some of whose paths have other names here: `prefixes` for the beginnings of paths ("/" is the bare path
    alone), `aliases` for whole ones.
    """

    def __init__(self, app: WSGIApplication, prefixes: Mapping[str, str], aliases: Mapping[str, str]) -> None:
        self._app, self._prefixes, self._aliases = app, prefixes, aliases

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ["PATH_INFO"] = self._renamed(environ.get("PATH_INFO", ""))
        return self._app(environ, start_response)

    def _renamed(self, path: str) -> str:
        for prefix, target in self._prefixes.items():
            if path == prefix or (not path and prefix == "/"):
                return target
            if prefix != "/" and path.startswith(f"{prefix}/"):
                return target + path.removeprefix(prefix)
        return self._aliases.get(path, path)


class MatchingRule(Rule):
    """A rule that is there to be matched: what builds addresses from it is compiled when somebody asks for one.

    Werkzeug compiles two functions a rule at once, which is two thirds of the time that an app takes to be made.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        compile_now = super()._compile_builder

        def build(rule: Rule, **values: Any) -> tuple[str, str]:
            return compile_now(append_unknown)(rule, **values)

        return build


def new_service_app(runtime: Runtime, service: Service) -> flask.Flask:
    """Build the Flask app of one contract: a rule an operation, and nothing else."""
    app = flask.Flask(service.name, static_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=_LARGEST_BODY, PROPAGATE_EXCEPTIONS=runtime.config.enforce)
    app.url_rule_class = MatchingRule
    # Flask's redirects and its own OPTIONS answers would be HTML, or nobody's contract.
    app.url_map.merge_slashes = False
    for operation in service.contract.operations.values():
        app.add_url_rule(
            rule_of(operation),
            endpoint=operation.id,
            view_func=_view(runtime, service, operation),
            methods=[operation.method],
            provide_automatic_options=False,
        )

    def on_http_error(error: HTTPException) -> flask.Response:
        return refuse(Exchange(runtime, service, None, {}), error)

    def refuse_bent_path() -> None:
        # Werkzeug drops slashes from the front, and takes %2F for a slash (WSGI decodes it): neither is a path of ours.
        environ = flask.request.environ
        sent = environ.get("REQUEST_URI", "").partition("?")[0]
        if environ["PATH_INFO"].startswith("//") or "%2f" in sent.lower():
            flask.abort(404)

    app.before_request(refuse_bent_path)
    app.register_error_handler(HTTPException, on_http_error)
    return app


def rule_of(operation: Operation) -> str:
    """Return Werkzeug's rule for a path template, by argument names: `/events/{eventId}` → `/events/<event_id>`."""
    arguments = {one.name: one.argument for one in operation.parameters.all if one.place == "path"}
    return _PLACEHOLDER.sub(lambda match: f"<{arguments[match[1]]}>", operation.path)


def _view(runtime: Runtime, service: Service, operation: Operation) -> Callable[..., flask.Response]:
    def view(**path: str) -> flask.Response:
        if operation.largest_body is not None:
            flask.request.max_content_length = operation.largest_body
            # Werkzeug has a limit of its own for the texts of a multipart form.
            flask.request.max_form_memory_size = operation.largest_body
        return run(Exchange(runtime, service, operation, path), operation)

    return view


def _trusting(app: WSGIApplication, runtime: Runtime) -> WSGIApplication:
    return ProxyFix(app, x_for=1, x_proto=0, x_host=0) if runtime.config.trust_proxy else app
