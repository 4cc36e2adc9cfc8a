"""What all tests under load need."""

from __future__ import annotations

import pytest

# Guests assert as well, and shall tell what they met.
pytest.register_assert_rewrite("tests.load.guests")
