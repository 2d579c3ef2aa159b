"""What this page knows of the words that are being typed: the hints for each field."""

from __future__ import annotations

from client.core.me import Side
from client.core.observe import observable
from wire import events
from wire.guidance import Hint
from wire.snapshot import Snapshot


@observable
class GuidanceStore:
    """Hints by the place of a draft. A hint that was put away stays away until the words have gone."""

    def __init__(self) -> None:
        self.hints: dict[str, tuple[Hint, ...]] = {}
        self._turns: dict[str, int] = {}
        self._put_away: dict[str, int] = {}

    def shown(self, place: str, revision: int) -> tuple[Hint, ...]:
        """The hints for a field; ``revision``: of its draft, which grows when its words have gone."""
        return () if self._put_away.get(place) == revision else self.hints.get(place, ())

    def begin(self, place: str) -> int:
        """Somebody typed; the number of this change."""
        self._turns[place] = self._turns.get(place, 0) + 1
        return self._turns[place]

    def is_newest(self, place: str, turn: int) -> bool:
        """Whether nothing was typed since."""
        return self._turns.get(place) == turn

    def answer(self, place: str, hints: tuple[Hint, ...]) -> None:
        """Take what the server says of the words."""
        if self.hints.get(place, ()) != hints:
            self.hints[place] = hints

    def put_away(self, place: str, revision: int) -> None:
        """The writer has read it."""
        self._put_away[place] = revision
        self.hints[place] = ()

    def load(self, snapshot: Snapshot, side: Side) -> None:
        """A snapshot says nothing of what is being typed."""

    def take(self, event: events.Event) -> None:
        """No event says anything of what is being typed."""

    def clear(self) -> None:
        """Forget everything."""
        self.hints, self._turns, self._put_away = {}, {}, {}
