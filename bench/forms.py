"""How soon a parent has a form of sixty fields on the screen, translated, with the answers that they gave before."""

import time
from collections.abc import Iterator

import msgspec
import sqlalchemy as sa

from bench.figures import Figure
from bench.load import Ask, Round, ask
from bench.rounds import get, in_turn, other_process, p99
from bench.schools import Kind, Schools
from bench.seed import TEACHER, School, token_of, translated_reader
from bench.served import served
from bench.words import WORDS
from server.forms.bodies import Body, KeptField, kept
from server.forms.tables import form_answer_pupils, form_answers, form_versions, forms
from server.school.tables import contact_rights
from server.translation.tables import texts, translations
from wire.forms import Answers, FieldKind, Per

FIELDS = 60
READERS = 24
FEW = 1_000
AT_ONCE = 1
ROUNDS, SECONDS = 9, 1.5
ANSWERS = 3


def opened(schools: Schools, kind: Kind, ending: str = "") -> Iterator[Figure]:
    """Parents who read Urdu, one after the other."""
    school = schools.fresh(FEW, kind)
    with served(school.data, database=school.database) as server, other_process() as process:
        form_id = _seed(school)
        path = f"/v1/forms/{form_id}"
        requests = tuple(get(path, token_of(translated_reader(number))) for number in range(READERS))
        asked = Ask(server.port, requests, AT_ONCE, SECONDS)

        def run() -> Round:
            return process.submit(ask, asked).result()

        found = in_turn({"open": run}, ROUNDS)["open"]
    yield Figure(f"form_open_p99_ms{ending}", 1000 * p99(found), "ms")


def _seed(school: School) -> int:
    """A form for the whole school, in Urdu too, and some answers of each reader."""
    now = time.time_ns() // 1_000_000
    engine = sa.create_engine(school.url)
    with engine.begin() as conn:
        first = (conn.execute(sa.select(sa.func.max(texts.c.id))).scalar() or 0) + 1
        _words(conn, range(first, first + FIELDS + 1), now)
        form_id = _form(conn, first, now)
        for number in range(READERS):
            _answers(conn, form_id, translated_reader(number), now)
    engine.dispose()
    return form_id


def _words(conn: sa.Connection, ids: range, now: int) -> None:
    said = {"topic": "forms:school", "lang": "en", "author_id": TEACHER + 1, "at": now}
    conn.execute(texts.insert(), [{**said, "id": one, "body": WORDS[one % len(WORDS)][0]} for one in ids])
    shown = {"lang": "ur", "state": "done", "engine": "phrasebook", "at": now}
    translated = [{**shown, "text_id": one, "body": WORDS[one % len(WORDS)][1]} for one in ids]
    conn.execute(translations.insert(), translated)


def _form(conn: sa.Connection, title: int, now: int) -> int:
    fields = tuple(KeptField(key=f"f{n}", kind=FieldKind.TEXT, label=title + n) for n in range(1, FIELDS + 1))
    flags = {"private": False, "yearly": False, "repeats": False}
    body = Body(title=title, intro=None, fields=fields, per=Per.CHILD, lang="en", **flags)
    row = {
        "kind": "own", "state": "live", "per": "child", "title_id": title, "topic": "school", "version": 1,
        "author_id": TEACHER + 1, "author_role": "office", "at": now, "draft": "{}", **flags,
    }  # fmt: skip
    form_id = int(conn.execute(forms.insert().values(**row).returning(forms.c.id)).scalar_one())
    sent = {"form_id": form_id, "version": 1, "body": kept(body), "by": TEACHER + 1, "at": now}
    conn.execute(form_versions.insert(), sent)
    return form_id


def _answers(conn: sa.Connection, form_id: int, reader: int, now: int) -> None:
    mine = sa.select(contact_rights.c.pupil_id).where(contact_rights.c.person_id == reader).limit(1)
    pupil = conn.execute(mine).scalar_one()
    said = Answers(values={f"f{n}": ("Yes, please",) for n in range(1, FIELDS + 1)})
    row = {
        "form_id": form_id, "version": 1, "signer_id": reader, "lang": "ur", "at": now, "words": "{}",
        "body": msgspec.json.encode(said).decode(), "digest": "",
    }  # fmt: skip
    for number in range(ANSWERS):
        new = form_answers.insert().values(**row).returning(form_answers.c.id)
        link = {"answer_id": conn.execute(new).scalar_one(), "pupil_id": pupil, "form_id": form_id}
        conn.execute(form_answer_pupils.insert(), {**link, "current": number == ANSWERS - 1})
