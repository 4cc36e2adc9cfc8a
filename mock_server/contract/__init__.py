"""The contract is the wire: an OpenAPI document, compiled once into what the pipeline needs."""

from mock_server.contract.document import Contract, load_contract
from mock_server.contract.operation import Operation, RateLimit
from mock_server.contract.overlay import OverlayDocument, read_overlay
from mock_server.contract.parameters import Decoded
from mock_server.contract.reply import ResponseWriter

__all__ = [
    "Contract",
    "Decoded",
    "Operation",
    "OverlayDocument",
    "RateLimit",
    "ResponseWriter",
    "load_contract",
    "read_overlay",
]
