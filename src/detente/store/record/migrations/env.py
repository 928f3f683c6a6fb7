"""Where alembic begins: it runs the migrations on the connection it is handed, within its transaction."""

from alembic import context

from detente.store.record.tables import EDITION_TABLE


def migrate() -> None:
    context.configure(connection=context.config.attributes["connection"], version_table=EDITION_TABLE)
    context.run_migrations()


if __name__ == "env_py":  # the name alembic gives this file; imported by any other, it does nothing
    migrate()
