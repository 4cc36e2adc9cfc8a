"""Two independent judges of an exchange: ours (jsonschema-rs, compiled by the contract room) and openapi-core."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from typing import Any, Protocol
from urllib.parse import unquote

import jsonschema_rs
import orjson
from openapi_core import Config, OpenAPI
from openapi_core.contrib.werkzeug import WerkzeugOpenAPIRequest, WerkzeugOpenAPIResponse
from openapi_core.exceptions import OpenAPIError
from openapi_spec_validator.validation.exceptions import OpenAPIValidationError
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse
from werkzeug.wrappers import Request as Arrived
from werkzeug.wrappers import Response

from mock_server.contract import Operation
from mock_server.contract.document import METHODS
from mock_server.contract.naming import snake_case
from mock_server.contract.operation import Common
from mock_server.contract.references import close_objects
from mock_server.core.api_errors import UnsupportedMediaType
from mock_server.core.call import Form, Request, Upload
from mock_server.resources import contract_path
from tests.contract.ask import FORM, JSON, PARTS, Ask
from tests.contract.lab import Lab, raw_document
from tests.contract.subjects import DOCUMENTS

_READ_BY_CORE, _FILE = (FORM, PARTS, JSON), "application/octet-stream"


class Opinion(Protocol):
    """Says what is wrong with a request or a response; empty means nothing."""

    def of_request(self, operation_id: str, ask: Ask) -> str: ...

    def of_response(self, operation_id: str, ask: Ask, response: TestResponse) -> str: ...


class OurOpinion:
    """Requests by the contract room, also what is left to handlers; answers by jsonschema-rs and closed schemas."""

    def __init__(self, lab: Lab) -> None:
        self._lab = lab
        self._declared: dict[str, Any] = {}
        self._operations: dict[str, Operation] = {}
        for name in lab.subject.documents:
            for operation, declared in _operations(_document(lab, name)):
                self._operations[operation.id], self._declared[operation.id] = operation, declared

    def of_request(self, operation_id: str, ask: Ask) -> str:
        arrived, operation = self._lab.request(ask), self._operations[operation_id]
        if arrived.method != operation.method:
            return "another method"
        request = _request(arrived, ask.path)
        decoded = operation.decode(_path_texts(operation, ask.path), request)
        try:
            if operation.body is not None:
                operation.body.decode(request, decoded)
        except UnsupportedMediaType as error:
            return str(error)
        return "; ".join(f"{error.name} {error.message}" for error in decoded.errors)

    def of_response(self, operation_id: str, ask: Ask, response: TestResponse) -> str:
        declared = self._declared[operation_id]["responses"].get(str(response.status_code))
        if declared is None:
            return "an undocumented status"
        faults = _faults_of_body(declared.get("content", {}), response)
        for name, header in declared.get("headers", {}).items():
            if name in response.headers:
                faults += _faults(header["schema"], _typed(header["schema"], response.headers[name]))
            elif header.get("required"):
                faults.append(f"{name} is missing")
        return "; ".join(faults)


class CoreOpinion:
    """openapi-core on the documents as they are written, with the mount for a server."""

    def __init__(self, lab: Lab) -> None:
        self._lab = lab
        self._apis = {name: self._api(lab, file) for name, file in lab.subject.documents.items()}

    @staticmethod
    def _api(lab: Lab, file: str) -> OpenAPI:
        # Of the JSON family it reads application/json alone unless told, and of texts text/plain.
        kinds = {kind for one in _content_types(_document(lab, contract_path(file).name)) for kind in one}
        readers: dict[str, Any] = {
            kind: orjson.loads if kind.endswith("json") else _text for kind in kinds - {*_READ_BY_CORE}
        }
        # What OpenAPI calls a string is bytes to it, and no string.
        readers[_FILE] = lambda value: value.decode("latin-1")
        # Credentials are not its subject.
        document = {key: value for key, value in _written(lab, file).items() if key != "security"}
        config = Config(extra_media_type_deserializers=readers)
        return OpenAPI.from_dict(document, config=config, base_uri=contract_path(file).as_uri())

    def of_request(self, operation_id: str, ask: Ask) -> str:
        api = self._apis[self._lab.operation(operation_id).document]
        return self._said(api.validate_request, WerkzeugOpenAPIRequest(self._lab.request(ask)))

    def of_response(self, operation_id: str, ask: Ask, response: TestResponse) -> str:
        operation = self._lab.operation(operation_id)
        # A 405 belongs to the operation whose path was asked in the wrong way.
        request = WerkzeugOpenAPIRequest(self._lab.request(Ask(operation.method, ask.path)))
        sent = Response(response.data, response.status_code, response.headers)
        return self._said(self._apis[operation.document].validate_response, request, WerkzeugOpenAPIResponse(sent))

    @staticmethod
    def _said(validate: Any, *arguments: Any) -> str:
        with warnings.catch_warnings():
            # It does not know oauth2 schemes, warns, and lets everybody in.
            warnings.filterwarnings("ignore", "Unsupported scheme type", UserWarning)
            # It warns where a parameter is deprecated.
            warnings.filterwarnings("ignore", category=DeprecationWarning)
            try:
                validate(*arguments)
            except (OpenAPIError, OpenAPIValidationError) as error:
                return f"{type(error).__name__}: {error.__cause__ or error}"
        return ""


def faults_of_response(lab: Lab, operation: Operation | None, response: TestResponse) -> list[str]:
    """Say what is wrong with the body of an answer: an operation's, or that of no operation at all."""
    if operation is None:
        declared = lab.contract.document["x-unmatched"]
    else:
        item = _document(lab, operation.document)["paths"][operation.path]
        declared = item[operation.method.lower()]["responses"]
    return _faults_of_body(declared[str(response.status_code)].get("content", {}), response)


def _document(lab: Lab, name: str) -> Mapping[str, Any]:
    """Return a document of a lab's subject, references followed."""
    return lab.contract.document if lab.is_reshaped else DOCUMENTS[lab.subject.name, name]


def _written(lab: Lab, file: str) -> Mapping[str, Any]:
    """Return it as it is written, with the mount for its server."""
    if lab.is_reshaped:
        return {**lab.contract.document, "servers": [{"url": lab.mount}]}
    return raw_document(lab.subject, file)


def _operations(document: Mapping[str, Any]) -> Iterator[tuple[Operation, Mapping[str, Any]]]:
    """Compile a document's operations once more, with everything checked that it declares."""
    common = Common("", (), {}, any_case=document.get("x-case-insensitive-names", False), refuses_unknown=False)
    for path, item in document["paths"].items():
        shared = _checked(item.get("parameters", ()))
        for method in METHODS:
            if method in item:
                kept = {"parameters": _checked(item[method].get("parameters", ()))}
                if "requestBody" in item[method]:
                    kept["requestBody"] = _checked(item[method]["requestBody"])
                yield Operation.compile(method, path, {**item[method], **kept}, shared, common), item[method]


def _checked(node: Any) -> Any:
    """Return a copy in which nothing is left to handlers."""
    if isinstance(node, list | tuple):
        return [_checked(item) for item in node]
    if not isinstance(node, Mapping):
        return node
    return {key: _checked(value) for key, value in node.items() if key != "x-checked-by"}


def _request(arrived: Arrived, path: str) -> Request:
    def form() -> Form:
        files = {name: [_upload(one) for one in found] for name, found in arrived.files.lists()}
        return Form(dict(arrived.form.lists()), files)

    query = dict(arrived.args.lists())
    return Request(arrived.method, path, arrived.headers, query, arrived.get_data, "", form)


def _upload(file: FileStorage) -> Upload:
    with file.stream:
        return Upload(file.filename or "", file.read())


def _path_texts(operation: Operation, path: str) -> dict[str, str]:
    """Return the texts in a path by their arguments."""
    template = re.sub(r"\\\{([^}]+)\\\}", lambda found: f"(?P<{snake_case(found[1])}>[^/]*)", re.escape(operation.path))
    found = re.fullmatch(template, path)
    texts = {name: unquote(text) for name, text in found.groupdict().items()} if found else {}
    arguments = {snake_case(one.name): one.argument for one in operation.parameters.all if one.place == "path"}
    return {arguments[name]: text for name, text in texts.items()}


def _faults_of_body(content: Mapping[str, Any], response: TestResponse) -> list[str]:
    if not content:
        return ["a body where none is documented"] if response.data else []
    if response.mimetype not in content:
        return [f"an undocumented content type {response.mimetype}"]
    sent = response.json if response.mimetype.endswith("json") else response.text
    return _faults(close_objects(content[response.mimetype]["schema"]), sent)


def _faults(schema: Any, value: Any) -> list[str]:
    validator = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
    return [str(error.message) for error in validator.iter_errors(value)]


def _typed(schema: Any, text: str) -> Any:
    return int(text) if schema.get("type") == "integer" and text.isascii() and text.isdigit() else text


def _content_types(document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for item in document["paths"].values():
        for method in METHODS:
            yield from (one.get("content", {}) for one in item.get(method, {}).get("responses", {}).values())


def _text(value: bytes, **_: str) -> str:
    return value.decode()
