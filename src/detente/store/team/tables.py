"""The tables of a shared desk, alike on both engines. Instants are text that sorts as it reads; tokens stand hashed."""

from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table, Text

METADATA = MetaData()

PERSON = Table(
    "desk_person",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("audience", Text, nullable=False),
    Column("password", Text, nullable=False),
    Column("secret", Text, nullable=False),
    Column("last_turn", Integer, nullable=False),
)
RECOVERY = Table(
    "desk_recovery",
    METADATA,
    Column("code", Text, primary_key=True),
    Column("person", Text, ForeignKey(PERSON.c.name, ondelete="CASCADE"), nullable=False),
)
INVITATION = Table(
    "desk_invitation",
    METADATA,
    Column("token", Text, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("audience", Text, nullable=False),
    Column("secret", Text, nullable=False),
    Column("ends", Text, nullable=False),
)
SESSION = Table(
    "desk_session",
    METADATA,
    Column("token", Text, primary_key=True),
    Column("handle", Text, nullable=False, unique=True),
    Column("person", Text, ForeignKey(PERSON.c.name, ondelete="CASCADE"), nullable=False),
    Column("began", Text, nullable=False),
    Column("seen", Text, nullable=False),
)
