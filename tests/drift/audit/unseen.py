"""Drifts of the audit that are not told, or only with a baseline, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping

# Values that are good by the contract, in rows and record alike: only what was there before tells.
WITHOUT_BASELINE = frozenset()
UNSEEN: Mapping[str, str] = {}
