"""Places of a vendor's document by operation and pointer, and edits of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Json = Any
Edit = Callable[[Json], object]


def operation(document: Json, name: str) -> Json:
    """An operation by its id."""
    return next(one for _, _, one in _operations(document) if one["operationId"] == name)


def item_of(document: Json, name: str) -> tuple[str, str]:
    """The path and the method of an operation."""
    return next((path, method) for path, method, one in _operations(document) if one["operationId"] == name)


def _operations(document: Json) -> list[tuple[str, str, Json]]:
    return [
        (path, method, one)
        for path, item in document["paths"].items()
        for method, one in item.items()
        if isinstance(one, dict) and "responses" in one
    ]


def reply(document: Json, name: str, status: str = "200") -> Json:
    """A reply of an operation."""
    return operation(document, name)["responses"][status]


def content(said: Json) -> Json:
    """The only media type of what is said."""
    return next(iter(said["content"].values()))


def parameter(document: Json, name: str, called: str) -> Json:
    """A parameter of an operation."""
    return next(one for one in operation(document, name)["parameters"] if one["name"] == called)


def holder(schema: Json, pointer: str) -> tuple[Json, str]:
    """The object schema that has the last name of a pointer, and that name."""
    *before, name = pointer.strip("/").split("/")
    for step in before:
        schema = within(schema, step)
    return _with(schema, name), name


def within(schema: Json, step: str) -> Json:
    """What is below a schema: of `*` its items, or what it has under any name."""
    if step == "*":
        return schema["items"] if "items" in schema else schema["additionalProperties"]
    return _with(schema, step)["properties"][step]


def _with(schema: Json, name: str) -> Json:
    parts = [schema, *schema.get("allOf", []), *schema.get("oneOf", []), *schema.get("anyOf", [])]
    deeper = [inner for part in parts[1:] for inner in part.get("allOf", [])]
    return next(part for part in (*parts, *deeper) if name in part.get("properties", {}))


class Spot:
    """A member of what an operation sends, or takes; edits of it, each to be done to a document."""

    def __init__(self, name: str, pointer: str, status: str = "200", *, is_request: bool = False) -> None:
        self.name, self.pointer, self.status, self.is_request = name, pointer, status, is_request

    def root(self, document: Json) -> Json:
        """The schema of the whole."""
        if self.is_request:
            return content(operation(document, self.name)["requestBody"])["schema"]
        return content(reply(document, self.name, self.status))["schema"]

    def of(self, document: Json) -> Json:
        """The schema of the member."""
        schema = self.root(document)
        for step in self.pointer.strip("/").split("/"):
            schema = within(schema, step)
        return schema

    def drop(self, document: Json) -> None:
        """Take it away."""
        self._taken(document)

    def _taken(self, document: Json) -> tuple[Json, str, Json, bool]:
        above, name = holder(self.root(document), self.pointer)
        schema = above["properties"].pop(name)
        is_required = name in above.get("required", [])
        if is_required:
            above["required"].remove(name)
        return above, name, schema, is_required

    def rename(self, new: str) -> Edit:
        """Give it another name."""

        def edit(document: Json) -> None:
            above, _, schema, is_required = self._taken(document)
            above["properties"][new] = schema
            if is_required:
                above["required"].append(new)

        return edit

    def become(self, schema: Json) -> Edit:
        """Put another schema in its place."""

        def edit(document: Json) -> None:
            own = self.of(document)
            own.clear()
            own.update(schema)

        return edit

    def say(self, **said: Json) -> Edit:
        """Say something else of it; None says it no more."""

        def edit(document: Json) -> None:
            own = self.of(document)
            own.update({key.replace("_", ""): one for key, one in said.items()})
            for key in [key for key, one in own.items() if one is None]:
                del own[key]

        return edit


def say_of(name: str, called: str, /, **said: Json) -> Edit:
    """Say something else of a parameter; None says it no more."""

    def edit(document: Json) -> None:
        own = parameter(document, name, called)
        own.update(said)
        for key in [key for key, one in own.items() if one is None]:
            del own[key]

    return edit


def bound(name: str, called: str, /, **said: Json) -> Edit:
    """Say something else of a parameter's schema; None says it no more."""

    def edit(document: Json) -> None:
        own = parameter(document, name, called)["schema"]
        own.update(said)
        for key in [key for key, one in own.items() if one is None]:
            del own[key]

    return edit


def without(name: str, called: str) -> Edit:
    """Take a parameter away."""
    return lambda document: operation(document, name)["parameters"].remove(parameter(document, name, called))


def with_parameter(name: str, /, **declared: Json) -> Edit:
    """Add a parameter."""
    return lambda document: operation(document, name).setdefault("parameters", []).append(declared)


def status(name: str, old: str, new: str | None = None) -> Edit:
    """Send another status, or none."""

    def edit(document: Json) -> None:
        responses = operation(document, name)["responses"]
        gone = responses.pop(old)
        if new is not None:
            responses[new] = gone

    return edit


def header(name: str, called: str, status: str = "200", new: str | None = None, **said: Json) -> Edit:
    """Give a header another name, or say something else of it; neither takes it away."""

    def edit(document: Json) -> None:
        headers = reply(document, name, status)["headers"]
        gone = headers.pop(called)
        if new is not None or said:
            headers[new or called] = {**gone, **said}

    return edit


def media(name: str, status: str, new: str) -> Edit:
    """Give a body another media type."""

    def edit(document: Json) -> None:
        said = reply(document, name, status)
        said["content"] = {new: content(said)}

    return edit


def secured(name: str, *ways: Json) -> Edit:
    """Let somebody in by other ways."""
    return lambda document: operation(document, name).update(security=list(ways))


def both(*edits: Edit) -> Edit:
    """Several edits, one after the other."""

    def edit(document: Json) -> None:
        for one in edits:
            one(document)

    return edit
