"""Words that are typed and not sent yet: kept here at once, and on the server a moment later."""

from client.core.observe import observable
from wire.accounts import Draft


@observable
class DraftStore:
    """What stands in each field. Typing tells nobody; a ``revision`` grows only when words come from elsewhere.

    A field reads ``body(place)`` when it is built and when its ``revision_of(place)`` changes, and calls
    ``client.core.account.Account.type`` on each change.
    """

    def __init__(self) -> None:
        self.revision = 0
        self._revisions: dict[str, int] = {}
        self._bodies: dict[str, str] = {}
        self._starts: dict[str, str] = {}

    def body(self, place: str) -> str:
        """What stands in the field ``place``, as ``story`` or ``comment:12``."""
        return self._bodies.get(place, self._starts.get(place, ""))

    def draft(self, place: str) -> str:
        """What was typed there; nothing while the field stands as its form began."""
        return self._bodies.get(place, "")

    def revision_of(self, place: str) -> int:
        """How often the words of ``place`` were changed from elsewhere than its field."""
        return self._revisions.get(place, 0)

    def places(self) -> tuple[str, ...]:
        """The fields in which something stands."""
        return tuple(place for place, body in self._bodies.items() if body)

    def begin(self, place: str, body: str) -> None:
        """A form was opened whose field starts with ``body``, until somebody types there. Redraws nothing."""
        self._starts[place] = body
        if not self.draft(place):
            self._bodies.pop(place, None)

    def type(self, place: str, body: str) -> None:
        """Somebody types. Redraws nothing."""
        if body == self._starts.get(place, ""):
            self._bodies.pop(place, None)
        else:
            self._bodies[place] = body

    def take(self, place: str) -> str:
        """The words are on their way: empty the field."""
        body = self.body(place)
        self._bodies.pop(place, None)
        self._starts.pop(place, None)
        self._changed(place)
        return body

    def add(self, place: str, words: str) -> None:
        """Words from elsewhere than the keyboard, after what stands in the field."""
        old = self.body(place).rstrip()
        self._bodies[place] = f"{old} {words}" if old else words
        self._changed(place)

    def put_back(self, place: str, body: str) -> None:
        """The words could not be sent: they stand in the field again, before anything typed since."""
        newer = self.draft(place)
        if body and body != newer:
            self._bodies[place] = f"{body}\n\n{newer}" if newer else body
            self._changed(place)

    def load(self, drafts: tuple[Draft, ...], mine: frozenset[str]) -> None:
        """Take what the server keeps; what was typed here since (``mine``) stays."""
        theirs = {draft.place: draft.body for draft in drafts if draft.place not in mine}
        kept = {place: body for place, body in self._bodies.items() if place in mine}
        emptied = {place: body for place, body in self._bodies.items() if not body}
        self._become({**emptied, **theirs, **kept})

    def clear(self) -> None:
        self._starts = {}
        self._become({})

    def _become(self, bodies: dict[str, str]) -> None:
        old, self._bodies = self._bodies, bodies
        self._changed(*(place for place in {*old, *bodies} if old.get(place) != bodies.get(place)))

    def _changed(self, *places: str) -> None:
        for place in places:
            self._revisions[place] = self.revision_of(place) + 1
        if places:
            self.revision += 1
