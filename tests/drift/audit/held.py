"""All drifts of the second set."""

from __future__ import annotations

from tests.drift.audit.held_on24 import ALL as ON24_BODIES
from tests.drift.audit.held_on24_answers import ANSWERS as ON24_ANSWERS
from tests.drift.audit.held_oniva_answers import ANSWERS
from tests.drift.audit.held_oniva_bodies import BODIES

ONIVA = (*BODIES, *ANSWERS)
ON24 = (*ON24_BODIES, *ON24_ANSWERS)
