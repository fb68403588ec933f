"""All cases worked by hand: returns drawn as text, and the answers with the sum beside each. Any
implementation must give them."""

from .golden_follow_up import FOLLOW_UPS, OFFENCES
from .golden_people import SUPPORTED
from .golden_police import POLICE_SESSIONS
from .golden_readings import PAIN_SCALE, STARS, WHOLE_STAGE
from .golden_schools import CHOICES
from .worked import Golden

GOLDEN: tuple[Golden, ...] = (
    *STARS,
    *WHOLE_STAGE,
    *PAIN_SCALE,
    *SUPPORTED,
    *CHOICES,
    *POLICE_SESSIONS,
    *FOLLOW_UPS,
    *OFFENCES,
)
