"""The forms that come with Bookbag: plain data, to be changed by the school and sent (spec 7.1)."""

from typing import Final

from server.forms.ready.care import DIETARY, INTIMATE_CARE
from server.forms.ready.families import CONTACT_DETAILS, FAMILY_MEMBER, REMOTE_LEARNING
from server.forms.ready.medication import MEDICATION
from server.forms.ready.photos import PHOTO, PHOTO_COPY
from server.forms.ready.trips import TRIP
from wire.forms import FormDraft

READY: Final[tuple[FormDraft, ...]] = (
    TRIP,
    MEDICATION,
    DIETARY,
    INTIMATE_CARE,
    PHOTO,
    CONTACT_DETAILS,
    FAMILY_MEMBER,
    PHOTO_COPY,
    REMOTE_LEARNING,
)
"""In the order in which the office sees them."""
