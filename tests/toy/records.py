"""Acme's records, and where its contract is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from mock_server.core.record import Record

ACME = Path(__file__).parent / "acme.yaml"
SPROCKET = UUID("6f2c1c0e-4d0f-4f0b-9d8f-0c8a4f3f7a10")


@dataclass(frozen=True, eq=False, slots=True)
class Maker(Record):
    """Who made it."""

    name: str


@dataclass(frozen=True, eq=False, slots=True)
class Widget(Record):
    """A widget. It has no serial: the contract asks for one that no record can fill."""

    id: UUID = SPROCKET
    name: str = "Sprocket"
    made_at: datetime = datetime(2026, 1, 2, 3, 4, 5, 999_999, tzinfo=UTC)
    sold_at: datetime | None = datetime(2026, 7, 1, 3, 0, tzinfo=UTC)
    released_on: date = date(2026, 2, 3)
    price: Decimal = Decimal("19.99")
    weight: Decimal = Decimal("1.5")
    volume: Decimal = Decimal("0.25")
    is_active: bool = True
    color: str = "red"
    maker: Maker | None = None
    brand: Maker = field(default_factory=lambda: Maker("Acme"))
    note: str | None = None
    sizes: Sequence[Decimal] = (Decimal(1), Decimal("2.25"))
    labels: Mapping[str, date] = field(default_factory=lambda: {"checked": date(2026, 3, 4)})
    properties: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class WidgetPage:
    """A page of widgets."""

    items: Sequence[Widget]
    total_count: int
    page: int = 0
