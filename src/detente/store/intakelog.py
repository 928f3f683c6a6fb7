"""What was read from documents, and what people decided about it, kept beside a case.

    sources/<name>             the document as it came
    intake/<slug>.json         its particulars and the proposals made from it
    intake/log.jsonl           one decision a line, only ever added to; each line bears the digest of the one before

A line that was changed, taken out or put in breaks the chain, and the log says where. Decisions are acknowledged once
they are on the disk.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from detente.errors import Refusal, Unreadable

FOLDER = "intake"
LOG = "log.jsonl"
SOURCES = "sources"
FIRST = "0" * 64
"""What the first line follows."""

Plain = dict[str, object]


class BrokenLog(Unreadable):
    """The log of decisions is not as it was written."""

    def __init__(self, path: Path, line: int) -> None:
        self.problems = ()
        words = "does not follow the line before it: the log was changed; restore it from a copy"
        Refusal.__init__(self, f"{path}, line {line} {words}")


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided about one proposal, and when; `fields` are what they wrote in its place."""

    document: str
    proposal: str
    verdict: str
    by: str
    at: str
    fields: tuple[tuple[str, str], ...] = ()


def append(home: Path, decision: Decision) -> None:
    """Add a decision; when this returns it is on the disk. Raises BrokenLog where the log was tampered with."""
    path = home / FOLDER / LOG
    path.parent.mkdir(parents=True, exist_ok=True)
    before = _lines(path)
    told: Plain = {
        "document": decision.document,
        "proposal": decision.proposal,
        "verdict": decision.verdict,
        "by": decision.by,
        "at": decision.at,
        "fields": dict(decision.fields),
        "after": _digest(before[-1]) if before else FIRST,
    }
    line = json.dumps(told, ensure_ascii=False, sort_keys=True) + "\n"
    with path.open("ab") as file:
        file.write(line.encode())
        file.flush()
        os.fsync(file.fileno())


def decisions(home: Path) -> tuple[Decision, ...]:
    """All decisions, oldest first. Raises BrokenLog."""
    found = []
    for line in _lines(home / FOLDER / LOG):
        told = json.loads(line)
        fields = tuple((str(k), str(v)) for k, v in told["fields"].items())
        found.append(Decision(told["document"], told["proposal"], told["verdict"], told["by"], told["at"], fields))
    return tuple(found)


def _lines(path: Path) -> list[str]:
    """The lines of a log, its chain checked; what a crash left unfinished at its end is left out."""
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").split("\n")
    lines.pop()  # what follows the last line end: nothing, or a line that was never acknowledged
    before = FIRST
    for number, line in enumerate(lines, 1):
        try:
            follows = json.loads(line)["after"]
        except (ValueError, KeyError, TypeError):
            follows = None
        if follows != before:
            raise BrokenLog(path, number)
        before = _digest(line)
    return lines


def _digest(line: str) -> str:
    return sha256(line.encode()).hexdigest()


def keep_reading(home: Path, slug: str, told: Mapping[str, object]) -> Path:
    """Write what was read from one document; read again, it is written over."""
    path = home / FOLDER / f"{slug}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def readings(home: Path) -> dict[str, Plain]:
    """What was read from each document, by its slug, in the order of slugs."""
    files = sorted((home / FOLDER).glob("*.json"))
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in files}
