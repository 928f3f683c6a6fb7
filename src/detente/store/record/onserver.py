"""PostgreSQL, as the engine of a record that a team shares."""

import os

from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.exc import ArgumentError

from detente.store.record import refusals
from detente.store.record.complaints import PATIENCE, heard
from detente.store.record.places import OnServer
from detente.store.record.soundness import POSTGRESQL, unsound

_OPTIONS = f"-c synchronous_commit=on -c lock_timeout={PATIENCE}s -c default_transaction_isolation=read\\ committed"


def server_engine(place: OnServer) -> Engine:
    """The engine of a server. Raises NoRecord, LockedRecord, NotWritten, UnsoundEngine."""
    address = os.environ.get(place.variable, "")
    if not address:
        raise refusals.LockedRecord(f"the environment variable {place.variable} is not set; it should hold the address")
    try:
        url = make_url(address.replace("postgres://", "postgresql://", 1)).set(drivername="postgresql+psycopg")
        options = " ".join((*url.normalized_query.get("options", ()), _OPTIONS))
        engine = create_engine(url, connect_args={"options": options}, hide_parameters=True, pool_pre_ping=True)
    except ArgumentError:
        raise refusals.NoRecord(
            f"{place.variable} holds no address of a server; write it as postgresql://user@host/database"
        ) from None
    try:
        _refuse_unsound(place, engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _refuse_unsound(place: OnServer, engine: Engine) -> None:
    """A server told to save the waits that durability costs would lose what it acknowledged."""
    with heard(place), engine.connect() as connection:
        if says := unsound(POSTGRESQL, str(connection.scalar(text("SHOW server_version")))):
            raise refusals.UnsoundEngine(says)
        for setting in ("fsync", "full_page_writes"):
            if connection.scalar(text(f"SHOW {setting}")) != "on":
                raise refusals.UnsoundEngine(
                    f"{place} has {setting} turned off and would lose what it acknowledged; have it turned on"
                )
