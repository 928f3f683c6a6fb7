"""The one thread that writes: it gathers what many hand in meanwhile, writes it at once, and only then acknowledges.

A commit costs one wait for the disk whatever it holds, so entries that come together share it. Other processes may
write to the same record; they take turns, and each looks anew at where the compartments end. What was not acknowledged
may have been kept or not: handed in again under its key, it is kept once.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Lock, Thread

from sqlalchemy import Connection, Engine

from detente.errors import Refusal
from detente.store.record import rows
from detente.store.record.chain import row
from detente.store.record.engines import writing
from detente.store.record.entry import Entry, Receipt
from detente.store.record.places import OnServer, Place
from detente.store.record.placing import Placed, Standing, placed, take
from detente.store.record.refusals import NotWritten, RecordBusy

MOST_AT_ONCE = 1000
"""Entries after which no more acts are gathered into a commit."""
PAUSES = (0.05, 0.2, 1.0)
"""Seconds before each further try on a server, whose connections may break."""


@dataclass(frozen=True, slots=True)
class Act:
    """Entries handed in together, to be kept all or none, and where their receipts are awaited."""

    entries: tuple[Entry, ...]
    answer: "Future[tuple[Receipt, ...]]" = field(default_factory=Future)


class Writer:
    """Takes entries from any thread and keeps them in the order they came."""

    def __init__(self, place: Place, engine: Engine, new_id: Callable[[], str]) -> None:
        self._place, self._engine, self._new_id = place, engine, new_id
        self._acts: SimpleQueue[Act | None] = SimpleQueue()
        self._lock, self._thread, self._closed = Lock(), Thread(target=self._serve, daemon=True), False

    def keep(self, entries: tuple[Entry, ...]) -> tuple[Receipt, ...]:
        """Wait until the entries are on disk. Raises KeyTaken, NotWritten."""
        act = Act(entries)
        with self._lock:
            if self._closed:
                raise NotWritten(f"{self._place} was closed; open it again to add to it")
            if not self._thread.ident:
                self._thread.start()
            self._acts.put(act)
        return act.answer.result()

    def close(self) -> None:
        """Finish what was handed in."""
        with self._lock:
            self._closed = True
            self._acts.put(None)
        if self._thread.ident:
            self._thread.join()

    def _serve(self) -> None:
        closing = False
        while not closing:
            first = self._acts.get()
            gathered = [first, *self._waiting(len(first.entries) if first else 0)]
            closing = None in gathered
            if acts := [act for act in gathered if act]:
                self._answer(acts)

    def _waiting(self, count: int) -> Iterator[Act | None]:
        """What else was handed in meanwhile."""
        while count < MOST_AT_ONCE:
            try:
                act = self._acts.get_nowait()
            except Empty:
                return
            count += len(act.entries) if act else 0
            yield act

    def _answer(self, acts: list[Act]) -> None:
        """Every act gets its receipts or its refusal; none is left waiting, whatever happens."""
        try:
            outcomes = self._kept(acts)
        except Exception as error:  # noqa: BLE001 - it is raised again where it is awaited
            outcomes = [error] * len(acts)
        for act, outcome in zip(acts, outcomes, strict=True):
            if isinstance(outcome, Placed):
                act.answer.set_result(outcome.receipts)
            else:
                act.answer.set_exception(outcome)

    def _kept(self, acts: list[Act]) -> "list[Placed | Exception]":
        """One commit for all acts; tried again where a connection broke, since keys make that harmless."""
        pauses = PAUSES if isinstance(self._place, OnServer) else ()
        for pause in pauses:
            try:
                return self._written(acts)
            except RecordBusy:
                raise
            except NotWritten:
                time.sleep(pause)
        return self._written(acts)

    def _written(self, acts: list[Act]) -> "list[Placed | Exception]":
        with writing(self._place, self._engine) as connection:
            return _written(connection, acts, self._new_id)


def _written(connection: Connection, acts: list[Act], new_id: Callable[[], str]) -> "list[Placed | Exception]":
    """Write what can be written; an act that is refused leaves nothing, and does not hold up the others."""
    standing = _standing(connection, acts)
    outcomes: list[Placed | Exception] = []
    for act in acts:
        try:
            found = placed(act.entries, standing, new_id)
        except Refusal as refusal:
            outcomes.append(refusal)
        else:
            take(found, standing)
            outcomes.append(found)
    rows.add(connection, [row(each) for found in outcomes if isinstance(found, Placed) for each in found.added])
    return outcomes


def _standing(connection: Connection, acts: list[Act]) -> Standing:
    keys: defaultdict[str, set[str]] = defaultdict(set)
    for act in acts:
        for entry in act.entries:
            keys[entry.compartment].add(entry.key)
    standing = Standing()
    for compartment, asked in keys.items():
        standing.heads[compartment] = rows.head(connection, compartment)
        for kept in rows.under_keys(connection, compartment, asked):
            standing.held[compartment, kept.entry.key] = kept
    return standing
