"""A school with a translator, for tests: people write, jobs run, readers look."""

import sqlalchemy as sa

from server.accounts.actions import add_person
from server.core.db import Database
from server.core.jobs import Runner
from server.core.tables import events, jobs
from server.school.tables import classes, contact_rights, pupils
from server.translation.actions import write_text
from server.translation.engines.base import Allowed
from server.translation.engines.libretranslate import LibreTranslate
from server.translation.engines.transport import Transport
from server.translation.phrasebook import Phrasebook
from server.translation.queries import text_in
from server.translation.translator import Translator
from tests.edges import FixedClock
from wire.base import Text

TEACHER = 1
TOPIC = "class:1"


class Words:
    """One class, whose families read some languages."""

    def __init__(
        self,
        db: Database,
        clock: FixedClock,
        langs: tuple[str, ...],
        *urls: str,
        book: Phrasebook,
        haste: float = 10,
    ) -> None:
        self.db, self.clock = db, clock
        self.engines = [
            Allowed(LibreTranslate(url, transport=Transport(haste, haste, patience=0))) for url in urls
        ]
        db.write(lambda tx: _add_class(tx.conn, tx.now))
        for lang in langs:
            self.add_family(lang)
        names = ["Amira Khan", "Zain Ali"]
        self.translator = Translator(
            db, b"secret" * 8, self.engines, lambda _: names, class_names=lambda _: ["Oak"], phrasebook=book
        )
        self.runner = Runner(db, self.translator.job_handlers())

    def add_family(self, lang: str) -> None:
        """One more child with one adult."""

        def add(conn: sa.Connection, now: int, person_id: int) -> None:
            pupil = conn.execute(
                pupils.insert().values(name="Zara", class_id=1).returning(pupils.c.id)
            ).scalar_one()
            values = {"person_id": person_id, "pupil_id": pupil, "relationship": "parent", "starts_at": now}
            conn.execute(contact_rights.insert().values(**values))

        email = f"{lang}@home.example"
        self.db.write(
            lambda tx: add(tx.conn, tx.now, add_person(tx, name=lang.capitalize(), email=email, lang=lang))
        )

    def write(self, body: str, lang: str = "en", topic: str = TOPIC) -> int:
        """A teacher writes."""
        return self.db.write(
            lambda tx: write_text(tx, topic=topic, body=body, lang=lang, author_id=TEACHER, chosen=True)
        )

    def read(self, text_id: int, lang: str) -> Text:
        """What a reader sees."""
        text = self.db.read(lambda conn: text_in(conn, text_id, lang, topic=TOPIC))
        assert text is not None
        return text

    def work(self) -> int:
        """Does all jobs that are due."""
        return self.runner.run_due()

    def work_for(self, ms: int, step: int) -> None:
        """Lets time pass, and the jobs be done whenever they are due."""
        for _ in range(ms // step):
            self.clock.forward(step)
            self.work()

    def told(self) -> list[tuple[str, str, str]]:
        """Topic, language and kind of every event, oldest first."""
        query = sa.select(events.c.topic, events.c.lang, events.c.kind).order_by(events.c.number)
        return [
            (row.topic, row.lang, row.kind) for row in self.db.read(lambda conn: conn.execute(query).all())
        ]

    def waiting(self) -> int:
        """How many jobs there are."""
        count = sa.select(sa.func.count()).select_from(jobs)
        return int(self.db.read(lambda conn: conn.execute(count).scalar_one()))


def _add_class(conn: sa.Connection, now: int) -> None:
    conn.execute(classes.insert().values(id=1, name="Oak", year=3))
