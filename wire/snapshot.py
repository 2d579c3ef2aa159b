"""Everything an app needs to draw its first screen, as of one event number."""

from typing import Literal

from wire.accounts import Draft, Me
from wire.base import Endpoint, Model, Topic
from wire.hours import HoursNow
from wire.library import Library
from wire.messages import ThreadPage
from wire.points import PointsNow
from wire.school import Audience, Child, School
from wire.stories import FeedPage


class SnapshotAsk(Model):
    """``side``: whose first page of the feed and of the threads to include."""

    side: Literal["family", "staff"] = "family"


class Snapshot(Model):
    """The state of things; events after ``cursor`` bring it up to date."""

    cursor: int
    me: Me
    school: School
    children: tuple[Child, ...]
    audiences: tuple[Audience, ...]
    """Whom I may post to; empty for who may not post."""
    feed: FeedPage
    drafts: tuple[Draft, ...]
    media_grant: str
    """A short-lived pass for pictures, for apps that have no cookie."""
    staff_topics: tuple[Topic, ...] | None = ()
    """What I read as staff; none: everything. With it the app knows on which side a live story belongs (spec 1.1)."""
    hours: HoursNow = HoursNow()

    threads: ThreadPage = ThreadPage(threads=(), next=None, unread=0)
    unread_other: int = 0
    """Messages that I have not read on the side that was not asked for, for people who have both."""
    points: PointsNow = PointsNow()
    modules_off: tuple[str, ...] = ()
    """The parts that this school has switched off (``wire.modules.Module``; an older app knows not all)."""
    library: Library = Library()
    """Of the side that was asked for."""


GET_SNAPSHOT = Endpoint("GET", "/v1/snapshot", SnapshotAsk, Snapshot, always=True)

ENDPOINTS = (GET_SNAPSHOT,)
