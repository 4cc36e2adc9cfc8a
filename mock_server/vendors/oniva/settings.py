"""The guesses that a look at the real API may overturn, and that are no wire form (those are in the contract)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Set with `--set oniva.NAME=VALUE`.

    `contact_scope`: the scope without which `contact` is null; empty, contact details are part of every booking
    (convention: the article lists them as part of one, and shows a scope whose name begins with "contact").
    """

    contact_scope: str = ""
