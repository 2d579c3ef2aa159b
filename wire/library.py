"""The library (spec 8.1, 8.3 to 8.5): news, documents in folders, work for home, school reports."""

from enum import StrEnum
from typing import Annotated, Final, Literal

from msgspec import Meta

from wire.accounts import LangTag
from wire.base import STAFF, Endpoint, Id, Model, Moment, Nothing, Person, Place, Role, Text, Topic
from wire.hours import Day
from wire.media import File, Photo
from wire.school import Reach, ReachAsk

PAGE: Final = 20
MAX_FILES: Final = 10
MAX_PHOTOS: Final = 10
MAX_ITEM_BYTES: Final = 100_000_000
"""So much at most do the files of one version hold together."""
MOST_FOLDERS: Final = 40
MOST_COPIES: Final = 50
NEW_DAYS: Final = 60
"""After so many days nothing is marked as new any more, opened or not."""
MOST_NEW: Final = 100
"""Nobody counts further: so many new items are told as so many, however many there are."""

Title = Annotated[str, Meta(max_length=120)]
ItemWords = Annotated[str, Meta(max_length=10_000)]
Reason = Annotated[str, Meta(max_length=500)]
FolderName = Annotated[str, Meta(max_length=60)]
FileIds = Annotated[tuple[Id, ...], Meta(max_length=MAX_FILES)]
PhotoIds = Annotated[tuple[Id, ...], Meta(max_length=MAX_PHOTOS)]
Side = Literal["family", "staff"]


class ItemKind(StrEnum):
    """What sort of thing it is.

    ``document`` stands in a folder. ``work`` is for one class or one pupil; ``report`` for one pupil, and then
    for nobody but that child's adults with the right to the portfolio, the class team, SMT and the DSL.
    """

    NEWS = "news"
    DOCUMENT = "document"
    WORK = "work"
    REPORT = "report"


class ItemState(StrEnum):
    """Where an item is in its life."""

    QUEUED = "queued"
    """Handed in: waits for the office, or for SMT if it is a report (spec 8.5)."""
    RETURNED = "returned"
    """Handed back to its author, with a reason."""
    SCHEDULED = "scheduled"
    LIVE = "live"
    WITHDRAWN = "withdrawn"


class Item(Model):
    """One thing of the library, the same for all readers of one language.

    ``pos``: its place in lists, larger is newer; 0 while it is not live. A new version moves it up.
    ``audience``: a class's or a child's name, empty for a year or the whole school. ``at``: when it went live,
    or was handed in. ``version`` counts what was put in for it, ``files`` and ``photos`` are its newest: a file's
    id never stands for other bytes, so a copy that an app keeps is good for as long as the item names it.
    ``revision`` grows by one with each change of any sort.
    """

    id: Id
    pos: int
    kind: ItemKind
    topic: Topic
    audience: str
    title: Text
    author: Person
    at: Moment
    body: Text | None = None
    files: tuple[File, ...] = ()
    photos: tuple[Photo, ...] = ()
    folder_id: Id | None = None
    """Of a document."""
    due: Day | None = None
    """Of work: until when it should be done."""
    state: ItemState = ItemState.LIVE
    version: int = 1
    version_at: Moment = 0
    revision: int = 0
    edited_at: Moment | None = None
    """When its words were changed after it went live."""
    publish_at: Moment | None = None
    """Of a scheduled item; of one that was handed in: when its author would like it to appear."""
    reason: Text | None = None
    """Of a returned item: why."""


class Folder(Model):
    """A folder of documents."""

    id: Id
    name: Text


class Shelf(Model):
    """A folder as I see it. ``items``: how many documents there are for me; ``new``: that I have not opened."""

    folder: Folder
    items: int
    new: int


class LibraryAsk(Model):
    """``side``: whose library."""

    side: Side = "family"


class Library(Model):
    """The front of the library. ``shelves``: all folders in their order, those with nothing for me too.

    ``new``: per kind, how many I have not opened, ``MOST_NEW`` at most. ``waiting``: how many handed-in items I
    may publish or hand back. ``keeps``: whether I keep the folders (office and SMT).
    """

    shelves: tuple[Shelf, ...] = ()
    new: dict[ItemKind, int] = {}
    waiting: int = 0
    returned: int = 0
    """How many of mine were handed back to me."""
    keeps: bool = False


class ItemAudience(Model):
    """For whom I may put something into the library; ``name`` and ``class_name`` as in ``wire.school.Audience``.

    ``publishes``: the kinds that I may publish there myself; ``hands_in``: those that I may hand in.
    """

    topic: Topic
    name: str
    class_name: str = ""
    publishes: frozenset[ItemKind] = frozenset()
    hands_in: frozenset[ItemKind] = frozenset()


class ItemAudiences(Model):
    """The school, then years, then classes, then pupils by class and name."""

    audiences: tuple[ItemAudience, ...]


class ItemsAsk(Model):
    """One page of what is live and for me, older than ``before``.

    ``kind``, ``folder_id``, ``child`` (of a family) narrow it; ``new``: only what I have not opened.
    """

    side: Side = "family"
    kind: ItemKind | None = None
    folder_id: Id | None = None
    child: Id | None = None
    new: bool = False
    before: Place | None = None


class ItemPage(Model):
    """The newest first. ``next`` is the ``before`` of the next page, none at the end."""

    items: tuple[Item, ...]
    new: frozenset[int]
    """Which of these I have not opened, or not in this version."""
    next: int | None


class DeskAsk(Model):
    """One page of what is not live.

    ``queue``: what I may publish or hand back, who has waited longest first; ``scheduled``: what appears later
    and I may change, the next first; ``mine``: what I handed in and is still on its way, the newest first.
    """

    what: Literal["queue", "scheduled", "mine"]
    before: Place | None = None
    """What ``next`` of the page before said."""


class ItemRef(Model):
    """An item by its id."""

    item_id: Id


class ItemView(Model):
    """One item with what I may do with it."""

    item: Item
    new: bool
    may_change: bool = False
    """Edit, give it a new version, withdraw."""
    may_publish: bool = False
    """Publish now or at a time, hand back."""
    sees_openers: bool = False
    """Look at who has opened it, and at its earlier versions."""


class NewItem(Model):
    """Something to put into the library: published now or at ``publish_at``, or with ``hand_in`` handed in.

    A document needs a folder and a file or a picture; everything else needs words, a file or a picture.
    ``lang``: what it is written in, if not the writer's own language.
    """

    kind: ItemKind
    topic: Topic
    title: Title
    body: ItemWords = ""
    lang: LangTag | None = None
    files: FileIds = ()
    photos: PhotoIds = ()
    folder_id: Id | None = None
    due: Day | None = None
    publish_at: Moment | None = None
    hand_in: bool = False


class EditItem(Model):
    """All that an item says, anew; whom it is for, its kind and its files stay. Earlier words stay on record."""

    item_id: Id
    title: Title
    body: ItemWords = ""
    folder_id: Id | None = None
    due: Day | None = None


class NewVersion(Model):
    """Files and pictures in place of those until now, which stay as the version before."""

    item_id: Id
    files: FileIds = ()
    photos: PhotoIds = ()


class HandIn(Model):
    """A returned item of mine goes to the queue once more, perhaps to appear at a time."""

    item_id: Id
    publish_at: Moment | None = None


class PublishItem(Model):
    """A queued or scheduled item goes live, now or at ``publish_at``."""

    item_id: Id
    publish_at: Moment | None = None


class ReturnItem(Model):
    """A queued item goes back to its author, who is told why."""

    item_id: Id
    reason: Reason


class OpenItem(Model):
    """I have opened an item in this version."""

    item_id: Id
    version: Id


class VersionsAsk(Model):
    """One page of an item's versions, older than ``before``."""

    item_id: Id
    before: Id | None = None


class Version(Model):
    """What was put in at one time."""

    number: int
    at: Moment
    by: Person
    files: tuple[File, ...] = ()
    photos: tuple[Photo, ...] = ()


class Versions(Model):
    """The newest first. ``next`` as always."""

    versions: tuple[Version, ...]
    next: int | None


class OpenersAsk(Model):
    """One page of the pupils whom an item is for; ``missing``: only those at whose home nobody has opened it."""

    item_id: Id
    missing: bool = False
    before: Place | None = None


class Opening(Model):
    """Somebody opened the newest version."""

    person: Person
    at: Moment


class OpenersLine(Model):
    """A pupil, and who of their adults has opened it. ``on_app``: whether anybody at home is on the app."""

    pupil_id: Id
    name: str
    class_name: str
    opened: tuple[Opening, ...] = ()
    on_app: bool = True


class Openers(Model):
    """Pupils by class and name. ``pupils``: for how many it is; ``opened``: at how many homes it was opened."""

    pupils: int
    opened: int
    lines: tuple[OpenersLine, ...]
    next: int | None


class SearchItems(Model):
    """Words to look for in titles, bodies and file names of what is for me, in the original and in my language.

    All must be there, each from its beginning; accents and case do not matter.
    """

    words: Annotated[str, Meta(min_length=2, max_length=100)]
    side: Side = "family"
    kind: ItemKind | None = None
    before: Place | None = None


class CopiesAsk(Model):
    """Items of which an app keeps copies for when there is no connection."""

    items: Annotated[tuple[Id, ...], Meta(max_length=MOST_COPIES)]


class Copies(Model):
    """Those that are still for me, as they are now. Copies of all the others are to be deleted."""

    items: tuple[Item, ...]


class FolderLine(Model):
    """A folder as it should be; a new one has no id."""

    name: FolderName
    folder_id: Id | None = None


class SetFolders(Model):
    """All folders in their order. One in which something stands cannot be left out."""

    folders: Annotated[tuple[FolderLine, ...], Meta(max_length=MOST_FOLDERS)]


class Folders(Model):
    """All folders, in their order."""

    folders: tuple[Folder, ...]


KEEPERS: Final = frozenset({Role.OFFICE, Role.SMT})

GET_LIBRARY = Endpoint("GET", "/v1/library", LibraryAsk, Library)
GET_ITEM_AUDIENCES = Endpoint("GET", "/v1/library/audiences", Nothing, ItemAudiences, may=STAFF)
GET_ITEM_REACH = Endpoint("GET", "/v1/library/reach", ReachAsk, Reach, may=STAFF)
"""The families that something for a place would reach, for whoever may publish or hand in there."""
GET_ITEMS = Endpoint("GET", "/v1/library/items", ItemsAsk, ItemPage)
GET_DESK = Endpoint("GET", "/v1/library/desk", DeskAsk, ItemPage, may=STAFF)
SEARCH_ITEMS = Endpoint("POST", "/v1/library/search", SearchItems, ItemPage, looks=True)
CHECK_COPIES = Endpoint("POST", "/v1/library/copies", CopiesAsk, Copies, looks=True)
SET_FOLDERS = Endpoint("POST", "/v1/library/folders", SetFolders, Folders, may=KEEPERS)
POST_ITEM = Endpoint("POST", "/v1/library/items", NewItem, Item, may=STAFF)
GET_ITEM = Endpoint("GET", "/v1/library/items/{item_id}", ItemRef, ItemView)
OPEN_ITEM = Endpoint("POST", "/v1/library/items/{item_id}/open", OpenItem, Nothing)
EDIT_ITEM = Endpoint("POST", "/v1/library/items/{item_id}/edit", EditItem, Item, may=STAFF)
ADD_VERSION = Endpoint("POST", "/v1/library/items/{item_id}/versions", NewVersion, Item, may=STAFF)
GET_VERSIONS = Endpoint("GET", "/v1/library/items/{item_id}/versions", VersionsAsk, Versions, may=STAFF)
GET_OPENERS = Endpoint("GET", "/v1/library/items/{item_id}/openers", OpenersAsk, Openers, may=STAFF)
HAND_IN_ITEM = Endpoint("POST", "/v1/library/items/{item_id}/hand-in", HandIn, Item, may=STAFF)
PUBLISH_ITEM = Endpoint("POST", "/v1/library/items/{item_id}/publish", PublishItem, Item, may=STAFF)
RETURN_ITEM = Endpoint("POST", "/v1/library/items/{item_id}/return", ReturnItem, Item, may=KEEPERS)
WITHDRAW_ITEM = Endpoint("POST", "/v1/library/items/{item_id}/withdraw", ItemRef, Item, may=STAFF)

ENDPOINTS = (
    GET_LIBRARY, GET_ITEM_AUDIENCES, GET_ITEM_REACH, GET_ITEMS, GET_DESK, SEARCH_ITEMS, CHECK_COPIES, SET_FOLDERS,
    POST_ITEM, GET_ITEM, OPEN_ITEM, EDIT_ITEM, ADD_VERSION, GET_VERSIONS, GET_OPENERS, HAND_IN_ITEM, PUBLISH_ITEM,
    RETURN_ITEM, WITHDRAW_ITEM,
)  # fmt: skip
