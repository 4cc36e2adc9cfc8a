"""Breaks: a change of the contract, rehearsed today: how requests and replies will look the day it comes."""

from mock_server.breaks.breaks import Break
from mock_server.breaks.catalogue import CatalogueEntry, catalogue
from mock_server.breaks.grammar import grammar_rows
from mock_server.breaks.parsing import parse_break
from mock_server.breaks.table import catalogue_rows
from mock_server.breaks.views import RequestView, ResponseView

__all__ = [
    "Break",
    "CatalogueEntry",
    "RequestView",
    "ResponseView",
    "catalogue",
    "catalogue_rows",
    "grammar_rows",
    "parse_break",
]
