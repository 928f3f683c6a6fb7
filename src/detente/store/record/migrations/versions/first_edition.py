"""The first edition: one table of entries, which the database itself lets nobody change, remove or leave gaps in.

The refusals stand in triggers: they bind whoever writes past detente too, until somebody takes them off, which only a
checkpoint handed out before can show.
"""

import sqlalchemy as sa
from alembic import op

revision: str = "1"
down_revision: str | None = None

_LETTERS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_COLUMNS = ("id", "key", "known", "day", "kind", "payload", "previous", "hash")
_START = "0" * 64


def upgrade() -> None:
    op.create_table(
        "record_entry",
        sa.Column("compartment", _LETTERS, nullable=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        *(sa.Column(name, _LETTERS, nullable=False) for name in _COLUMNS),
        sa.PrimaryKeyConstraint("compartment", "number"),
        sa.UniqueConstraint("compartment", "key"),
        sa.UniqueConstraint("compartment", "id"),
        sqlite_with_rowid=False,
        sqlite_strict=True,
    )
    for statement in _ON_SQLITE if op.get_bind().dialect.name == "sqlite" else _ON_POSTGRESQL:
        op.execute(statement)


# `INSERT OR REPLACE` takes rows away without asking the trigger on DELETE, so the one on INSERT looks for the key too.
_ON_SQLITE = (
    """CREATE TRIGGER record_entry_unchanged BEFORE UPDATE ON record_entry
    BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END""",
    """CREATE TRIGGER record_entry_unremoved BEFORE DELETE ON record_entry
    BEGIN SELECT RAISE(ABORT, 'an entry is never removed'); END""",
    f"""CREATE TRIGGER record_entry_next BEFORE INSERT ON record_entry
    BEGIN
        SELECT RAISE(ABORT, 'an entry follows the last one of its compartment')
        WHERE NEW.number <> 1 + coalesce(
            (SELECT max(number) FROM record_entry WHERE compartment = NEW.compartment), 0)
        OR NEW.previous <> coalesce(
            (SELECT hash FROM record_entry
             WHERE compartment = NEW.compartment AND number = NEW.number - 1), '{_START}');
        SELECT RAISE(ABORT, 'a key stands for one entry')
        WHERE EXISTS (SELECT 1 FROM record_entry WHERE compartment = NEW.compartment AND key = NEW.key)
           OR EXISTS (SELECT 1 FROM record_entry WHERE compartment = NEW.compartment AND id = NEW.id);
    END""",
)
_ON_POSTGRESQL = (
    """CREATE FUNCTION record_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'an entry is never changed or removed'; END $$""",
    """CREATE TRIGGER record_entry_unchanged BEFORE UPDATE OR DELETE ON record_entry
    FOR EACH ROW EXECUTE FUNCTION record_entry_refuse()""",
    """CREATE TRIGGER record_entry_unremoved BEFORE TRUNCATE ON record_entry
    FOR EACH STATEMENT EXECUTE FUNCTION record_entry_refuse()""",
    f"""CREATE FUNCTION record_entry_next() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE last record_entry;
    BEGIN
        SELECT * INTO last FROM record_entry WHERE compartment = NEW.compartment ORDER BY number DESC LIMIT 1;
        IF NEW.number <> coalesce(last.number, 0) + 1 OR NEW.previous <> coalesce(last.hash, '{_START}') THEN
            RAISE EXCEPTION 'an entry follows the last one of its compartment';
        END IF;
        RETURN NEW;
    END $$""",
    """CREATE TRIGGER record_entry_next BEFORE INSERT ON record_entry
    FOR EACH ROW EXECUTE FUNCTION record_entry_next()""",
)
