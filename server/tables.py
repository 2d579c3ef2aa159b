"""All tables together: what migrations and tests look at."""

from server.accounts import tables as _accounts
from server.calendar import tables as _calendar
from server.calls import tables as _calls
from server.core.tables import metadata
from server.forms import tables as _forms
from server.guidance import tables as _guidance
from server.hours import tables as _hours
from server.library import tables as _library
from server.media import tables as _media
from server.messages import tables as _messages
from server.notifications import tables as _notifications
from server.points import tables as _points
from server.safeguarding import tables as _safeguarding
from server.school import tables as _school
from server.stories import tables as _stories
from server.translation import tables as _translation

__all__ = ["metadata"]
MODULES = (
    _accounts,
    _calendar,
    _calls,
    _forms,
    _guidance,
    _hours,
    _library,
    _media,
    _messages,
    _notifications,
    _points,
    _safeguarding,
    _school,
    _stories,
    _translation,
)
