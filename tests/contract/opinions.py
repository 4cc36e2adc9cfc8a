"""Two independent judges of an exchange: ours (jsonschema-rs, compiled by the contract room) and openapi-core."""

from __future__ import annotations

import warnings
from typing import Any, Protocol
from urllib.parse import parse_qs

import jsonschema_rs
import orjson
from openapi_core import Config, OpenAPI
from openapi_core.contrib.werkzeug import WerkzeugOpenAPIRequest, WerkzeugOpenAPIResponse
from openapi_core.exceptions import OpenAPIError
from openapi_spec_validator.validation.exceptions import OpenAPIValidationError
from werkzeug.test import TestResponse
from werkzeug.wrappers import Response

from mock_server.contract.references import close_objects
from mock_server.resources import contract_path
from tests.contract.lab import Lab, raw_document
from tests.contract.recipe import Ask

FORM = "application/x-www-form-urlencoded"


class Opinion(Protocol):
    """Says what is wrong with a request or a response; empty means nothing."""

    def of_request(self, operation_id: str, ask: Ask) -> str: ...

    def of_response(self, operation_id: str, ask: Ask, response: TestResponse) -> str: ...


class OurOpinion:
    """Parameters by the contract room; bodies and headers by jsonschema-rs against the closed schemas."""

    def __init__(self, lab: Lab) -> None:
        self._lab = lab
        paths = lab.contract.document["paths"]
        self._declared = {one["operationId"]: one for path in paths.values() for one in path.values()}

    def of_request(self, operation_id: str, ask: Ask) -> str:
        request, operation = self._lab.request(ask), self._lab.operation(operation_id)
        if request.method != operation.method:
            return "another method"
        decoded = operation.parameters.decode({}, dict(request.args.lists()), request.headers)
        faults = [f"{error.name} {error.message}" for error in decoded.errors]
        body = self._declared[operation_id].get("requestBody")
        if body is not None:
            fields = {name: texts[0] for name, texts in parse_qs(request.get_data(as_text=True)).items()}
            faults += _faults(body["content"][FORM]["schema"], fields)
        return "; ".join(faults)

    def of_response(self, operation_id: str, ask: Ask, response: TestResponse) -> str:
        declared = self._declared[operation_id]["responses"].get(str(response.status_code))
        if declared is None:
            return "an undocumented status"
        content = declared["content"].get(response.mimetype)
        if content is None:
            return f"an undocumented content type {response.mimetype}"
        faults = _faults(close_objects(content["schema"]), response.json)
        for name, header in declared.get("headers", {}).items():
            if name in response.headers:
                faults += _faults(header["schema"], _typed(header["schema"], response.headers[name]))
            elif header.get("required"):
                faults.append(f"{name} is missing")
        return "; ".join(faults)


class CoreOpinion:
    """openapi-core on the document as it is written, with the mount for a server."""

    def __init__(self, lab: Lab) -> None:
        self._lab = lab
        base = contract_path(lab.vendor.contract).as_uri()
        # Of the JSON family it reads application/json alone unless told.
        config = Config(extra_media_type_deserializers={"application/problem+json": orjson.loads})
        self._api = OpenAPI.from_dict(raw_document(lab.vendor), config=config, base_uri=base)

    def of_request(self, operation_id: str, ask: Ask) -> str:
        return self._said(self._api.validate_request, WerkzeugOpenAPIRequest(self._lab.request(ask)))

    def of_response(self, operation_id: str, ask: Ask, response: TestResponse) -> str:
        # A 405 belongs to the operation whose path was asked in the wrong way.
        request = self._lab.request(Ask(self._lab.operation(operation_id).method, ask.path))
        sent = Response(response.data, response.status_code, response.headers)
        return self._said(self._api.validate_response, WerkzeugOpenAPIRequest(request), WerkzeugOpenAPIResponse(sent))

    @staticmethod
    def _said(validate: Any, *arguments: Any) -> str:
        with warnings.catch_warnings():
            # It does not know oauth2 schemes, warns, and lets everybody in: credentials are not its subject.
            warnings.filterwarnings("ignore", "Unsupported scheme type", UserWarning)
            try:
                validate(*arguments)
            except (OpenAPIError, OpenAPIValidationError) as error:
                return f"{type(error).__name__}: {error.__cause__ or error}"
        return ""


def _faults(schema: Any, value: Any) -> list[str]:
    validator = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
    return [str(error.message) for error in validator.iter_errors(value)]


def _typed(schema: Any, text: str) -> Any:
    return int(text) if schema.get("type") == "integer" and text.isascii() and text.isdigit() else text
