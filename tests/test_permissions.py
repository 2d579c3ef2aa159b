"""Who may ask what: every endpoint, every kind of person, own class, other class, ended right, other school.

Each row names those who are let through; everybody else of the cast must be refused with the row's own status.
A new endpoint without a row fails.
"""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest

import wire.accounts
import wire.calendar
import wire.calls
import wire.forms
import wire.guidance
import wire.hours
import wire.library
import wire.messages
import wire.modules
import wire.notifications
import wire.points
import wire.safeguarding
import wire.school
import wire.snapshot
import wire.stories
from server.accounts.actions import open_session
from server.core.db import Tx
from server.hours.tables import absences, terms
from server.notifications.tables import mails
from server.school.actions import add_class, add_to_class, remove_from_class
from tests import collation_rows, eg, forms_rows, library_rows, points_rows, safeguarding_rows
from tests.cast import PEOPLE, Cast, Who
from tests.school import School, headers_of, new_key
from wire.accounts import CHOOSE, DEMO_SIGN_IN, KEEP_DRAFT, LIST_DEVICES, SIGN_IN, SIGN_OUT, SIGN_OUT_DEVICE
from wire.base import Endpoint, Nothing, Role
from wire.calendar import (
    CANCEL_OCCASION,
    EDIT_OCCASION,
    END_LINK,
    GET_DATES,
    GET_LINK,
    GET_OCCASION,
    MAKE_LINK,
    POST_OCCASION,
)
from wire.calls import ASK_CALL, FINISH_CALL, GET_CALLS, GET_MY_CALLS, TAKE_BACK_CALL
from wire.guidance import CHECK_WORDS
from wire.hours import (
    END_ABSENCE,
    GET_ABSENCES,
    GET_CALENDAR,
    GET_SCHOOL_DEVICES,
    MARK_ABSENT,
    REGISTER_DEVICE,
    REMOVE_CLOSURE,
    REMOVE_DEVICE,
    REMOVE_TERM,
    SET_CLOSURE,
    SET_HOURS,
    SET_TERM,
    TEACH,
)
from wire.media import UPLOAD_PATH
from wire.messages import (
    AGREE_HEAR_ABOUT,
    EDIT_MESSAGE,
    GET_HEAR_ABOUT,
    GET_MESSAGES,
    GET_PARTNERS,
    GET_QUICK_ANSWERS,
    GET_THREAD,
    GET_THREADS,
    NO_ANSWER,
    OPEN_THREAD,
    REMOVE_MESSAGE,
    SEARCH_MESSAGES,
    SEND_MESSAGE,
    SEND_TO_CLASS,
    SET_HEAR_ABOUT,
    SET_MARKS,
    Message,
    NewMessage,
    OpenThread,
    ThreadView,
)
from wire.modules import SWITCH_MODULE
from wire.notifications import CHOOSE_NOTIFICATIONS, GET_BOUNCES, GET_NOTIFICATIONS, RETRY_BOUNCE, SEE
from wire.safeguarding import EXPORT_MINE, REPORT
from wire.school import GET_REACH, GET_SCHOOL
from wire.snapshot import GET_SNAPSHOT
from wire.stories import (
    DECIDE_COMMENT,
    EDIT_STORY,
    GET_COMMENTS,
    GET_FEED,
    GET_SCHEDULED,
    GET_STORY,
    LIKE_STORY,
    POST_COMMENT,
    POST_STORY,
    REMOVE_COMMENT,
    WITHDRAW_STORY,
    Comment,
    NewComment,
    NewStory,
    Story,
)

ENDPOINTS: tuple[Endpoint[Any, Any], ...] = (
    *wire.accounts.ENDPOINTS,
    *wire.messages.ENDPOINTS,
    *wire.modules.ENDPOINTS,
    *wire.calendar.ENDPOINTS,
    *wire.calls.ENDPOINTS,
    *wire.forms.ENDPOINTS,
    *wire.guidance.ENDPOINTS,
    *wire.hours.ENDPOINTS,
    *wire.library.ENDPOINTS,
    *wire.notifications.ENDPOINTS,
    *wire.points.ENDPOINTS,
    *wire.safeguarding.ENDPOINTS,
    *wire.school.ENDPOINTS,
    *wire.snapshot.ENDPOINTS,
    *wire.stories.ENDPOINTS,
)
Fields = dict[str, Any]
Prepare = Callable[[School, Who], Awaitable[Fields]]
"""Makes what a row is about, anew for each person, and says what that person then asks with."""

EVERYBODY = frozenset(PEOPLE)
FAMILY = frozenset({"nadia", "katarzyna", "daniel", "former"})
STAFF = EVERYBODY - FAMILY

READ = {
    "4A": {"nadia", "katarzyna", "rahman", "hart", "sandhu", "adeyemi", "calloway", "prescott"},
    "3B": {"nadia", "daniel", "rahman", "okafor", "calloway", "prescott"},
    "Zara": {"nadia", "hart", "sandhu", "calloway", "prescott"},
    "Yusuf": {"nadia", "okafor", "rahman", "calloway", "prescott"},
    "year 4": {"nadia", "katarzyna", "rahman", "hart", "sandhu", "adeyemi", "calloway", "prescott", "dunne"},
    "school": EVERYBODY - {"former"},
}
POST = {
    "4A": {"hart", "sandhu", "adeyemi", "calloway"},
    "3B": {"okafor", "rahman", "calloway"},
    "Zara": {"hart", "sandhu", "calloway"},
    "Yusuf": {"okafor", "rahman", "calloway"},
    "year 4": {"calloway", "dunne"},
    "school": {"calloway", "dunne"},
}
AUTHOR = {
    "4A": "hart",
    "3B": "okafor",
    "Zara": "hart",
    "Yusuf": "okafor",
    "year 4": "dunne",
    "school": "calloway",
}
TALK = {
    "Zara with her class team": ("nadia", "zara", ()),
    "Zara with her therapist": ("nadia", "zara", ("adeyemi",)),
    "Zara with the head": ("nadia", "zara", ("calloway",)),
    "Ilyas with his class team": ("rahman", "ilyas", ()),
}
"""Each thread of this file: who opens it, about whom, and the staff that it names. By rank nobody is in one."""
IN_THREAD = {
    "Zara with her class team": {"nadia", "hart", "sandhu"},
    "Zara with her therapist": {"nadia", "adeyemi"},
    "Zara with the head": {"nadia", "calloway"},
    "Ilyas with his class team": {"rahman", "hart", "sandhu"},
}
ONLY_READS = {"sandhu"}
"""A TA whose teacher is there."""
LEADS = {"hart", "okafor", "rahman", "calloway"}


@dataclass(frozen=True)
class Row:
    """One thing to ask: whose asking is answered, and what the others hear.

    ``unseen`` are those for whom the thing must look as if it were not there.
    """

    endpoint: Endpoint[Any, Any]
    about: str
    prepare: Prepare
    let: frozenset[str]
    unseen: frozenset[str] = frozenset()

    def expected(self, name: str) -> int:
        """The status that somebody gets."""
        if name in self.let:
            return 200
        if self.endpoint.may and not (name in STAFF or "parent" in self.endpoint.may):
            return 403
        return 404 if name in self.unseen else 403

    def __str__(self) -> str:
        return f"{self.endpoint.method} {self.endpoint.path} {self.about}".strip()


def topic_of(school: School, place: str) -> str:
    """An audience's topic by the name it has in this file."""
    cast = school.cast
    return {
        "4A": f"class:{cast.class_4a}",
        "3B": f"class:{cast.class_3b}",
        "Zara": f"pupil:{cast.zara}",
        "Yusuf": f"pupil:{cast.yusuf}",
        "year 4": "year:4",
        "school": "school",
    }[place]


async def posted(school: School, place: str) -> Story:
    """A new story, from somebody who may."""
    author = school.cast.people()[AUTHOR[place]]
    story = await school.ask(
        author, POST_STORY, NewStory(topic=topic_of(school, place), body="We sowed beans.")
    )
    assert isinstance(story, Story)
    return story


async def commented(school: School, place: str, photos: tuple[int, ...] = ()) -> Comment:
    """A comment of Nadia's under a new story."""
    story = await posted(school, place)
    words = NewComment(story_id=story.id, body="Lovely.", photos=photos)
    comment = await school.ask(school.cast.nadia, POST_COMMENT, words)
    assert isinstance(comment, Comment)
    return comment


async def uploaded(school: School, who: Who) -> int:
    """A picture that somebody sent and nothing uses yet."""
    headers = {**headers_of(who), "Idempotency-Key": new_key()}
    told = await school.http.post(UPLOAD_PATH, content=eg.picture(), headers=headers)
    assert told.status_code == 200
    return int(told.json()["id"])


def just(fields: Fields) -> Prepare:
    """Nothing to prepare."""

    async def prepare(_: School, __: Who) -> Fields:
        return fields

    return prepare


def story_rows() -> list[Row]:
    """Rows about each kind of story."""
    return [row for place in READ for row in rows_about(place)]


def rows_about(place: str) -> list[Row]:
    """Everything that can be asked about a story in one place."""

    async def story(school: School, _: Who) -> Fields:
        return {"story_id": (await posted(school, place)).id}

    async def new_story(school: School, _: Who) -> Fields:
        return {"topic": topic_of(school, place), "body": "Hello."}

    async def edit(school: School, who: Who) -> Fields:
        return {**await story(school, who), "body": "Better words.", "comments_open": True}

    async def like(school: School, who: Who) -> Fields:
        return {**await story(school, who), "on": True}

    async def comment(school: School, who: Who) -> Fields:
        return {**await story(school, who), "body": "Thank you."}

    async def reach(school: School, _: Who) -> Fields:
        return {"topic": topic_of(school, place)}

    async def reported(school: School, who: Who) -> Fields:
        return {"what": "story", "ref_id": (await posted(school, place)).id, "reason": "Not kind."}

    readers, posters = frozenset(READ[place]), frozenset(POST[place])
    changers = frozenset(name for name in posters if name in LEADS or name == AUTHOR[place])
    unseen = EVERYBODY - readers
    return [
        Row(POST_STORY, place, new_story, posters, unseen),
        Row(GET_REACH, place, reach, posters),
        Row(GET_STORY, place, story, readers, unseen),
        Row(LIKE_STORY, place, like, readers, unseen),
        Row(GET_COMMENTS, place, story, readers, unseen),
        Row(POST_COMMENT, place, comment, readers, unseen),
        Row(EDIT_STORY, place, edit, changers, unseen),
        Row(WITHDRAW_STORY, place, story, changers, unseen),
        Row(REPORT, f"a story in {place}", reported, readers, unseen),
    ]


def comment_rows() -> list[Row]:
    """Rows about a comment of Nadia's under a story of class 4A, shown or waiting."""

    async def shown(school: School, _: Who) -> Fields:
        return {"comment_id": (await commented(school, "4A")).id}

    async def waiting(school: School, _: Who) -> Fields:
        photo = await uploaded(school, school.cast.nadia)
        return {"comment_id": (await commented(school, "4A", (photo,))).id, "show": True}

    readers, posters = frozenset(READ["4A"]), frozenset(POST["4A"])
    return [
        Row(REMOVE_COMMENT, "of Nadia's in 4A", shown, posters | {"nadia"}, EVERYBODY - readers),
        Row(DECIDE_COMMENT, "of Nadia's in 4A", waiting, posters, EVERYBODY - posters),
    ]


async def opened(school: School, about: str) -> int:
    """A thread of ``TALK``."""
    name, pupil, staff = TALK[about]
    people = school.cast.people()
    ask = OpenThread(pupil_id=getattr(school.cast, pupil), staff=tuple(people[member].id for member in staff))
    view = await school.ask(people[name], OPEN_THREAD, ask)
    assert isinstance(view, ThreadView)
    return view.line.thread.id


def thread_rows(about: str) -> list[Row]:
    """Everything that can be asked about a thread, and about a message that its family wrote."""
    author = TALK[about][0]

    async def thread(school: School, _: Who) -> Fields:
        return {"thread_id": await opened(school, about)}

    async def marks(school: School, who: Who) -> Fields:
        return {**await thread(school, who), "delivered": 1, "read": 1}

    async def send(school: School, who: Who) -> Fields:
        return {**await thread(school, who), "body": "Hello."}

    async def seen(school: School, who: Who) -> Fields:
        return {**await thread(school, who), "seen": 1_000_000}

    async def message(school: School, _: Who) -> Fields:
        words = NewMessage(thread_id=await opened(school, about), body="Good morning.")
        sent = await school.ask(school.cast.people()[author], SEND_MESSAGE, words)
        assert isinstance(sent, Message)
        return {"message_id": sent.id}

    async def edit(school: School, who: Who) -> Fields:
        return {**await message(school, who), "body": "Good afternoon."}

    readers = frozenset(IN_THREAD[about])
    unseen = EVERYBODY - readers
    return [
        Row(GET_THREAD, about, thread, readers, unseen),
        Row(GET_MESSAGES, about, thread, readers, unseen),
        Row(SET_MARKS, about, marks, readers, unseen),
        Row(SEND_MESSAGE, about, send, readers - ONLY_READS, unseen),
        Row(NO_ANSWER, about, seen, readers - ONLY_READS - {author}, unseen),
        Row(EDIT_MESSAGE, about, edit, frozenset({author}), unseen),
        Row(REMOVE_MESSAGE, about, message, frozenset({author}), unseen),
    ]


def message_rows() -> list[Row]:
    """Rows about threads, and about beginning one."""

    def about_zara(*staff: str, **more: Any) -> Prepare:
        async def prepare(school: School, _: Who) -> Fields:
            named = {"staff": [school.cast.people()[name].id for name in staff]} if staff else {}
            return {"pupil_id": school.cast.zara, **named, **more}

        return prepare

    async def to_class(school: School, _: Who) -> Fields:
        return {"class_id": school.cast.class_4a, "body": "Hello."}

    async def wished(school: School, _: Who) -> Fields:
        wish = {"pupil_id": school.cast.zara, "topics": ["lunch"]}
        told = await school.send(school.cast.nadia, SET_HEAR_ABOUT, wish)
        return {"pupil_id": school.cast.zara, "version": told.json()["version"]}

    team = frozenset(IN_THREAD["Zara with her class team"])
    others = EVERYBODY - team
    return [
        *(row for about in TALK for row in thread_rows(about)),
        Row(OPEN_THREAD, "Zara and her class team", about_zara(), team, others - {"adeyemi", "calloway"}),
        Row(
            OPEN_THREAD,
            "Zara and her therapist",
            about_zara("adeyemi"),
            frozenset({"nadia", "hart", "adeyemi", "calloway"}),
            EVERYBODY - {"sandhu"},
        ),
        Row(SEND_TO_CLASS, "4A", to_class, frozenset({"hart"}), EVERYBODY - {"sandhu"}),
        Row(GET_HEAR_ABOUT, "Zara", about_zara(), team, others),
        Row(SET_HEAR_ABOUT, "Zara", about_zara(topics=["mood"]), frozenset({"nadia"}), others),
        Row(AGREE_HEAR_ABOUT, "Zara", wished, frozenset({"hart"}), others),
        Row(GET_THREADS, "", just({}), EVERYBODY),
        Row(GET_THREADS, "as staff", just({"side": "staff"}), EVERYBODY),
        Row(GET_PARTNERS, "", just({}), EVERYBODY),
        Row(GET_PARTNERS, "as staff", just({"side": "staff"}), EVERYBODY),
        Row(SEARCH_MESSAGES, "", just({"words": "hello"}), EVERYBODY),
        Row(GET_QUICK_ANSWERS, "", just({}), EVERYBODY),
    ]


def own_rows() -> list[Row]:
    """Rows about oneself."""

    async def own_device(school: School, who: Who) -> Fields:
        devices = await school.send(who, LIST_DEVICES, {})
        return {"device_id": devices.json()["devices"][0]["id"]}

    async def hart_s_other_device(school: School, _: Who) -> Fields:
        hart = school.cast.hart
        await school.context.db.awrite(lambda tx: open_session(tx, hart.id, "Tablet"))
        devices = (await school.send(hart, LIST_DEVICES, {})).json()["devices"]
        return {"device_id": next(device["id"] for device in devices if not device["this"])}

    return [
        Row(SIGN_OUT, "", just({}), EVERYBODY),
        Row(LIST_DEVICES, "", just({}), EVERYBODY),
        Row(SIGN_OUT_DEVICE, "of one's own", own_device, EVERYBODY),
        Row(SIGN_OUT_DEVICE, "of Hart's", hart_s_other_device, frozenset({"hart"}), EVERYBODY),
        Row(CHOOSE, "", just({"lang": "pl"}), EVERYBODY),
        Row(KEEP_DRAFT, "", just({"place": "story", "body": "Dear all"}), EVERYBODY),
        Row(GET_SNAPSHOT, "", just({}), EVERYBODY),
        Row(GET_FEED, "", just({}), EVERYBODY),
        Row(GET_FEED, "as staff", just({"side": "staff"}), EVERYBODY),
        Row(GET_SCHEDULED, "", just({}), STAFF),
    ]


def guidance_rows() -> list[Row]:
    """Rows about words that somebody types, with the numbers of Zara's family for those who may write to it."""
    body = "Zara bumped her head."

    async def of_family(school: School, _: Who) -> Fields:
        return {"body": body, "pupil_id": school.cast.zara}

    async def of_staff(school: School, _: Who) -> Fields:
        return {"body": body, "pupil_id": school.cast.zara, "side": "staff"}

    with_zara = frozenset({"hart", "sandhu", "adeyemi", "calloway"})
    return [
        Row(CHECK_WORDS, "", just({"body": body}), EVERYBODY),
        Row(CHECK_WORDS, "as staff", just({"body": body, "side": "staff"}), STAFF),
        Row(CHECK_WORDS, "about Zara", of_family, frozenset({"nadia"}), EVERYBODY),
        Row(CHECK_WORDS, "about Zara, as staff", of_staff, with_zara, STAFF),
    ]


def call_rows() -> list[Row]:
    """Rows about calls with an interpreter. Rahman is a parent besides being staff."""
    parents = FAMILY | {"rahman"}

    async def about_zara(school: School, _: Who) -> Fields:
        return {"lang": "ur", "phone": "07700 900123", "pupil_id": school.cast.zara}

    async def of_nadia(school: School, _: Who) -> Fields:
        call = await school.send(school.cast.nadia, ASK_CALL, {"lang": "ur", "phone": "07700 900123"})
        return {"call_id": call.json()["id"]}

    anybody = just({"lang": "ur", "phone": "07700 900123"})
    return [
        Row(ASK_CALL, "", anybody, parents - {"former"}, frozenset({"former"})),
        Row(ASK_CALL, "about Zara", about_zara, frozenset({"nadia"}), parents),
        Row(GET_MY_CALLS, "", just({}), parents),
        Row(TAKE_BACK_CALL, "of Nadia's", of_nadia, frozenset({"nadia"}), parents),
        Row(GET_CALLS, "", just({}), frozenset({"dunne"})),
        Row(FINISH_CALL, "of Nadia's", of_nadia, frozenset({"dunne"})),
    ]


TEA = {
    "kind": "coffee_morning",
    "title": "Coffee morning",
    "when": {"first": "2026-11-20", "last": "2026-11-20", "starts": 540, "ends": 600},
}


def calendar_rows() -> list[Row]:
    """Rows about the calendar: its audiences are those of the stories."""
    month, parents = {"first": "2026-11-01", "last": "2026-11-30"}, FAMILY | {"rahman"}

    async def new_link(_: School, __: Who) -> Fields:
        return {"secret": secrets.token_urlsafe(32)}

    return [
        *(row for place in ("4A", "Zara", "school") for row in occasion_rows(place)),
        Row(GET_DATES, "", just(month), EVERYBODY),
        Row(GET_DATES, "as staff", just({**month, "side": "staff"}), EVERYBODY),
        Row(GET_LINK, "", just({}), parents),
        Row(MAKE_LINK, "", new_link, parents),
        Row(END_LINK, "", just({}), parents),
    ]


def occasion_rows(place: str) -> list[Row]:
    """Everything that can be asked about something in the calendar."""

    async def new(school: School, _: Who) -> Fields:
        return {**TEA, "topic": topic_of(school, place)}

    async def there(school: School, who: Who) -> Fields:
        author = school.cast.people()[AUTHOR[place]]
        told = await school.send(author, POST_OCCASION, await new(school, who))
        return {"occasion_id": told.json()["id"]}

    async def edit(school: School, who: Who) -> Fields:
        return {**TEA, **await there(school, who), "title": "Tea"}

    readers, posters = frozenset(READ[place]), frozenset(POST[place])
    changers = frozenset(name for name in posters if name in LEADS or name == AUTHOR[place])
    unseen = EVERYBODY - readers
    return [
        Row(POST_OCCASION, place, new, posters, unseen),
        Row(GET_OCCASION, place, there, readers, unseen),
        Row(EDIT_OCCASION, place, edit, changers, unseen),
        Row(CANCEL_OCCASION, place, there, changers, unseen),
    ]


AUTUMN = {"name": "Autumn", "first": "2026-09-02", "last": "2026-12-18"}
SNOW = {"kind": "holiday", "name": "Snow", "first": "2026-12-01", "last": "2026-12-01"}


async def emptied(school: School) -> None:
    """A calendar without terms, and nobody away."""

    def empty(tx: Tx) -> None:
        for table in (terms, absences):
            tx.conn.execute(table.delete())

    await school.context.db.awrite(empty)


def hours_rows() -> list[Row]:
    """Rows about the calendar: everybody who works here reads it, the office and SMT keep it."""

    async def new_term(school: School, _: Who) -> Fields:
        await emptied(school)
        return AUTUMN

    async def term(school: School, _: Who) -> Fields:
        await emptied(school)
        told = await school.send(school.cast.dunne, SET_TERM, AUTUMN)
        return {"term_id": told.json()["terms"][0]["id"]}

    async def closure(school: School, _: Who) -> Fields:
        told = await school.send(school.cast.dunne, SET_CLOSURE, SNOW)
        return {"closure_id": told.json()["closures"][0]["id"]}

    keep = frozenset({"calloway", "dunne"})
    return [
        Row(GET_CALENDAR, "", just({}), STAFF),
        Row(SET_HOURS, "", just({"on": False}), keep),
        Row(SET_TERM, "", new_term, keep),
        Row(REMOVE_TERM, "", term, keep),
        Row(SET_CLOSURE, "", just(SNOW), keep),
        Row(REMOVE_CLOSURE, "", closure, keep),
    ]


def work_rows() -> list[Row]:
    """Rows about who is away or teaching, and about the school's devices."""

    async def absent(school: School, _: Who) -> Fields:
        await emptied(school)
        return {"person_id": school.cast.hart.id}

    async def absence(school: School, who: Who) -> Fields:
        told = await school.send(school.cast.dunne, MARK_ABSENT, await absent(school, who))
        return {"absence_id": told.json()["absences"][0]["id"]}

    async def new_device(_: School, __: Who) -> Fields:
        return {"name": "Laptop", "secret": secrets.token_urlsafe(32)}

    async def device(school: School, who: Who) -> Fields:
        told = await school.send(school.cast.dunne, REGISTER_DEVICE, await new_device(school, who))
        return {"device_id": told.json()["devices"][0]["id"]}

    keep, others = frozenset({"calloway", "dunne"}), frozenset({"okafor", "rahman"})
    return [
        Row(GET_ABSENCES, "", just({}), keep | others | {"hart"}),
        Row(MARK_ABSENT, "of Hart", absent, keep | {"hart"}),
        Row(END_ABSENCE, "of Hart", absence, keep | {"hart"}, others),
        Row(TEACH, "", just({"on": True}), STAFF),
        Row(GET_SCHOOL_DEVICES, "", just({}), keep),
        Row(REGISTER_DEVICE, "", new_device, keep),
        Row(REMOVE_DEVICE, "", device, keep),
    ]


def notification_rows() -> list[Row]:
    """Rows about how one hears of things, and about e-mails that came back."""

    async def bounced(school: School, _: Who) -> Fields:
        daniel = school.cast.daniel
        row = {"person_id": daniel.id, "side": "family", "address": daniel.email, "made_at": 1, "at": 1}
        new = mails.insert().values(**row, state="bounced", code=550).returning(mails.c.id)
        return {"bounce_id": await school.context.db.awrite(lambda tx: tx.conn.execute(new).scalar_one())}

    chosen = {"emails": True, "kinds": {"story": "daily"}, "words": False, "quiet": None, "digest_at": 1020}
    office = frozenset({"dunne", "calloway"})
    return [
        Row(GET_NOTIFICATIONS, "", just({}), EVERYBODY),
        Row(CHOOSE_NOTIFICATIONS, "", just(chosen), EVERYBODY),
        Row(SEE, "", just({"path": "/"}), EVERYBODY),
        Row(GET_BOUNCES, "", bounced, office),
        Row(RETRY_BOUNCE, "of Daniel's", bounced, office),
    ]


ROWS = [
    *story_rows(),
    *comment_rows(),
    *message_rows(),
    *own_rows(),
    *guidance_rows(),
    *calendar_rows(),
    *call_rows(),
    *hours_rows(),
    *work_rows(),
    *notification_rows(),
    *forms_rows.rows(Row, EVERYBODY),
    *collation_rows.rows(Row, EVERYBODY),
    Row(SWITCH_MODULE, "", just({"module": "points", "on": True}), frozenset({"dunne", "calloway"})),
    *library_rows.rows(Row, EVERYBODY),
    *points_rows.rows(Row, EVERYBODY),
    *safeguarding_rows.rows(Row, EVERYBODY),
]
USED_UP = (
    WITHDRAW_STORY,
    DECIDE_COMMENT,
    REMOVE_COMMENT,
    SIGN_OUT_DEVICE,
    SET_TERM,
    REMOVE_TERM,
    REMOVE_CLOSURE,
    MARK_ABSENT,
    CANCEL_OCCASION,
    MAKE_LINK,
    END_ABSENCE,
    REGISTER_DEVICE,
    REMOVE_DEVICE,
    RETRY_BOUNCE,
    *forms_rows.EACH_THEIR_OWN,
    *library_rows.EACH_THEIR_OWN,
    *points_rows.EACH_THEIR_OWN,
    *safeguarding_rows.EACH_THEIR_OWN,
)
"""What one person did, the next cannot do again: each who may gets their own to do it to."""
CHANGES_THE_SCHOOL = (SIGN_OUT, SIGN_OUT_DEVICE, MARK_ABSENT, END_ABSENCE, SET_TERM, REMOVE_TERM, TEACH)
OPEN = (SIGN_IN, DEMO_SIGN_IN, GET_SCHOOL)
"""What needs no sign-in has tests of its own."""


def test_every_endpoint_has_a_row() -> None:
    assert {row.endpoint.path + row.endpoint.method for row in ROWS} | {e.path + e.method for e in OPEN} == {
        endpoint.path + endpoint.method for endpoint in ENDPOINTS
    }


def test_only_these_need_no_sign_in() -> None:
    assert {endpoint.path for endpoint in ENDPOINTS if not endpoint.may} == {
        endpoint.path for endpoint in OPEN
    }


AT_ONCE = 12
"""So many rows are asked in one school."""


def groups() -> list[list[Row]]:
    """All rows, in schools of their own where one would change what the next is about."""
    alone = [[row] for row in ROWS if row.endpoint in CHANGES_THE_SCHOOL]
    others = [row for row in ROWS if row.endpoint not in CHANGES_THE_SCHOOL]
    return alone + [others[start : start + AT_ONCE] for start in range(0, len(others), AT_ONCE)]


@pytest.mark.parametrize("rows", groups(), ids=lambda rows: f"{rows[0]} and {len(rows) - 1} more")
async def test_exactly_these_are_let_through(school: School, stranger: Who, rows: list[Row]) -> None:
    wrong = {str(row): got for row in rows if (got := await unexpected(school, stranger, row))}
    assert wrong == {}


async def unexpected(school: School, stranger: Who, row: Row) -> dict[str, int]:
    """Who got another answer than their row says, and which."""
    cast = school.cast.people()
    fields = await row.prepare(school, school.cast.hart)
    refused = {name: who for name, who in cast.items() if name not in row.let}
    got = {
        name: (await school.send(who, row.endpoint, fields)).status_code
        for name, who in {**refused, "stranger": stranger, "nobody": None}.items()
    }
    for name in cast.keys() & row.let:
        if row.endpoint in USED_UP:
            fields = await row.prepare(school, cast[name])
        got[name] = (await school.send(cast[name], row.endpoint, fields)).status_code
    expected = {**{name: row.expected(name) for name in PEOPLE}, "stranger": 401, "nobody": 401}
    return {name: status for name, status in got.items() if status != expected[name]}


WITH_A_RIGHT = ("nadia", "hart", "okafor")
"""They have what they may do from one class or child, and can lose it without leaving the school."""
OF_ONE_S_OWN = {
    *(own.endpoint for own in own_rows()),
    *(ASK_CALL, TAKE_BACK_CALL, MARK_ABSENT, END_ABSENCE, TEACH, CHOOSE_NOTIFICATIONS),
    *(REPORT, EXPORT_MINE, MAKE_LINK, END_LINK),
}
"""What is answered is about who asks, or what they said themselves, or only that it was done."""
REPLAYED = {
    row.endpoint: row
    for row in ROWS
    if row.endpoint.method == "POST"
    and not row.endpoint.looks
    and row.endpoint.answer is not Nothing
    and row.endpoint not in OF_ONE_S_OWN
    and row.about != "school"
    and row.let & set(WITH_A_RIGHT)
}
"""One row for each endpoint that answers with something of the school."""


@pytest.mark.parametrize("row", REPLAYED.values(), ids=str)
async def test_the_key_of_what_was_done_tells_nothing_once_the_right_has_ended(
    school: School, row: Row
) -> None:
    who = school.cast.people()[next(name for name in WITH_A_RIGHT if name in row.let)]
    fields, key = await row.prepare(school, who), new_key()
    first = await school.send(who, row.endpoint, fields, key=key)
    again = await school.send(who, row.endpoint, fields, key=key)
    assert (first.status_code, again.content) == (200, first.content)
    await school.end_rights(who)
    await school.context.db.awrite(lambda tx: leave_classes(tx, school.cast, who))
    assert (await school.send(who, row.endpoint, fields, key=key)).status_code == 404


def leave_classes(tx: Tx, cast: Cast, who: Who) -> None:
    """A teacher teaches another class from now on."""
    if who.id not in (cast.hart.id, cast.okafor.id):
        return
    for class_id in (cast.class_4a, cast.class_3b):
        remove_from_class(tx, who.id, class_id)
    add_to_class(tx, who.id, add_class(tx, "6C", 6), Role.TEACHER)


async def test_what_is_not_there_and_what_is_not_for_you_look_the_same(school: School) -> None:
    hidden = await posted(school, "Yusuf")
    not_mine = await school.send(school.cast.katarzyna, GET_STORY, {"story_id": hidden.id})
    not_there = await school.send(school.cast.katarzyna, GET_STORY, {"story_id": 999_999})
    assert (not_mine.status_code, not_mine.content) == (not_there.status_code, not_there.content)


async def test_one_child_never_shows_under_another(school: School) -> None:
    cast = school.cast
    posts = {place: await posted(school, place) for place in READ}
    wanted = {
        cast.zara: {"4A", "Zara", "year 4", "school"},
        cast.yusuf: {"3B", "Yusuf", "school"},
        cast.lena: set(),
    }
    for child, places in wanted.items():
        feed = await school.send(cast.nadia, GET_FEED, {"child": child})
        assert {story["id"] for story in feed.json()["stories"]} == {posts[place].id for place in places}


async def test_a_teacher_who_is_a_parent_has_two_sides(school: School) -> None:
    posts = {place: await posted(school, place) for place in READ}
    for side, places in (("family", {"4A", "year 4", "school"}), ("staff", {"3B", "Yusuf", "school"})):
        feed = await school.send(school.cast.rahman, GET_FEED, {"side": side})
        assert {story["id"] for story in feed.json()["stories"]} == {posts[place].id for place in places}


async def test_a_right_that_ends_stops_everything_at_once(school: School) -> None:
    posts = {place: await posted(school, place) for place in READ}
    before = await school.send(school.cast.nadia, GET_FEED, {})
    assert len(before.json()["stories"]) == len(posts)
    await school.end_rights(school.cast.nadia)
    after = await school.send(school.cast.nadia, GET_FEED, {})
    assert after.json()["stories"] == []
    for story in posts.values():
        assert (await school.send(school.cast.nadia, GET_STORY, {"story_id": story.id})).status_code == 404


async def test_a_picture_is_for_those_whom_its_story_is_for(school: School) -> None:
    photo = await uploaded(school, school.cast.hart)
    address = f"/media/{photo}/400.webp"
    before = {name: await seen(school, who, address) for name, who in school.cast.people().items()}
    assert before == {name: 200 if name == "hart" else 404 for name in PEOPLE}
    story = NewStory(topic=topic_of(school, "4A"), body="", photos=(photo,))
    assert isinstance(await school.ask(school.cast.hart, POST_STORY, story), Story)
    after = {name: await seen(school, who, address) for name, who in school.cast.people().items()}
    assert after == {name: 200 if name in READ["4A"] else 404 for name in PEOPLE}
    assert (await school.http.get(address)).status_code == 401


async def seen(school: School, who: Who, address: str) -> int:
    """What somebody gets who asks for a picture."""
    return (await school.http.get(address, headers=headers_of(who))).status_code
