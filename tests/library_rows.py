"""The rows of the permission test that are about the library (spec 8)."""

from collections.abc import Callable
from typing import Any

from tests import files
from tests.cast import Who
from tests.school import School, headers_of, new_key
from wire.library import (
    ADD_VERSION,
    CHECK_COPIES,
    EDIT_ITEM,
    GET_DESK,
    GET_ITEM,
    GET_ITEM_AUDIENCES,
    GET_ITEM_REACH,
    GET_ITEMS,
    GET_LIBRARY,
    GET_OPENERS,
    GET_VERSIONS,
    HAND_IN_ITEM,
    OPEN_ITEM,
    POST_ITEM,
    PUBLISH_ITEM,
    RETURN_ITEM,
    SEARCH_ITEMS,
    SET_FOLDERS,
    WITHDRAW_ITEM,
)
from wire.media import FILES_PATH, NAME_HEADER

Fields = dict[str, Any]
EACH_THEIR_OWN = (POST_ITEM, ADD_VERSION, HAND_IN_ITEM, PUBLISH_ITEM, RETURN_ITEM, WITHDRAW_ITEM)

KEEPERS = frozenset({"calloway", "dunne"})
READ_4A = frozenset({"nadia", "katarzyna", "rahman", "hart", "sandhu", "adeyemi", "calloway", "prescott"})
HAND_IN_4A = frozenset({"hart", "sandhu", "adeyemi", "calloway", "prescott"})
HAND_IN_ZARA = frozenset({"hart", "sandhu", "calloway"})
READ_ZARA = frozenset({"nadia", "hart", "sandhu", "calloway", "prescott"})


async def sent_file(
    school: School, who: Who, name: str = "policy.pdf", data: bytes | None = None
) -> dict[str, Any]:
    """A file that somebody sent and nothing uses yet."""
    headers = {**headers_of(who), "Idempotency-Key": new_key(), NAME_HEADER: name}
    told = await school.http.post(FILES_PATH, content=files.pdf() if data is None else data, headers=headers)
    assert told.status_code == 200, told.content
    return dict(told.json())


async def folder(school: School, name: str = "Policies") -> int:
    """The first folder of the library, which gets one if there is none."""
    found = (await school.send(school.cast.dunne, GET_LIBRARY, {"side": "staff"})).json()["shelves"]
    if found:
        return int(found[0]["folder"]["id"])
    told = await school.send(school.cast.dunne, SET_FOLDERS, {"folders": [{"name": name}]})
    return int(told.json()["folders"][0]["id"])


def place_of(school: School, place: str) -> str:
    """An audience's topic."""
    cast = school.cast
    return {"4A": f"class:{cast.class_4a}", "Zara": f"pupil:{cast.zara}", "school": "school"}[place]


async def made(school: School, by: Who, kind: str, place: str, **more: Any) -> int:
    """Something new in the library; returns its id."""
    fields: Fields = {
        "kind": kind,
        "topic": place_of(school, place),
        "title": "Harvest",
        "body": "Bring a pumpkin.",
    }
    if kind == "document":
        file = await sent_file(school, by)
        fields |= {"folder_id": await folder(school), "files": [file["id"]]}
    told = await school.send(by, POST_ITEM, fields | more)
    assert told.status_code == 200, told.content
    return int(told.json()["id"])


def rows(row: Any, everybody: frozenset[str]) -> list[Any]:
    """Everything that can be asked about news for class 4A, work and a report for Zara, a document for all."""
    family = frozenset({"nadia", "katarzyna", "daniel", "former"})
    staff = everybody - family
    return [
        row(GET_LIBRARY, "", _plain({}), everybody),
        row(GET_ITEMS, "", _plain({}), everybody),
        row(SEARCH_ITEMS, "", _plain({"words": "pumpkin"}), everybody),
        row(CHECK_COPIES, "", _plain({"items": [1]}), everybody),
        row(GET_ITEM_AUDIENCES, "", _plain({}), staff),
        row(GET_ITEM_REACH, "4A", _reach("4A"), KEEPERS | {"hart", "sandhu", "adeyemi", "prescott"}),
        row(GET_ITEM_REACH, "Zara", _reach("Zara"), KEEPERS | {"hart", "sandhu", "prescott"}),
        row(GET_DESK, "", _plain({"what": "queue"}), staff),
        row(SET_FOLDERS, "", _folders, KEEPERS),
        *_live(row, everybody, "news", "4A", READ_4A | KEEPERS, KEEPERS, KEEPERS),
        *_live(
            row, everybody, "work", "Zara", READ_ZARA | KEEPERS,
            KEEPERS | {"hart", "sandhu"}, KEEPERS | {"hart"}, by="hart",
        ),
        *_live(
            row, everybody, "report", "Zara", READ_ZARA, frozenset({"calloway"}), frozenset({"calloway"}),
            by="calloway",
        ),
        *_live(row, everybody, "document", "school", everybody - {"former"}, KEEPERS, KEEPERS),
        *_queued(row, everybody, "news", "4A", KEEPERS, HAND_IN_4A),
        *_queued(row, everybody, "report", "Zara", frozenset({"calloway"}), HAND_IN_ZARA),
    ]  # fmt: skip


def _plain(fields: Fields) -> Callable[..., Any]:
    async def prepare(school: School, who: Who) -> Fields:
        return fields

    return prepare


def _reach(place: str) -> Callable[..., Any]:
    async def prepare(school: School, who: Who) -> Fields:
        return {"topic": place_of(school, place)}

    return prepare


async def _folders(school: School, who: Who) -> Fields:
    return {"folders": [{"name": "Policies", "folder_id": await folder(school)}]}


def _live(
    row: Any,
    everybody: frozenset[str],
    kind: str,
    place: str,
    readers: frozenset[str],
    publishers: frozenset[str],
    changers: frozenset[str],
    *,
    by: str = "dunne",
) -> list[Any]:
    """What can be asked about something that ``by`` has published."""
    about, unseen = f"{kind} for {place}", everybody - readers
    team = {"4A": {"hart", "sandhu", "adeyemi"}, "Zara": {"hart", "sandhu"}, "school": set()}[place]

    async def item(school: School, _: Who) -> Fields:
        return {"item_id": await made(school, school.cast.people()[by], kind, place)}

    async def new(school: School, who: Who) -> Fields:
        return {"kind": kind, "topic": place_of(school, place), "title": "Harvest", "body": "Hello."}

    async def document(school: School, who: Who) -> Fields:
        sender = who if who.name.lower() in publishers else school.cast.dunne
        file = await sent_file(school, sender)
        return {**await new(school, who), "folder_id": await folder(school), "files": [file["id"]]}

    async def edit(school: School, who: Who) -> Fields:
        kept = {"folder_id": await folder(school)} if kind == "document" else {}
        return {**await item(school, who), "title": "Harvest again", "body": "Better words.", **kept}

    async def version(school: School, who: Who) -> Fields:
        return {**await item(school, who), "files": [(await sent_file(school, who))["id"]]}

    async def opened(school: School, who: Who) -> Fields:
        return {**await item(school, who), "version": 1}

    openers = KEEPERS | team if kind != "report" else {"calloway"} | team
    return [
        *([row(POST_ITEM, about, new, publishers, unseen)] if kind != "document" else []),
        *([row(POST_ITEM, about, document, publishers)] if kind == "document" else []),
        row(GET_ITEM, about, item, readers, unseen),
        row(OPEN_ITEM, about, opened, readers, unseen),
        row(EDIT_ITEM, about, edit, changers, unseen),
        row(ADD_VERSION, about, version, changers, unseen),
        row(WITHDRAW_ITEM, about, item, changers, unseen),
        row(GET_VERSIONS, about, item, frozenset(openers), unseen),
        row(GET_OPENERS, about, item, frozenset(openers), unseen),
    ]


def _queued(
    row: Any,
    everybody: frozenset[str],
    kind: str,
    place: str,
    publishers: frozenset[str],
    handers: frozenset[str],
) -> list[Any]:
    """What can be asked about something that Hart has handed in."""
    about = f"{kind} for {place}, handed in by Hart"
    hidden = everybody - publishers - {"hart"}
    never = everybody - (READ_4A if place == "4A" else READ_ZARA) - publishers

    async def queued(school: School, _: Who) -> Fields:
        return {"item_id": await made(school, school.cast.hart, kind, place, hand_in=True)}

    async def new(school: School, _: Who) -> Fields:
        return {"kind": kind, "topic": place_of(school, place), "title": "A", "body": "B", "hand_in": True}

    async def reason(school: School, who: Who) -> Fields:
        return {**await queued(school, who), "reason": "Please say at what time."}

    async def returned(school: School, who: Who) -> Fields:
        fields = await reason(school, who)
        told = await school.send(school.cast.calloway, RETURN_ITEM, fields)
        assert told.status_code == 200, told.content
        return {"item_id": fields["item_id"]}

    return [
        row(POST_ITEM, about, new, handers, never),
        row(GET_ITEM, about, queued, publishers | {"hart"}, hidden),
        row(PUBLISH_ITEM, about, queued, publishers, hidden),
        row(RETURN_ITEM, about, reason, publishers, hidden & KEEPERS),
        row(HAND_IN_ITEM, about, returned, frozenset({"hart"}), hidden),
        row(WITHDRAW_ITEM, about, queued, publishers | {"hart"}, hidden),
    ]
