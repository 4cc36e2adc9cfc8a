"""Security schemes: what a contract declares of credentials, and what a token is asked for with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mock_server.contract.naming import source_of


@dataclass(frozen=True, slots=True)
class SecurityScheme:
    """What a security scheme declares: scopes, realm, a token's life in seconds, the operation that gives tokens; the
    header of a key.

    `stands_for` tells of scopes with other names which they are to those who were granted them; `token_media` are the
    media types of what a token is asked for with, and `token_fields` the sources of its fields by their names.
    """

    name: str
    scopes: tuple[str, ...]
    realm: str
    token_lifetime: int
    token_operation: str | None
    header: str = ""
    stands_for: Mapping[str, str] = field(default_factory=dict)
    token_media: tuple[str, ...] = ()
    token_fields: Mapping[str, str] = field(default_factory=dict)

    def granted(self, scopes: Sequence[str]) -> tuple[str, ...]:
        """Return the scopes, as they are called here, of who was granted some by their first names, in that order; one
        that stands for none here stays as it is.
        """
        return tuple(name for one in scopes for name in self._names(one) or [one])

    def _names(self, scope: str) -> list[str]:
        return [one for one in self.scopes if self.stands_for.get(one, one) == scope]


def schemes_of(document: Mapping[str, Any]) -> dict[str, SecurityScheme]:
    """Return the security schemes of a document by name."""
    declared: Mapping[str, Any] = document.get("components", {}).get("securitySchemes", {})
    return {name: _scheme(name, one, document) for name, one in declared.items()}


def _scheme(name: str, declared: Mapping[str, Any], document: Mapping[str, Any]) -> SecurityScheme:
    flows = declared.get("flows", {}).values()
    content = _token_content(declared.get("x-token-operation"), document)
    return SecurityScheme(
        name=name,
        scopes=tuple(scope for flow in flows for scope in flow.get("scopes", {})),
        realm=declared.get("x-realm", name),
        token_lifetime=int(declared.get("x-token-lifetime", 3600)),
        token_operation=declared.get("x-token-operation"),
        header=declared.get("name", ""),
        stands_for=declared.get("x-scopes", {}),
        token_media=tuple(content),
        token_fields={
            field: source_of(field, one)
            for each in content.values()
            for field, one in each.get("schema", {}).get("properties", {}).items()
        },
    )


def _token_content(operation: str | None, document: Mapping[str, Any]) -> Mapping[str, Any]:
    items = (one for item in document["paths"].values() for one in item.values() if isinstance(one, Mapping))
    found = next((one for one in items if operation and one.get("operationId") == operation), {})
    content: Mapping[str, Any] = found.get("requestBody", {}).get("content", {})
    return content
