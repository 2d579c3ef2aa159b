"""What this page knows of my choices and of e-mails that came back, and what has just arrived elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import msgspec

from client.core.me import Side
from client.core.observe import observable
from wire import events
from wire.notifications import Bounces, NoticeKind, Notifications
from wire.snapshot import Snapshot
from wire.stories import StoryState

Loading = Literal["none", "loading", "ready", "failed"]


@observable
class NotificationsStore:
    """My choices and the list of bounces, loaded when somebody looks at them."""

    def __init__(self) -> None:
        self.mine: Notifications | None = None
        self.state: Loading = "none"
        self.bounces: Bounces | None = None
        self.bounces_state: Loading = "none"

    def show(self, mine: Notifications) -> None:
        """Take my choices as the server has them now."""
        self.mine = mine
        self.state = "ready"

    def show_bounces(self, bounces: Bounces) -> None:
        """Take the list as the server has it now."""
        self.bounces = bounces
        self.bounces_state = "ready"

    def load(self, snapshot: Snapshot, side: Side) -> None:
        """A snapshot says nothing of these."""

    def take(self, event: events.Event) -> None:
        """No event says anything of these."""

    def clear(self) -> None:
        """Forget everything."""
        self.mine, self.state = None, "none"
        self.bounces, self.bounces_state = None, "none"


class Arrival(msgspec.Struct, frozen=True):
    """Something new by somebody else. ``path``: where it is; ``about``: a child's name, if it is about one."""

    kind: NoticeKind
    author: str
    path: str
    about: str = ""


class Arrivals:
    """Tells of what arrives while the app is open; nothing is drawn from it. ``at``: where the person is now."""

    def __init__(self) -> None:
        self.tell: Callable[[Arrival], None] = lambda _: None
        self.at = "/"
        self._me = 0
        self._family: frozenset[str] = frozenset()

    def load(self, snapshot: Snapshot, side: Side) -> None:
        """Know who I am and what my family reads."""
        self._me = snapshot.me.id
        self._family = frozenset[str]().union(*(child.topics for child in snapshot.children))

    def take(self, event: events.Event) -> None:
        """Tell of it, unless it is my own or on the screen.

        Stories are told to families alone: staff see them in their feed, and are not disturbed while they teach.
        """
        match event:
            case events.Noticed(kind, author, path, about):
                self._arrived(Arrival(kind, author, path, about))
            case events.StoryPosted(story) if (
                story.author.id != self._me and story.state is StoryState.LIVE and story.topic in self._family
            ):
                self._arrived(Arrival(NoticeKind.STORY, story.author.name, f"/stories/{story.id}"))
            case _:
                pass

    def _arrived(self, arrival: Arrival) -> None:
        in_feed = arrival.kind is NoticeKind.STORY and self.at == "/"
        if not in_feed and self.at != arrival.path:
            self.tell(arrival)

    def clear(self) -> None:
        """Forget the person."""
        self._me, self._family = 0, frozenset()
