"""Defects that a run has to find: each wraps the app and spoils what goes in or what comes out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

import orjson
from werkzeug.datastructures import Headers
from werkzeug.test import run_wsgi_app
from werkzeug.wrappers import Response

from tests.contract.lab import Lab
from tests.contract.subjects import declared_in

App = Callable[[dict[str, Any], Any], Iterable[bytes]]
Spoil = Callable[[Response], None]
Defect = Callable[[Lab], App]


def after(spoil: Spoil) -> Defect:
    """Return the defect that changes answers."""

    def defect(lab: Lab) -> App:
        def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            body, status, headers = run_wsgi_app(lab.app, environ, buffered=True)
            response = Response(b"".join(body), status, Headers(headers))
            spoil(response)
            return response(environ, start_response)

        return app

    return defect


def in_success(change: Callable[[dict[str, Any]], object]) -> Defect:
    """Return the defect that changes the JSON of successful answers."""

    def spoil(response: Response) -> None:
        if response.status_code == 200 and response.data:
            body = orjson.loads(response.data)
            change(body)
            response.set_data(orjson.dumps(body))

    return after(spoil)


def rename_property(body: dict[str, Any]) -> None:
    name = list(body)[-1]
    body[f"{name}_"] = body.pop(name)


def drop_property(body: dict[str, Any]) -> None:
    del body[list(body)[-1]]


def add_property(body: dict[str, Any]) -> None:
    body["undocumented"] = True


def write_number_as_string(body: Any) -> bool:
    """Turn the first number anywhere into a string."""
    pairs = list(body.items() if isinstance(body, dict) else enumerate(body) if isinstance(body, list) else ())
    for key, value in pairs:
        if isinstance(value, int | float) and not isinstance(value, bool):
            body[key] = str(value)
            return True
        if write_number_as_string(value):
            return True
    return False


def drop_zone(response: Response) -> None:
    response.set_data(re.sub(rb'(T\d\d:\d\d:\d\d)(Z|[+-]\d\d:\d\d)"', rb'\1"', response.data))


def answer_undocumented_status(response: Response) -> None:
    if response.status_code == 200:
        response.status_code = 203


def answer_html(response: Response) -> None:
    if response.status_code == 404:
        response.set_data("<!doctype html><title>404 Not Found</title>")
        response.content_type = "text/html; charset=utf-8"


def answer_plain_json(response: Response) -> None:
    if response.status_code == 400 and response.mimetype != "application/json":
        response.content_type = "application/json"


def forget_allow(response: Response) -> None:
    response.headers.pop("Allow", None)


def forget_required_headers(lab: Lab) -> App:
    """Leave out whatever header the contract calls required, but for Allow."""
    required = {
        name
        for item in lab.contract.document["paths"].values()
        for operation in declared_in(item)
        for response in operation["responses"].values()
        for name, header in response.get("headers", {}).items()
        if header.get("required") and name != "Allow"
    }

    def spoil(response: Response) -> None:
        for name in required:
            response.headers.pop(name, None)

    return after(spoil)(lab)


def fail_on_one_input(lab: Lab) -> App:
    """500 for one value of one parameter: the last of the first enumeration that a query knows."""
    name, value = next(
        (parameter.name, words[-1])
        for operation in lab.contract.operations.values()
        for parameter in operation.parameters.all
        if parameter.place == "query" and parameter.is_checked_here
        for words in [parameter.schema.get("enum", parameter.schema.get("items", {}).get("enum"))]
        if words
    )

    def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if value in dict(parse_qsl(environ["QUERY_STRING"])).get(name, "").split(","):
            return Response(b"{}", 500, content_type="application/json")(environ, start_response)
        return lab.app(environ, start_response)

    return app


def clamp_sizes(lab: Lab) -> App:
    """Take what is above a maximum for the maximum, where the contract says 400."""
    most: Mapping[str, int] = {
        parameter.name: parameter.schema["maximum"]
        for operation in lab.contract.operations.values()
        for parameter in operation.parameters.all
        if parameter.place == "query" and "maximum" in parameter.schema
    }

    def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        pairs = parse_qsl(environ["QUERY_STRING"], keep_blank_values=True, encoding="latin-1")
        clamped = [(name, _clamp(text, most.get(name))) for name, text in pairs]
        environ["QUERY_STRING"] = urlencode(clamped, encoding="latin-1")
        return lab.app(environ, start_response)

    return app


def _clamp(text: str, most: int | None) -> str:
    is_number = text.isascii() and text.isdigit() and most is not None
    return str(min(int(text), most)) if is_number else text


def let_everybody_in(lab: Lab) -> App:
    """Serve requests that carry no credentials as if they had some."""
    credentials = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in lab.credentials.items()}
    public = tuple(one.path for one in lab.contract.operations.values() if one.scopes is None)

    def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if not environ["PATH_INFO"].endswith(public):
            environ = {**credentials, **environ}
        return lab.app(environ, start_response)

    return app


def has_sizes(lab: Lab) -> bool:
    """Tell whether a query has a number with a maximum that the contract itself checks."""
    parameters = (one for operation in lab.contract.operations.values() for one in operation.parameters.all)
    return any(one.place == "query" and one.is_checked_here and "maximum" in one.schema for one in parameters)


def has_secrets(lab: Lab) -> bool:
    """Tell whether anything asks for credentials."""
    return any(one.scopes is not None for one in lab.contract.operations.values())


def has_own_errors(lab: Lab) -> bool:
    """Tell whether errors have a content type of their own."""
    return lab.contract.unmatched[404].content_type != "application/json"


def has_required_headers(lab: Lab) -> bool:
    """Tell whether answers of the API carry a header that must be there, beside Allow."""
    return any(
        header.get("required") and name != "Allow"
        for item in lab.contract.document["paths"].values()
        for operation in declared_in(item)
        for response in operation["responses"].values()
        for name, header in response.get("headers", {}).items()
    )


# What a vendor must have for a defect to be one.
NEEDED: Mapping[str, Callable[[Lab], bool]] = {
    "more than the maximum is accepted": has_sizes,
    "a 400 has the wrong content type": has_own_errors,
    "a required header is missing": has_required_headers,
    "missing credentials are ignored": has_secrets,
}
# Each with the check that has to see it.
DEFECTS: Mapping[str, tuple[Defect, str]] = {
    "a property is renamed": (in_success(rename_property), "response_schema_conformance"),
    "a required property is missing": (in_success(drop_property), "response_schema_conformance"),
    "a number is a string": (in_success(write_number_as_string), "response_schema_conformance"),
    "a property is undocumented": (in_success(add_property), "response_schema_conformance"),
    "a date-time has no zone": (after(drop_zone), "response_schema_conformance"),
    "a status is undocumented": (after(answer_undocumented_status), "status_code_conformance"),
    "a 404 is HTML": (after(answer_html), "content_type_conformance"),
    "a 400 has the wrong content type": (after(answer_plain_json), "content_type_conformance"),
    "a 405 has no Allow": (after(forget_allow), "unsupported_method"),
    "a required header is missing": (forget_required_headers, "response_headers_conformance"),
    "one input gives 500": (fail_on_one_input, "not_a_server_error"),
    "more than the maximum is accepted": (clamp_sizes, "negative_data_rejection"),
    "missing credentials are ignored": (let_everybody_in, "ignored_auth"),
}
