"""Breaks: changes of a contract, rehearsed before they happen. A text orders one; a catalogue lists ready ones.

A break is `operation:place:edit`, with `*` for every operation.

| place | edits |
| --- | --- |
| a JSON pointer into the body of a success, `*` for every item (`/items/*/contact/email`; empty: the whole) | `rename=NAME` `drop` `drop-null` `null` `null=first` `empty` `add=NAME` `value=JSON` `enum=WORD` `enum-all=WORD` `retype=string, integer, number, boolean, array, object, csv or map` `format=no-zone, epoch, epoch-ms, space, utc, fraction or date` `money=string, minor-units or comma` `case=snake, camel, pascal, kebab or upper` `prefix=TEXT` `truncate=N` `mask` `wrap=NAME` `flatten` `reverse` `count` |
| `error`, or `error` and a pointer (`error/detail`) into the body of an error | the same, and `html` |
| `query/NAME` | `ignore` `rename=NAME` `default=TEXT` `maximum=N` `clamp=N` `shift=N` `required` `refuse=TEXT` |
| `header/NAME` of the reply | `drop` `rename=NAME` `value=TEXT` |
| `request-header/NAME` | `required` |
| `status/CODE` | `become=CODE` |
| `content-type` | `become=TEXT` `bom` |
| `scope`, `token`, `limit` | `become=NAME`, `lifetime=SECONDS`, `value=N` |
| `operation` | `remove` `deprecate` `become=CODE` |
"""  # noqa: E501 - a table has long rows

from mock_server.breaks.asking import Asked
from mock_server.breaks.catalogue import CatalogueEntry, catalogue
from mock_server.breaks.one_break import Break, parse_break
from mock_server.breaks.telling import Told

__all__ = ["Asked", "Break", "CatalogueEntry", "Told", "catalogue", "parse_break"]
