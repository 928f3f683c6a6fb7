"""What takes long is worked out once, aside, and kept while its inputs stay the same.

A key is made of all that the answer depends on, the case as it was cut included, so that nobody's waiting tells of what
they may not see.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from hashlib import sha256
from time import monotonic
from typing import TypeVar, cast

Found = TypeVar("Found")


class Underway(Exception):
    """It is still being worked out, for so many seconds now; `share` of it is done where that is known."""

    def __init__(self, doing: str, seconds: int, share: float | None = None) -> None:
        super().__init__(f"{doing}: under way for {seconds} s")
        self.doing, self.seconds, self.share = doing, seconds, share


class _Work:
    def __init__(self) -> None:
        self.began = monotonic()
        self.share: float | None = None
        self.future: Future[object]

    def tell(self, done: int, of: int) -> None:
        self.share = done / of if of else None


Tell = Callable[[int, int], None]


class Keeper:
    """Works out one thing at a time; keeps the last `most` answers. Waits `patience` seconds before it says to wait."""

    def __init__(self, *, most: int = 64, patience: float = 0.4) -> None:
        self._works: OrderedDict[str, _Work] = OrderedDict()
        self._lock = threading.Lock()
        self._aside = ThreadPoolExecutor(1, "working-out")
        self._most, self._patience = most, patience

    def kept(self, doing: str, inputs: tuple[object, ...], work_out: Callable[[Tell], Found]) -> Found:
        """The answer for these inputs, worked out if it is not kept. Raises Underway, and what `work_out` raises."""
        key = sha256(repr((doing, *inputs)).encode()).hexdigest()
        with self._lock:
            work = self._works.get(key)
            if work is None:
                work = self._works[key] = _Work()
                work.future = self._aside.submit(work_out, work.tell)
                self._forget()
            self._works.move_to_end(key)
        wait((work.future,), self._patience)
        if not work.future.done():
            raise Underway(doing, int(monotonic() - work.began), work.share)
        return cast(Found, work.future.result())

    def close(self) -> None:
        """Begin nothing more."""
        self._aside.shutdown(wait=False, cancel_futures=True)

    def _forget(self) -> None:
        done = [key for key, work in self._works.items() if work.future.done()]
        for key in done[: max(0, len(self._works) - self._most)]:
            del self._works[key]
