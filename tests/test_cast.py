"""The cast itself: what its people can reach is what the other tests build on."""

import sqlalchemy as sa

from server.accounts.tables import people
from server.core.db import Database
from server.school.tables import contact_rights
from tests.cast import PEOPLE, add_cast


def test_everybody_of_the_cast_is_on_record(database: Database) -> None:
    cast = database.write(add_cast)
    emails = database.read(lambda conn: set(conn.execute(sa.select(people.c.email)).scalars()))
    assert emails == {f"{name}@home.example" for name in PEOPLE}
    assert set(cast.people()) == set(PEOPLE)


def test_one_right_has_ended_and_five_hold(database: Database) -> None:
    database.write(add_cast)
    ended = contact_rights.c.ends_at.is_not(None)
    count = sa.select(sa.func.count()).select_from(contact_rights)
    assert database.read(lambda conn: conn.execute(count.where(ended)).scalar()) == 1
    assert database.read(lambda conn: conn.execute(count.where(~ended)).scalar()) == 5
