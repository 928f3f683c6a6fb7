"""The one table of a record, alike on both engines, and the edition of its tables.

Text everywhere: instants and days sort as they read, hashes are hexadecimal. There is no number that runs over all
compartments, and SQLite keeps none of its own (the table has no row ids): the order in which two compartments grew is
nowhere to be found. How the table is made, and what the database itself refuses, is in `migrations`.
"""

from sqlalchemy import Column, Integer, MetaData, Table, Text

EDITION = "1"
"""The migration that the tables of today come from."""
EDITION_TABLE = "record_edition"

METADATA = MetaData()
LETTERS = Text().with_variant(Text(collation="C"), "postgresql")
"""Compared byte by byte, so that both engines sort alike."""

ENTRY = Table(
    "record_entry",
    METADATA,
    Column("compartment", LETTERS, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("id", LETTERS, nullable=False),
    Column("key", LETTERS, nullable=False),
    Column("known", LETTERS, nullable=False),
    Column("day", LETTERS, nullable=False),
    Column("kind", LETTERS, nullable=False),
    Column("payload", LETTERS, nullable=False),
    Column("previous", LETTERS, nullable=False),
    Column("hash", LETTERS, nullable=False),
)
"""The columns stand in the order of `chain.Row`."""

EDITIONS = Table(EDITION_TABLE, MetaData(), Column("version_num", Text))
