"""What Alembic runs: migrations on the engine it was given, against the tables of the code."""

import sqlalchemy as sa
from alembic import context

from server.tables import metadata

engine: sa.Engine = context.config.attributes["engine"]
with engine.connect() as connection:
    context.configure(connection, target_metadata=metadata, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
