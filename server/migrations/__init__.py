"""Brings a database to the tables of this version, keeping what is in it."""

from pathlib import Path
from typing import Final

import sqlalchemy as sa

HERE: Final = Path(__file__).parent
HEAD: Final = "0015"
"""The newest version: the last file of ``versions/``."""


class NewerDatabase(Exception):
    """The database was brought to tables that this version does not know."""


def is_current(engine: sa.Engine) -> bool:
    """Whether the database has the tables of this version already."""
    with engine.connect() as conn:
        if not sa.inspect(conn).has_table("alembic_version"):
            return False
        version = conn.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return bool(version == HEAD)


def migrate(engine: sa.Engine) -> None:
    """Upgrades the database, in one transaction for each step. Raises ``NewerDatabase``, and changes nothing."""
    if is_current(engine):
        return
    # Alembic takes a third of a second to import: only where there is something to do.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.attributes["engine"] = engine
    try:
        command.upgrade(config, HEAD)
    except CommandError as error:
        raise NewerDatabase(str(error)) from error
