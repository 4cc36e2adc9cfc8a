"""Place: where in an exchange a break is, and how that is written.

| written | is |
| --- | --- |
| `body` | the whole document of a successful reply |
| `/items/*/contact/email` | a place in it: a JSON pointer (RFC 6901); `*` is every item or member |
| `error`, `error/detail` | the same of replies from 400 on |
| `query`, `query/limit` | the query, one of its parameters |
| `header/Retry-After` | a header, in any case |
| `status/400` | replies of a status |
| `scope`, `token`, `limit`, `operation` | what is asked for, a token, the budget, the operation itself |

In a name `~1` is a slash and `~0` a tilde; a colon is `%3A`, a percent sign `%25`, a member that is called `*` is `%2A`
(RFC 6901 section 6).
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote

from mock_server.core.errors import ConfigError

# One step of a pointer: a name, or every item or member.
EVERY = None
Step = str | None

DOCUMENTS = ("body", "error")
NAMED = ("query", "header", "status")
ALONE = ("query", "scope", "token", "limit", "operation")


@dataclass(frozen=True, slots=True)
class Place:
    """A place: its family, the steps of a pointer in a document, or the name of a parameter, header or status."""

    family: str
    name: str = ""
    steps: tuple[Step, ...] = ()

    def __str__(self) -> str:
        if self.family in DOCUMENTS:
            pointer = pointer_of(self.steps)
            return (pointer or self.family) if self.family == "body" else self.family + pointer
        return f"{self.family}/{_written(self.name)}" if self.name else self.family

    @classmethod
    def parse(cls, text: str) -> Place:
        """Read a place; raise ConfigError, which says what there is."""
        if text.startswith("/"):
            return cls("body", steps=_steps(text[1:]))
        family, slash, rest = text.partition("/")
        if family in DOCUMENTS:
            return cls(family, steps=_steps(rest) if slash else ())
        if family in NAMED and rest:
            return cls(family, _read(rest))
        if family in ALONE and not slash:
            return cls(family)
        known = [*DOCUMENTS, "/POINTER", "error/POINTER", *(f"{one}/NAME" for one in NAMED), *ALONE]
        raise ConfigError(f"{shown(text)} is no place of an exchange; there are {', '.join(known)}")


def pointer_of(steps: tuple[Step, ...]) -> str:
    """Return the text of a pointer."""
    return "".join("/*" if step is EVERY else f"/{_written(step)}" for step in steps)


def shown(text: str) -> str:
    """Return a text of the user's for a message: quoted, on one line, not too long."""
    return repr(text if len(text) <= 80 else f"{text[:77]}...")


def _steps(text: str) -> tuple[Step, ...]:
    return tuple(EVERY if step == "*" else _read(step) for step in text.split("/"))


def _read(step: str) -> str:
    return unquote(step, errors="surrogateescape").replace("~1", "/").replace("~0", "~")


def _written(step: str) -> str:
    escaped = step.replace("%", "%25").replace(":", "%3A").replace("~", "~0").replace("/", "~1")
    return "%2A" if escaped == "*" else escaped
