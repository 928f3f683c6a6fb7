"""A disk that loses at a power cut what was not synced, put under the very SQLite that keeps a record.

SQLite asks its operating system through a table of functions. Here that table leads to Python: files live in memory, and
of each it is known what was written since it was last synced. At a cut, a drawn part of that survives: nothing, the
first writes, some of them, or some sectors of some. Every moment is counted, so that a cut can come at any of them.
"""

import ctypes as c
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any, Protocol

import sqlcipher3

OK, BUSY, FAILED, SHORT_READ, NOT_FOUND = 0, 5, 10, 522, 12
SECTOR = 512
SHARED, EXCLUSIVE = 1, 4
SHM_UNLOCK, SHM_EXCLUSIVE = 1, 8

_P, _I, _Q, _S = c.c_void_p, c.c_int, c.c_int64, c.c_char_p
_PI = c.POINTER(c.c_int)


_METHODS: tuple[tuple[str, Any], ...] = (
    ("xClose", c.CFUNCTYPE(_I, _P)),
    ("xRead", c.CFUNCTYPE(_I, _P, _P, _I, _Q)),
    ("xWrite", c.CFUNCTYPE(_I, _P, _P, _I, _Q)),
    ("xTruncate", c.CFUNCTYPE(_I, _P, _Q)),
    ("xSync", c.CFUNCTYPE(_I, _P, _I)),
    ("xFileSize", c.CFUNCTYPE(_I, _P, c.POINTER(_Q))),
    ("xLock", c.CFUNCTYPE(_I, _P, _I)),
    ("xUnlock", c.CFUNCTYPE(_I, _P, _I)),
    ("xCheckReservedLock", c.CFUNCTYPE(_I, _P, _PI)),
    ("xFileControl", c.CFUNCTYPE(_I, _P, _I, _P)),
    ("xSectorSize", c.CFUNCTYPE(_I, _P)),
    ("xDeviceCharacteristics", c.CFUNCTYPE(_I, _P)),
    ("xShmMap", c.CFUNCTYPE(_I, _P, _I, _I, _I, c.POINTER(_P))),
    ("xShmLock", c.CFUNCTYPE(_I, _P, _I, _I, _I)),
    ("xShmBarrier", c.CFUNCTYPE(None, _P)),
    ("xShmUnmap", c.CFUNCTYPE(_I, _P, _I)),
)


class _Methods(c.Structure):
    """`sqlite3_io_methods`, version 2."""

    _fields_ = [("iVersion", _I), *_METHODS]


class _Handle(c.Structure):
    """`sqlite3_file`, with a number of ours."""

    _fields_ = [("methods", c.POINTER(_Methods)), ("number", _Q)]


_VFS: tuple[tuple[str, Any], ...] = (
    ("xOpen", c.CFUNCTYPE(_I, _P, _S, c.POINTER(_Handle), _I, _PI)),
    ("xDelete", c.CFUNCTYPE(_I, _P, _S, _I)),
    ("xAccess", c.CFUNCTYPE(_I, _P, _S, _I, _PI)),
    ("xFullPathname", c.CFUNCTYPE(_I, _P, _S, _I, _P)),
)
_TAKEN_OVER = ("xDlOpen", "xDlError", "xDlSym", "xDlClose", "xRandomness", "xSleep", "xCurrentTime", "xGetLastError")


class _Vfs(c.Structure):
    """`sqlite3_vfs`, version 1."""

    _fields_ = [
        ("iVersion", _I),
        ("szOsFile", _I),
        ("mxPathname", _I),
        ("pNext", _P),
        ("zName", _S),
        ("pAppData", _P),
        *_VFS,
        *((name, _P) for name in _TAKEN_OVER),
    ]


class Out(Protocol):
    """Where SQLite awaits an answer."""

    def __setitem__(self, at: int, value: int | None) -> None: ...


Change = tuple[int, bytes | None]
"""Bytes written at a place, or, without bytes, the length a file was cut to."""


@dataclass
class File:
    """What programs see, what the disk holds, and what was changed since it was synced."""

    seen: bytearray = field(default_factory=bytearray)
    durable: bytearray = field(default_factory=bytearray)
    pending: list[Change] = field(default_factory=list)
    synced: bool = False

    def change(self, change: Change) -> None:
        _apply(self.seen, change)
        self.pending.append(change)

    def sync(self) -> None:
        for change in self.pending:
            _apply(self.durable, change)
        self.pending.clear()
        self.synced = True


def _apply(content: bytearray, change: Change) -> None:
    at, new = change
    if new is None:
        del content[at:]
        return
    if len(content) < at:
        content.extend(bytes(at - len(content)))
    content[at : at + len(new)] = new


def _survivors(file: File, rng: Random) -> Iterator[Change]:
    """Those changes not yet synced that a power cut happens to leave."""
    how = rng.choice(("none", "first", "some", "torn"))
    if how == "first":
        yield from file.pending[: rng.randint(0, len(file.pending))]
    elif how == "some":
        yield from (change for change in file.pending if rng.random() < 0.5)
    elif how == "torn":
        for at, new in file.pending:
            if new is None:
                yield at, new
                continue
            for start in range(0, len(new), SECTOR):
                if rng.random() < 0.5:
                    yield at + start, new[start : start + SECTOR]


class Disk:
    """The files, who holds which of them, and when the power goes."""

    def __init__(self) -> None:
        self.files: dict[bytes, File] = {}
        self.start()

    def start(self) -> None:
        """Power is there: nobody holds anything, and memory is empty."""
        self.open: dict[int, bytes] = {}
        self.locks: defaultdict[bytes, dict[int, int]] = defaultdict(dict)
        self.memory: defaultdict[bytes, dict[int, Any]] = defaultdict(dict)
        self.slots: defaultdict[tuple[bytes, int], dict[int, bool]] = defaultdict(dict)
        self.moments, self.cut_at, self.dark = 0, 0, False

    def moment(self) -> bool:
        """One more change is asked of the disk; says whether there is power for it."""
        self.moments += 1
        self.dark = self.dark or self.moments == self.cut_at
        return not self.dark

    def cut(self, rng: Random) -> None:
        """The power goes, and comes again: what was synced is there, and a drawn part of the rest."""
        for name, file in list(self.files.items()):
            if not file.synced and rng.random() < 0.5:
                del self.files[name]
                continue
            for change in _survivors(file, rng):
                _apply(file.durable, change)
            self.files[name] = File(bytearray(file.durable), file.durable, synced=True)
        self.start()


class _System:
    """The functions SQLite calls, and the disk they lead to."""

    def __init__(self, library: c.CDLL) -> None:
        self.disk = Disk()
        library.sqlite3_vfs_find.restype = c.POINTER(_Vfs)
        self.usual = library.sqlite3_vfs_find(None)
        self.methods = _Methods(2, *(kind(getattr(self, name[1:].lower())) for name, kind in _METHODS))
        self.vfs = _Vfs.from_buffer_copy(self.usual.contents)
        self.vfs.iVersion, self.vfs.szOsFile, self.vfs.pNext = 1, c.sizeof(_Handle), None
        self.vfs.zName, self.vfs.mxPathname = b"losing", 512
        for name, kind in _VFS:
            setattr(self.vfs, name, kind(getattr(self, f"vfs_{name[1:].lower()}")))
        self.count = 0

    # Of the disk

    def vfs_open(self, vfs: int, name: bytes | None, handle: "c._Pointer[_Handle]", flags: int, out: Out) -> int:
        if self.disk.dark:
            return FAILED
        self.count += 1
        path = name or b"temporary-%d" % self.count
        self.disk.files.setdefault(path, File())
        self.disk.open[self.count] = path
        handle.contents.methods, handle.contents.number = c.pointer(self.methods), self.count
        if out:
            out[0] = flags
        return OK

    def vfs_delete(self, vfs: int, name: bytes, sync: int) -> int:
        if not self.disk.moment():
            return FAILED
        self.disk.files.pop(name, None)
        return OK

    def vfs_access(self, vfs: int, name: bytes, flags: int, out: Out) -> int:
        out[0] = int(name in self.disk.files)
        return OK

    def vfs_fullpathname(self, vfs: int, name: bytes, size: int, out: int) -> int:
        c.memmove(out, name + b"\0", len(name) + 1)
        return OK

    # Of one file

    def _number(self, handle: int) -> int:
        return int(_Handle.from_address(handle).number)

    def _path(self, handle: int) -> bytes:
        return self.disk.open.get(self._number(handle), b"")

    def _file(self, handle: int) -> File | None:
        return None if self.disk.dark else self.disk.files.get(self._path(handle))

    def close(self, handle: int) -> int:
        number, path = self._number(handle), self._path(handle)
        self.disk.locks[path].pop(number, None)
        self.disk.open.pop(number, None)
        return OK

    def read(self, handle: int, out: int, size: int, at: int) -> int:
        file = self._file(handle)
        if file is None:
            return FAILED
        found = bytes(file.seen[at : at + size])
        c.memmove(out, found.ljust(size, b"\0"), size)
        return OK if len(found) == size else SHORT_READ

    def write(self, handle: int, source: int, size: int, at: int) -> int:
        file = self._file(handle) if self.disk.moment() else None
        if file is None:
            return FAILED
        file.change((at, c.string_at(source, size)))
        return OK

    def truncate(self, handle: int, size: int) -> int:
        file = self._file(handle) if self.disk.moment() else None
        if file is None:
            return FAILED
        file.change((size, None))
        return OK

    def sync(self, handle: int, flags: int) -> int:
        file = self._file(handle) if self.disk.moment() else None
        if file is None:
            return FAILED
        file.sync()
        return OK

    def filesize(self, handle: int, out: Out) -> int:
        file = self._file(handle)
        out[0] = len(file.seen) if file else 0
        return OK if file else FAILED

    def lock(self, handle: int, level: int) -> int:
        number, locks = self._number(handle), self.disk.locks[self._path(handle)]
        others = [held for holder, held in locks.items() if holder != number]
        if any(held >= EXCLUSIVE or (level == EXCLUSIVE) or (level > SHARED and held > SHARED) for held in others):
            return BUSY
        locks[number] = max(level, locks.get(number, 0))
        return OK

    def unlock(self, handle: int, level: int) -> int:
        locks = self.disk.locks[self._path(handle)]
        locks[self._number(handle)] = level
        if level == 0:
            del locks[self._number(handle)]
        return OK

    def checkreservedlock(self, handle: int, out: Out) -> int:
        out[0] = int(any(level > SHARED for level in self.disk.locks[self._path(handle)].values()))
        return OK

    def filecontrol(self, handle: int, what: int, argument: int | None) -> int:
        return NOT_FOUND

    def sectorsize(self, handle: int) -> int:
        return SECTOR

    def devicecharacteristics(self, handle: int) -> int:
        return 0

    # Of the memory that those who have a file open share

    def shmmap(self, handle: int, region: int, size: int, extend: int, out: Out) -> int:
        memory = self.disk.memory[self._path(handle)]
        if region not in memory and not extend:
            out[0] = None
            return OK
        out[0] = c.addressof(memory.setdefault(region, (c.c_char * size)()))
        return OK

    def shmlock(self, handle: int, first: int, count: int, flags: int) -> int:
        number, path = self._number(handle), self._path(handle)
        slots = [self.disk.slots[path, slot] for slot in range(first, first + count)]
        if flags & SHM_UNLOCK:
            for slot in slots:
                slot.pop(number, None)
            return OK
        alone = bool(flags & SHM_EXCLUSIVE)
        if any(holder != number and (alone or held) for slot in slots for holder, held in slot.items()):
            return BUSY
        for slot in slots:
            slot[number] = alone
        return OK

    def shmbarrier(self, handle: int) -> None:
        return None

    def shmunmap(self, handle: int, delete: int) -> int:
        return OK


@contextmanager
def losing_disk() -> Iterator[Disk]:
    """From here on SQLite keeps every file it opens on such a disk."""
    library = c.CDLL(sqlcipher3._sqlite3.__file__)
    system = _System(library)
    register: Callable[[Any, int], int] = library.sqlite3_vfs_register
    register(c.byref(system.vfs), 1)
    try:
        yield system.disk
    finally:
        library.sqlite3_vfs_unregister(c.byref(system.vfs))
        register(system.usual, 1)
