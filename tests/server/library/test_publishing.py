"""The office publishes for everybody, staff hand things in, and each family has what is for it."""

import sqlalchemy as sa

from server.core.feed import told_after
from server.core.tables import audit
from server.library.events import renderers
from server.library.tables import items
from server.media.grants import grant_for
from server.notifications.tables import notices
from server.school.actions import let_leave
from server.school.tables import contact_rights
from tests.edges import DAY, HOUR, MINUTE
from tests.library_rows import folder, made, place_of, sent_file
from tests.school import School, headers_of
from tests.server.library.shelf import code, download, front, ids, page, post, view
from tests.test_permissions import uploaded
from wire.base import Nothing
from wire.events import ItemChanged, ItemWithdrawn
from wire.library import (
    ADD_VERSION,
    CHECK_COPIES,
    EDIT_ITEM,
    GET_DESK,
    GET_ITEM,
    GET_ITEM_AUDIENCES,
    GET_ITEM_REACH,
    GET_OPENERS,
    GET_VERSIONS,
    HAND_IN_ITEM,
    OPEN_ITEM,
    POST_ITEM,
    PUBLISH_ITEM,
    RETURN_ITEM,
    SET_FOLDERS,
    WITHDRAW_ITEM,
    Copies,
    CopiesAsk,
    DeskAsk,
    EditItem,
    FolderLine,
    Folders,
    HandIn,
    Item,
    ItemAudiences,
    ItemKind,
    ItemPage,
    ItemRef,
    ItemState,
    NewItem,
    NewVersion,
    Openers,
    OpenersAsk,
    OpenItem,
    PublishItem,
    ReturnItem,
    SetFolders,
    Versions,
    VersionsAsk,
)
from wire.modules import SWITCH_MODULE, Module, SwitchModule
from wire.school import Reach, ReachAsk
from wire.snapshot import GET_SNAPSHOT, Snapshot, SnapshotAsk

NEWS, DOCUMENT, WORK, REPORT = ItemKind


async def test_each_family_has_what_is_for_it_and_nothing_else(school: School) -> None:
    cast = school.cast
    made_for = {place: await made(school, cast.dunne, "news", place) for place in ("school", "4A", "Zara")}
    report = await made(school, cast.calloway, "report", "Zara")
    everything = [report, made_for["Zara"], made_for["4A"], made_for["school"]]
    assert await ids(school, cast.nadia) == everything
    assert await ids(school, cast.nadia, child=cast.zara) == everything
    assert await ids(school, cast.nadia, child=cast.yusuf) == [made_for["school"]]
    assert await ids(school, cast.nadia, child=cast.lena) == []
    assert await ids(school, cast.katarzyna) == [made_for["4A"], made_for["school"]]
    assert await ids(school, cast.daniel) == [made_for["school"]]
    assert await ids(school, cast.former) == []
    assert await ids(school, cast.rahman) == [made_for["4A"], made_for["school"]]
    assert await ids(school, cast.rahman, "staff") == [made_for["school"]]
    assert await ids(school, cast.hart, "staff") == everything
    assert await ids(school, cast.dunne, "staff") == everything[1:]
    assert await ids(school, cast.nadia, kind=REPORT) == [report]
    await school.end_rights(cast.nadia)
    assert await ids(school, cast.nadia) == []
    assert code(await school.ask(cast.nadia, GET_ITEM, ItemRef(item_id=report))) == "not_found"


async def test_a_report_is_for_adults_who_have_the_portfolio_alone(school: School) -> None:
    cast = school.cast
    file = await sent_file(school, cast.calloway, "report.pdf")
    report = await post(
        school,
        cast.calloway,
        kind=REPORT,
        topic=place_of(school, "Zara"),
        title="Autumn",
        files=(file["id"],),
    )
    statuses = {name: await download(school, who, file["id"]) for name, who in cast.people().items()}
    readers = {"nadia", "hart", "sandhu", "calloway", "prescott"}
    assert {name for name, status in statuses.items() if status == 200} == readers
    assert set(statuses.values()) == {200, 404}
    this = contact_rights.c.person_id == cast.nadia.id
    await school.context.db.awrite(
        lambda tx: tx.conn.execute(contact_rights.update().where(this).values(portfolio=False))
    )
    school.context.db.rights_changed()
    assert await download(school, cast.nadia, file["id"]) == 404
    assert await ids(school, cast.nadia) == []
    assert report.author.id == cast.calloway.id


async def test_the_office_publishes_what_staff_hand_in_or_hands_it_back(school: School) -> None:
    cast = school.cast
    file = await sent_file(school, cast.hart, "plan.pdf")
    handed = await post(
        school, cast.hart, kind=NEWS, topic="school", title="Reading week", body="Bring a book.",
        files=(file["id"],), hand_in=True,
    )  # fmt: skip
    assert (handed.state, handed.pos) == (ItemState.QUEUED, 0)
    for hidden in (cast.nadia, cast.okafor, cast.prescott):
        assert code(await school.ask(hidden, GET_ITEM, ItemRef(item_id=handed.id))) == "not_found"
        assert await download(school, hidden, file["id"]) == 404 or hidden is cast.prescott
    assert [await download(school, who, file["id"]) for who in (cast.hart, cast.dunne)] == [200, 200]
    assert (await front(school, cast.dunne, "staff")).waiting == 1
    queue = await school.ask(cast.dunne, GET_DESK, DeskAsk(what="queue"))
    assert isinstance(queue, ItemPage)
    assert [item.id for item in queue.items] == [handed.id]
    nothing = await school.ask(cast.okafor, GET_DESK, DeskAsk(what="queue"))
    assert nothing == ItemPage(items=(), new=frozenset(), next=None)

    back = await school.ask(cast.dunne, RETURN_ITEM, ReturnItem(item_id=handed.id, reason="Which day?"))
    assert isinstance(back, Item)
    assert (back.state, back.reason and back.reason.body) == (ItemState.RETURNED, "Which day?")
    assert (
        (await front(school, cast.hart, "staff")).returned,
        (await front(school, cast.dunne, "staff")).waiting,
    ) == (1, 0)
    again = await school.ask(cast.dunne, PUBLISH_ITEM, PublishItem(item_id=handed.id))
    assert code(again) == "item_moved_on"
    words = EditItem(item_id=handed.id, title="Reading week", body="Bring a book on Monday.")
    assert isinstance(await school.ask(cast.hart, EDIT_ITEM, words), Item)
    queued = await school.ask(cast.hart, HAND_IN_ITEM, HandIn(item_id=handed.id))
    assert isinstance(queued, Item)
    assert (queued.state, queued.reason) == (ItemState.QUEUED, None)
    live = await school.ask(cast.dunne, PUBLISH_ITEM, PublishItem(item_id=handed.id))
    assert isinstance(live, Item)
    assert (live.state, live.author.id, live.edited_at) == (ItemState.LIVE, cast.hart.id, None)
    assert await ids(school, cast.nadia) == [handed.id]
    assert await download(school, cast.nadia, file["id"]) == 200
    assert (await front(school, cast.hart, "staff")).returned == 0
    whats = school.context.db.read(
        lambda conn: (
            conn.execute(sa.select(audit.c.what).where(audit.c.what.like("library:%")).order_by(audit.c.id))
            .scalars()
            .all()
        )
    )
    assert whats == [f"library:item:{what}" for what in ("post", "return", "edit", "hand_in", "publish")]


async def test_what_is_on_its_way_is_told_to_nobody_whom_it_is_for(school: School) -> None:
    cast = school.cast
    await post(school, cast.hart, kind=NEWS, topic="school", title="Secret", body="Not yet.", hand_in=True)
    await post(
        school, cast.dunne, kind=NEWS, topic="school", title="Later", body="Soon.",
        publish_at=school.clock.now() + HOUR,
    )  # fmt: skip
    school.do_jobs()
    told = school.context.db.read(lambda conn: told_after(conn, 0, 500))
    about = [one for one in told if one.kind in ("item_changed", "item_withdrawn")]
    assert about
    for name, who in cast.people().items():
        viewer = await school.context.viewers.of(who.token)
        reached = [one for one in told if one.reaches(viewer)]
        expected = name in ("hart", "dunne", "calloway")
        assert any(one.kind == "item_changed" for one in reached) is expected, name
        if name not in ("hart", "dunne", "calloway", "prescott"):
            assert [one.kind for one in reached if one.kind == "text_translated"] == [], name


async def test_a_scheduled_item_appears_at_its_time(school: School) -> None:
    cast, at = school.cast, school.clock.now() + 2 * HOUR
    file, photo = await sent_file(school, cast.dunne), await uploaded(school, cast.dunne)
    later = await post(
        school, cast.dunne, kind=DOCUMENT, topic="year:4", title="Trip", files=(file["id"],), photos=(photo,),
        folder_id=await folder(school), publish_at=at,
    )  # fmt: skip
    coming = await school.ask(cast.dunne, GET_DESK, DeskAsk(what="scheduled"))
    assert isinstance(coming, ItemPage)
    assert [(item.id, item.publish_at) for item in coming.items] == [(later.id, at)]
    assert (await ids(school, cast.nadia), await download(school, cast.nadia, file["id"])) == ([], 404)
    school.clock.forward(2 * HOUR - MINUTE)
    school.do_jobs()
    assert await ids(school, cast.nadia) == []
    school.clock.forward(MINUTE)
    school.do_jobs()
    seen = await page(school, cast.nadia)
    assert [(item.id, item.at, item.publish_at) for item in seen.items] == [(later.id, at, None)]
    assert await download(school, cast.nadia, file["id"]) == 200
    assert (
        await school.http.get(f"/media/{photo}/400.webp", headers=headers_of(cast.nadia))
    ).status_code == 200
    assert await ids(school, cast.daniel) == []
    moved = await school.ask(cast.dunne, PUBLISH_ITEM, PublishItem(item_id=later.id, publish_at=at + DAY))
    assert code(moved) == "item_moved_on"


async def test_a_document_has_versions_and_families_have_the_newest(school: School) -> None:
    cast = school.cast
    old, new = await sent_file(school, cast.dunne, "old.pdf"), await sent_file(school, cast.dunne, "new.pdf")
    item = await post(
        school, cast.dunne, kind=DOCUMENT, topic="school", title="Uniform", files=(old["id"],),
        folder_id=await folder(school),
    )  # fmt: skip
    await school.ask(cast.nadia, OPEN_ITEM, OpenItem(item_id=item.id, version=1))
    assert (await view(school, cast.nadia, item.id)).new is False
    await made(school, cast.dunne, "news", "school")
    newer = await school.ask(cast.dunne, ADD_VERSION, NewVersion(item_id=item.id, files=(new["id"],)))
    assert isinstance(newer, Item)
    assert (newer.version, [file.name for file in newer.files]) == (2, ["new.pdf"])
    seen = await page(school, cast.nadia)
    assert (seen.items[0].id, item.id in seen.new) == (item.id, True)
    assert [await download(school, cast.nadia, file["id"]) for file in (old, new)] == [404, 200]
    assert [await download(school, who, old["id"]) for who in (cast.dunne, cast.calloway)] == [200, 200]
    versions = await school.ask(cast.dunne, GET_VERSIONS, VersionsAsk(item_id=item.id))
    assert isinstance(versions, Versions)
    assert [(one.number, one.by.id, one.files[0].name) for one in versions.versions] == [
        (2, cast.dunne.id, "new.pdf"),
        (1, cast.dunne.id, "old.pdf"),
    ]


async def test_what_is_withdrawn_is_gone_from_every_screen_and_link(school: School) -> None:
    cast = school.cast
    old, file = await sent_file(school, cast.dunne), await sent_file(school, cast.dunne)
    photo = await uploaded(school, cast.dunne)
    item = await post(
        school, cast.dunne, kind=DOCUMENT, topic=place_of(school, "4A"), title="Harvest", files=(old["id"],),
        photos=(photo,), folder_id=await folder(school),
    )  # fmt: skip
    await school.ask(cast.dunne, ADD_VERSION, NewVersion(item_id=item.id, files=(file["id"],)))
    viewer = await school.context.viewers.of(cast.nadia.token)
    link = f"/files/{file['id']}?k={grant_for(school.context.secret, viewer.session_id, school.clock.now())}"
    assert (await school.http.get(link)).status_code == 200
    gone = await school.ask(cast.dunne, WITHDRAW_ITEM, ItemRef(item_id=item.id))
    assert isinstance(gone, Item)
    assert gone.state is ItemState.WITHDRAWN
    assert (await school.http.get(link)).status_code == 404
    for who in (cast.nadia, cast.hart, cast.dunne, cast.calloway):
        assert [await download(school, who, one["id"]) for one in (old, file)] == [404, 404]
        picture = await school.http.get(f"/media/{photo}/400.webp", headers=headers_of(who))
        assert picture.status_code == 404
        assert code(await school.ask(who, GET_ITEM, ItemRef(item_id=item.id))) == "not_found"
        assert await ids(school, who, "staff" if who is not cast.nadia else "family") == []
    told = school.context.db.read(lambda conn: told_after(conn, 0, 500))
    last = [one for one in told if one.kind.startswith("item_")][-1]
    say = renderers()
    assert school.context.db.read(lambda conn: say[last.kind](conn, last.ref, "en")) == ItemWithdrawn(item.id)
    changed = [one for one in told if one.kind == "item_changed"]
    late = school.context.db.read(lambda conn: [say[one.kind](conn, one.ref, "ur") for one in changed])
    assert late == [None] * len(changed)
    again = await school.ask(cast.dunne, EDIT_ITEM, EditItem(item_id=item.id, title="A", body="B"))
    assert code(again) == "item_withdrawn"


async def test_a_kept_copy_is_good_until_the_item_is_not(school: School) -> None:
    cast = school.cast
    kept = [await made(school, cast.dunne, "document", place) for place in ("school", "4A")]
    others = await made(school, cast.calloway, "report", "Zara")
    asked = CopiesAsk(items=(*kept, others, 999_999))
    mine = await school.ask(cast.katarzyna, CHECK_COPIES, asked)
    assert isinstance(mine, Copies)
    assert [item.id for item in mine.items] == kept
    file = mine.items[0].files[0]
    headers = headers_of(cast.katarzyna)
    first = await school.http.get(f"/files/{file.id}", headers=headers)
    again = {**headers, "If-None-Match": first.headers["etag"]}
    unchanged = await school.http.get(f"/files/{file.id}", headers=again)
    assert (first.status_code, unchanged.status_code, unchanged.content) == (200, 304, b"")
    await school.ask(cast.dunne, WITHDRAW_ITEM, ItemRef(item_id=kept[0]))
    left = await school.ask(cast.katarzyna, CHECK_COPIES, asked)
    assert isinstance(left, Copies)
    assert [item.id for item in left.items] == kept[1:]
    assert (await school.http.get(f"/files/{file.id}", headers=again)).status_code == 404
    await school.end_rights(cast.katarzyna)
    assert await school.ask(cast.katarzyna, CHECK_COPIES, asked) == Copies(items=())


async def test_staff_see_at_whose_home_it_was_opened(school: School) -> None:
    cast = school.cast
    item = await made(school, cast.hart, "work", "4A")
    assert (await front(school, cast.nadia)).new == {WORK: 1}
    for _ in range(2):
        done = await school.ask(cast.nadia, OPEN_ITEM, OpenItem(item_id=item, version=7))
        assert done == Nothing()
        school.clock.forward(MINUTE)
    assert (await front(school, cast.nadia)).new == {}
    openers = await school.ask(cast.hart, GET_OPENERS, OpenersAsk(item_id=item))
    assert isinstance(openers, Openers)
    assert (openers.pupils, openers.opened, openers.next) == (3, 1, None)
    opened_at = school.clock.now() - 2 * MINUTE
    assert [(line.name, [(o.person.name, o.at) for o in line.opened]) for line in openers.lines] == [
        ("Ilyas", []),
        ("Lena", []),
        ("Zara", [("Nadia", opened_at)]),
    ]
    missing = await school.ask(cast.sandhu, GET_OPENERS, OpenersAsk(item_id=item, missing=True))
    assert isinstance(missing, Openers)
    assert [line.name for line in missing.lines] == ["Ilyas", "Lena"]
    await school.end_rights(cast.nadia)
    after = await school.ask(cast.hart, GET_OPENERS, OpenersAsk(item_id=item))
    assert isinstance(after, Openers)
    assert (after.opened, [line.on_app for line in after.lines]) == (0, [True, True, False])
    assert (
        code(await school.ask(cast.katarzyna, OPEN_ITEM, OpenItem(item_id=999_999, version=1))) == "not_found"
    )


async def test_nothing_is_new_for_ever_nor_for_who_wrote_it(school: School) -> None:
    cast = school.cast
    item = await made(school, cast.hart, "work", "4A")
    assert (await page(school, cast.hart, "staff")).new == frozenset()
    assert (await page(school, cast.sandhu, "staff", new=True)).new == {item}
    assert await ids(school, cast.nadia, new=True) == [item]
    long_ago = items.update().values(version_at=school.clock.now() - 61 * DAY)
    await school.context.db.awrite(lambda tx: tx.conn.execute(long_ago))
    assert (await page(school, cast.nadia)).new == frozenset()
    assert await ids(school, cast.nadia, new=True) == []


async def test_folders_are_the_offices_in_its_own_order(school: School) -> None:
    cast = school.cast
    lines = (FolderLine(name="Policies"), FolderLine(name="Menus"))
    made_two = await school.ask(cast.dunne, SET_FOLDERS, SetFolders(folders=lines))
    assert isinstance(made_two, Folders)
    policies, menus = (one.id for one in made_two.folders)
    await made(school, cast.dunne, "document", "school", folder_id=policies)
    await made(school, cast.dunne, "document", "4A", folder_id=policies)
    counts = {}
    for who, side in ((cast.nadia, "family"), (cast.daniel, "family"), (cast.dunne, "staff")):
        shelves = (await front(school, who, side)).shelves  # type: ignore[arg-type]
        counts[who.name] = [(one.folder.id, one.items, one.new) for one in shelves]
    assert counts == {
        "Nadia": [(policies, 2, 2), (menus, 0, 0)],
        "Daniel": [(policies, 1, 1), (menus, 0, 0)],
        "Dunne": [(policies, 2, 0), (menus, 0, 0)],
    }
    taken = await school.ask(
        cast.dunne, SET_FOLDERS, SetFolders(folders=(FolderLine(name="Menus", folder_id=menus),))
    )
    assert code(taken) == "folder_not_empty"
    turned = SetFolders(
        folders=(
            FolderLine(name="School menus", folder_id=menus),
            FolderLine(name="Policies", folder_id=policies),
        )
    )
    assert isinstance(await school.ask(cast.calloway, SET_FOLDERS, turned), Folders)
    names = [shelf.folder.name.body for shelf in (await front(school, cast.nadia)).shelves]
    assert names == ["School menus", "Policies"]
    only = SetFolders(folders=(FolderLine(name="Policies", folder_id=policies),))
    assert isinstance(await school.ask(cast.dunne, SET_FOLDERS, only), Folders)
    gone = await school.ask(cast.dunne, SET_FOLDERS, turned)
    assert code(gone) == "folder_gone"
    file = await sent_file(school, cast.dunne)
    into = NewItem(kind=DOCUMENT, topic="school", title="Lunch", files=(file["id"],), folder_id=menus)
    assert code(await school.ask(cast.dunne, POST_ITEM, into)) == "folder_gone"


async def test_each_is_offered_those_for_whom_they_may_put_something_in(school: School) -> None:
    cast = school.cast

    async def offered(who: object) -> dict[str, tuple[set[str], set[str]]]:
        answer = await school.ask(who, GET_ITEM_AUDIENCES, Nothing())  # type: ignore[arg-type]
        assert isinstance(answer, ItemAudiences)
        return {one.topic: ({*one.publishes}, {*one.hands_in}) for one in answer.audiences}

    zara, room = place_of(school, "Zara"), place_of(school, "4A")
    everything, anything = {NEWS, DOCUMENT, WORK}, {NEWS, DOCUMENT}
    hart, dunne, head = await offered(cast.hart), await offered(cast.dunne), await offered(cast.calloway)
    assert hart["school"] == hart["year:4"] == (set(), anything)
    assert (hart[room], hart[zara]) == (({WORK}, anything), ({WORK}, {*anything, REPORT}))
    assert f"pupil:{cast.yusuf}" not in hart
    assert (dunne["school"], dunne[room], dunne[zara]) == (
        (anything, set()),
        (everything, set()),
        (everything, set()),
    )
    assert head[zara] == ({*ItemKind}, set())
    await school.context.db.awrite(lambda tx: let_leave(tx, cast.lena))
    assert f"pupil:{cast.lena}" not in await offered(cast.dunne)


async def test_an_edit_is_marked_and_the_earlier_words_are_told_to_nobody(school: School) -> None:
    cast = school.cast
    item = await made(school, cast.dunne, "news", "school")
    before = (await view(school, cast.nadia, item)).item
    edited = EditItem(item_id=item, title="Harvest", body="Bring two pumpkins.")
    await school.ask(cast.dunne, EDIT_ITEM, edited)
    seen = (await view(school, cast.nadia, item)).item
    assert seen.body is not None
    assert before.body is not None
    assert (seen.body.body, seen.title.id, seen.edited_at) == (
        "Bring two pumpkins.",
        before.title.id,
        school.clock.now(),
    )
    assert (seen.version, seen.pos) == (1, before.pos)
    old = before.body.id
    school.do_jobs()
    told = school.context.db.read(lambda conn: told_after(conn, 0, 500))
    say = renderers()
    changed = [one for one in told if one.kind == "item_changed" and one.topic == "school"]
    news = school.context.db.read(lambda conn: say["item_changed"](conn, changed[-1].ref, "en"))
    assert isinstance(news, ItemChanged)
    assert news.item.body is not None
    assert news.item.body.id != old


async def test_the_snapshot_holds_the_front_of_the_library(school: School) -> None:
    cast = school.cast
    await made(school, cast.dunne, "document", "school")
    await post(school, cast.hart, kind=NEWS, topic="school", title="A", body="B", hand_in=True)
    mine = await school.ask(cast.nadia, GET_SNAPSHOT, SnapshotAsk())
    office = await school.ask(cast.dunne, GET_SNAPSHOT, SnapshotAsk(side="staff"))
    assert isinstance(mine, Snapshot)
    assert isinstance(office, Snapshot)
    assert (mine.library.new, mine.library.waiting, mine.library.keeps) == ({DOCUMENT: 1}, 0, False)
    assert (office.library.new, office.library.waiting, office.library.keeps) == ({}, 1, True)


async def test_a_list_pages_by_twenty(school: School) -> None:
    cast = school.cast
    made_all = [await made(school, cast.dunne, "news", "school") for _ in range(23)]
    first = await page(school, cast.nadia)
    second = await page(school, cast.nadia, before=first.next)
    assert [item.id for item in (*first.items, *second.items)] == made_all[::-1]
    assert (len(first.items), second.next) == (20, None)
    handed = [
        (await post(school, cast.hart, kind=NEWS, topic="school", title="A", body="B", hand_in=True)).id
        for _ in range(23)
    ]
    at = school.clock.now() + HOUR
    coming = [
        (await post(school, cast.dunne, kind=NEWS, topic="school", title="A", body="B", publish_at=at)).id
        for _ in range(23)
    ]
    for what, who, expected in (
        ("queue", cast.dunne, handed),
        ("mine", cast.hart, handed[::-1]),
        ("scheduled", cast.dunne, coming),
    ):
        one = await school.ask(who, GET_DESK, DeskAsk(what=what))  # type: ignore[arg-type]
        assert isinstance(one, ItemPage)
        two = await school.ask(who, GET_DESK, DeskAsk(what=what, before=one.next))  # type: ignore[arg-type]
        assert isinstance(two, ItemPage)
        assert [item.id for item in (*one.items, *two.items)] == expected, what
        assert two.next is None


async def test_what_is_new_is_told_once_for_each_version_to_those_whom_it_is_for(school: School) -> None:
    cast = school.cast
    item = await made(school, cast.hart, "work", "4A")
    school.do_jobs()

    def told() -> set[tuple[int, str]]:
        rows = sa.select(notices.c.person_id, notices.c.path)
        return {(row[0], row[1]) for row in school.context.db.read(lambda conn: conn.execute(rows).all())}

    readers = ("nadia", "katarzyna", "rahman", "sandhu", "adeyemi", "calloway", "prescott")
    assert told() == {(cast.people()[name].id, f"/library/{item}") for name in readers}
    gone = await made(school, cast.hart, "work", "4A")
    await school.ask(cast.hart, WITHDRAW_ITEM, ItemRef(item_id=gone))
    school.do_jobs()
    assert {path for _, path in told()} == {f"/library/{item}"}


async def test_with_the_library_switched_off_its_files_and_pictures_are_gone_too(school: School) -> None:
    cast = school.cast
    file, photo = await sent_file(school, cast.dunne), await uploaded(school, cast.dunne)
    await post(school, cast.dunne, kind=NEWS, topic="school", title="A", files=(file["id"],), photos=(photo,))

    async def got() -> tuple[int, int]:
        picture = await school.http.get(f"/media/{photo}/400.webp", headers=headers_of(cast.nadia))
        return await download(school, cast.nadia, file["id"]), picture.status_code

    assert await got() == (200, 200)
    await school.ask(cast.dunne, SWITCH_MODULE, SwitchModule(Module.LIBRARY, on=False))
    assert await got() == (404, 404)
    await school.ask(cast.dunne, SWITCH_MODULE, SwitchModule(Module.LIBRARY, on=True))
    assert await got() == (200, 200)


async def test_whoever_may_send_there_hears_how_many_families_it_reaches(school: School) -> None:
    cast = school.cast
    ask = ReachAsk(topic=f"class:{cast.class_4a}")
    reach = Reach(families=3, languages=(("en", 1), ("pl", 1), ("ur", 1)), not_on_app=())
    assert await school.ask(cast.dunne, GET_ITEM_REACH, ask) == reach
    assert await school.ask(cast.hart, GET_ITEM_REACH, ask) == reach
    assert code(await school.ask(cast.okafor, GET_ITEM_REACH, ask)) == "not_allowed"
    for topic in ("class:999999", "pupil:999999", "year:99", "person:1"):
        assert code(await school.ask(cast.dunne, GET_ITEM_REACH, ReachAsk(topic=topic))) == "not_allowed"
