"""How ordered faults interfere with an exchange: before anybody looks at it, in its rows, and in what is sent."""

from mock_server.injection.changes import ask_otherwise, break_of, refuse_older
from mock_server.injection.interference import after, before, rows, spent
from mock_server.injection.refusals import OrderedError
from mock_server.injection.severed import CONNECTION, Severed

__all__ = [
    "CONNECTION",
    "OrderedError",
    "Severed",
    "after",
    "ask_otherwise",
    "before",
    "break_of",
    "refuse_older",
    "rows",
    "spent",
]
