"""How soon the office has the table of 2,000 answers, page by page and as CSV."""

import json
import statistics
import time
from collections.abc import Callable, Iterator

import httpx
import msgspec
import sqlalchemy as sa

from bench.figures import Figure
from bench.schools import Kind, Schools
from bench.seed import CHILDREN, TEACHER, School, class_of, token_of
from bench.served import served
from bench.words import WORDS
from server.forms.bodies import as_body, kept
from server.forms.ready import READY
from server.forms.tables import form_answer_pupils, form_answers, form_versions, forms
from server.school.tables import classes, pupils, staff_roles
from server.translation.tables import texts, translations
from wire.forms import Answers, FormKind, answers_path

ANSWERS = 2_000
"""One for each child, and of some a second adult's."""
FEW = 1_000
ROUNDS = 7
OFFICE = TEACHER + 1
FORM = 1
VALUES: dict[str, tuple[str, ...]] = {
    "comes": ("yes",), "pay": ("part",), "pay_part": ("1250",), "contact_name": ("Nadia Malik",),
    "contact_phone": ("07700 900123",), "swimming": ("little",), "medicine": ("no",), "travel_sick": ("no",),
    "lunch": ("bring",), "emergency_care": ("yes",),
}  # fmt: skip


def table(schools: Schools, kind: Kind, ending: str = "") -> Iterator[Figure]:
    """All pages one after the other, and the whole as a file, by an office that reads English.

    Half of the families write in Urdu. The floor reads the same rows in one statement, and unpacks and packs them.
    """
    school = schools.fresh(FEW, kind)
    with served(school.data, database=school.database) as server:
        _seed(school)
        floor = _middle(lambda: _barest(school))
        with httpx.Client(
            base_url=f"http://127.0.0.1:{server.port}",
            headers={"Authorization": f"Bearer {token_of(OFFICE)}"},
            timeout=60,
        ) as http:
            pages = _middle(lambda: _all_pages(http))
            csv = _middle(lambda: _sheet(http))
    yield Figure(f"collate_2000_answers_s{ending}", pages, "s", floor)
    yield Figure(f"collate_2000_answers_csv_s{ending}", csv, "s", floor)


def _middle(run: Callable[[], None]) -> float:
    """The time (s) of the run in the middle, after one that is not counted."""
    run()
    took = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        run()
        took.append(time.perf_counter() - begun)
    return statistics.median(took)


def _all_pages(http: httpx.Client) -> None:
    seen, before = 0, 0
    while before is not None:
        told = http.post(f"/v1/forms/{FORM}/collation", json={"sort": "class", "before": before})
        page = told.raise_for_status().json()
        seen += sum(len(row["answers"]) for row in page["rows"])
        before = page.get("next")
    if seen != ANSWERS:
        raise AssertionError(f"{seen} answers in place of {ANSWERS}")


def _sheet(http: httpx.Client) -> None:
    data = http.get(answers_path(FORM, "csv")).raise_for_status().content
    if data.count(b"\r\n") != ANSWERS + 1:
        raise AssertionError("the sheet has not all answers")


def _barest(school: School) -> None:
    engine = sa.create_engine(school.url)
    here = sa.and_(translations.c.text_id == form_answers.c.id, translations.c.lang == "en")
    with engine.connect() as conn:
        rows = conn.execute(
            sa.select(pupils.c.name, classes.c.name, form_answers, translations.c.body)
            .join(form_answer_pupils, form_answer_pupils.c.answer_id == form_answers.c.id)
            .join(pupils, pupils.c.id == form_answer_pupils.c.pupil_id)
            .join(classes, classes.c.id == pupils.c.class_id)
            .outerjoin(translations, here)
            .where(form_answers.c.form_id == FORM)
        ).all()
    msgspec.json.encode([msgspec.json.decode(row.body, type=Answers) for row in rows])
    engine.dispose()


def _seed(school: School) -> None:
    """A trip of the whole school, answered for every child; each answer holds words of its own."""
    now = time.time_ns() // 1_000_000
    engine = sa.create_engine(school.url)
    with engine.begin() as conn:
        conn.execute(staff_roles.insert(), {"person_id": OFFICE, "role": "office"})
        first = int(conn.execute(sa.select(sa.func.max(texts.c.id))).scalar() or 0)
        said: list[str] = []

        def keep(words: str) -> int:
            said.append(words)
            return first + len(said)

        draft = next(one for one in READY if one.kind is FormKind.TRIP)
        body = as_body(draft, keep, private=False, lang="en")
        told = {"topic": "forms:school", "lang": "en", "author_id": OFFICE, "at": now}
        conn.execute(
            texts.insert(), [{**told, "id": first + n, "body": one} for n, one in enumerate(said, 1)]
        )
        conn.execute(forms.insert(), {
            "id": FORM, "kind": draft.kind.value, "state": "live", "private": False, "per": "child",
            "yearly": False, "repeats": False, "title_id": body.title, "topic": "school", "version": 1,
            "author_id": OFFICE, "author_role": "office", "at": now,
        })  # fmt: skip
        conn.execute(
            form_versions.insert(),
            {"form_id": FORM, "version": 1, "body": kept(body), "by": OFFICE, "at": now},
        )
        _answer(conn, first + len(said), now)
    engine.dispose()


def _answer(conn: sa.Connection, last_text: int, now: int) -> None:
    answers, links, said, here = [], [], [], []
    for number in range(1, ANSWERS + 1):
        child = (number - 1) % CHILDREN + 1
        text_id = last_text + number
        english, urdu, _ = WORDS[number % len(WORDS)]
        in_urdu = number % 2 == 0
        values = VALUES | {"else": (urdu if in_urdu else english,)}
        signer = 2 * ((child - 1) % (CHILDREN // 2)) + 1 + number // (CHILDREN + 1)
        answers.append({
            "id": number, "form_id": FORM, "version": 1, "signer_id": signer, "lang": "ur" if in_urdu else "en",
            "at": now + number, "body": json.dumps({"values": values}), "words": json.dumps({"else": text_id}),
            "digest": f"{class_of(child)}",
        })  # fmt: skip
        links.append({"answer_id": number, "pupil_id": child, "form_id": FORM, "current": True})
        said.append({
            "id": text_id, "topic": "role:office", "body": values["else"][0],
            "lang": "ur" if in_urdu else "en", "author_id": signer, "at": now,
        })  # fmt: skip
        if in_urdu:
            here.append({
                "text_id": text_id, "lang": "en", "state": "done", "body": english, "engine": "phrasebook", "at": now
            })  # fmt: skip
    conn.execute(texts.insert(), said)
    conn.execute(translations.insert(), here)
    conn.execute(form_answers.insert(), answers)
    conn.execute(form_answer_pupils.insert(), links)
