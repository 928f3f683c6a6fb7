"""Where blocks are played: in this process, in a pool of processes, or on a Dask cluster. The numbers are the same.

Finished blocks are kept as they come in, so that a study broken off goes on where it stood. A worker that dies is
replaced, and what it had in hand is played again.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TYPE_CHECKING, Protocol

from detente.conduct.futures.blocks import Block, Store, all_played
from detente.conduct.futures.counts import Counts
from detente.errors import NoAnswer, NotPermitted

if TYPE_CHECKING:
    from distributed import Client

Done = tuple[int, list[Counts]]
MOST_DEATHS = 5
"""How often a pool is replaced before somebody else is to look."""
AT_ONCE = 8
"""Blocks handed to a worker together at most, so that handing over costs little."""


class Engine(Protocol):
    """Plays batches of blocks and gives each back with its row, in whatever order they are done; to be closed."""

    @property
    def workers(self) -> int: ...

    def run(self, batches: Sequence[Sequence[Block]]) -> Iterator[Done]: ...

    def close(self) -> None: ...


class Here:
    """In this process, one after the other."""

    workers = 1

    def run(self, batches: Sequence[Sequence[Block]]) -> Iterator[Done]:
        for row, batch in enumerate(batches):
            yield row, all_played(batch)

    def close(self) -> None:
        """Nothing is open."""


class Pool:
    """In so many processes of this machine, started when the first batch comes."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._open: ProcessPoolExecutor | None = None

    def run(self, batches: Sequence[Sequence[Block]]) -> Iterator[Done]:
        open_rows, deaths = set(range(len(batches))), 0
        while open_rows:
            try:
                for row, found in self._as_done(batches, sorted(open_rows)):
                    open_rows.discard(row)
                    yield row, found
            except BrokenProcessPool:
                self.close()
                deaths += 1
                if deaths > MOST_DEATHS:
                    raise NoAnswer("workers keep dying, perhaps for want of memory; try fewer with --workers") from None

    def _as_done(self, batches: Sequence[Sequence[Block]], rows: Sequence[int]) -> Iterator[Done]:
        """Results as they are done, with no more handed in than keeps the workers busy."""
        if self._open is None:
            context = get_context("forkserver")
            context.set_forkserver_preload([all_played.__module__])
            self._open = ProcessPoolExecutor(self.workers, mp_context=context)
        todo, running = iter(rows), dict[Future[list[Counts]], int]()
        while True:
            while len(running) < 2 * self.workers and (row := next(todo, None)) is not None:
                running[self._open.submit(all_played, batches[row])] = row
            if not running:
                return
            for each in wait(running, return_when=FIRST_COMPLETED).done:
                yield running.pop(each), each.result()

    def close(self) -> None:
        """Let the processes go."""
        if self._open is not None:
            self._open.shutdown(cancel_futures=True)
            self._open = None


class Cluster:
    """On a Dask cluster: the scheduler at an address such as tcp://host:8786, else one started here for the time."""

    def __init__(self, address: str = "", workers: int = 0) -> None:
        self.address, self.workers = address, workers or processors()
        self._open: Client | None = None

    def run(self, batches: Sequence[Sequence[Block]]) -> Iterator[Done]:
        from distributed import as_completed

        client = self._client()
        rows = {client.submit(all_played, each, pure=False, retries=MOST_DEATHS): n for n, each in enumerate(batches)}
        for future in as_completed(list(rows)):
            yield rows[future], future.result()
            future.release()

    def _client(self) -> "Client":
        from distributed import Client

        if self._open is None:
            try:
                self._open = (
                    Client(self.address, timeout=10)
                    if self.address
                    else Client(n_workers=self.workers, threads_per_worker=1, dashboard_address=None)
                )
            except OSError as error:
                raise NotPermitted(f"no scheduler answers at {self.address}; see that it runs") from error
            self.workers = max(len(self._open.scheduler_info()["workers"]), 1)
        return self._open

    def close(self) -> None:
        """Leave the cluster; one that was started here ends."""
        if self._open is not None:
            self._open.close()
            self._open = None


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def sweep(
    those: Sequence[Sequence[Block]], engine: Engine, store: Store | None, progress: Callable[[int, int], None]
) -> list[list[Counts]]:
    """The counts of every block of several settings, in their order; `progress` hears of runs done and in all."""
    flat = [(row, at, block) for row, own in enumerate(those) for at, block in enumerate(own)]
    found: dict[tuple[int, int], Counts] = {}
    total, done, todo = sum(block.runs for *_, block in flat), 0, []
    for row, at, block in flat:
        held = store.find(block) if store is not None else None
        if held is None:
            todo.append((row, at, block))
        else:
            found[row, at] = held
            done += block.runs
    progress(done, total)
    size = max(1, min(AT_ONCE, len(todo) // (4 * max(engine.workers, 1))))
    batches = [todo[start : start + size] for start in range(0, len(todo), size)]
    for number, counts in engine.run([[block for *_, block in batch] for batch in batches]):
        for (row, at, block), each in zip(batches[number], counts, strict=True):
            found[row, at] = each
            done += block.runs
            if store is not None:
                store.keep(block, each)
        progress(done, total)
    return [[found[row, at] for at in range(len(own))] for row, own in enumerate(those)]
