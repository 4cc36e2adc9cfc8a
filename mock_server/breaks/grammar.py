"""The words of every place, and the table that shows them."""

from __future__ import annotations

from collections.abc import Mapping

from mock_server.breaks import document_words, header_words, login_words, operation_words, query_words, reply_words
from mock_server.breaks.edit import Word

_IN_DOCUMENTS = (*document_words.WORDS, *reply_words.DOCUMENT_WORDS)

# By the family of the place.
WORDS: Mapping[str, Mapping[str, Word]] = {
    family: {word.name: word for word in words}
    for family, words in {
        "body": _IN_DOCUMENTS,
        "error": _IN_DOCUMENTS,
        "query": query_words.WORDS,
        "header": header_words.WORDS,
        "status": reply_words.STATUS_WORDS,
        "scope": operation_words.SCOPE_WORDS,
        "token": (*operation_words.TOKEN_WORDS, *login_words.TOKEN_WORDS),
        "limit": operation_words.LIMIT_WORDS,
        "operation": (*operation_words.OPERATION_WORDS, *login_words.OPERATION_WORDS),
    }.items()
}
_WRITTEN = {
    "body": "`body`, `/POINTER`, `error`, `error/POINTER`",
    "query": "`query/NAME`, `query`",
    "header": "`header/NAME`",
    "status": "`status/CODE`",
}


def grammar_rows() -> list[dict[str, str]]:
    """Return what can be written: `place`, `edit` and `tells` of every edit, for a table."""
    return [
        {"place": _WRITTEN.get(family, f"`{family}`"), "edit": str(word), "tells": word.tells}
        for family, words in WORDS.items()
        if family != "error"
        for word in words.values()
    ]
