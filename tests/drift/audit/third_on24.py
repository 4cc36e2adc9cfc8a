"""All drifts of the third set, of ON24's."""

from __future__ import annotations

from tests.drift.audit.third_on24_errors import STATUSES
from tests.drift.audit.third_on24_filters import FILTERS
from tests.drift.audit.third_on24_lists import LISTS
from tests.drift.audit.third_on24_members import MEMBERS
from tests.drift.audit.third_on24_values import VALUES
from tests.drift.audit.third_on24_wire import WIRE

ALL = (*MEMBERS, *VALUES, *LISTS, *FILTERS, *WIRE, *STATUSES)
