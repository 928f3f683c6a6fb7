"""The invented texts of `tests/data/intake`: their annotations as offsets, in the form that a scorer reads."""

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent / "data" / "intake"
HALVES = ("tuning", "held_out")
Gold = dict[str, Any]


def articles(half: str) -> list[Path]:
    return sorted((HERE / half).glob("*.txt"))


def plans(half: str) -> list[Path]:
    return sorted((HERE / "plans" / half).glob("*.txt"))


def find(text: str, words: str, *, start: int = 0) -> tuple[int, int]:
    """The range of `first … last`, of `word#2`, or of the words themselves.

    >>> find("to be or not to be", "or … be"), find("to be or not to be", "be#2")
    ((6, 18), (16, 18))
    """
    if " … " in words:
        first, last = words.split(" … ")
        begin = find(text, first, start=start)
        return begin[0], find(text, last, start=begin[1])[1]
    words, _, nth = words.partition("#")
    at = start - 1
    for _ in range(int(nth or 1)):
        match = re.compile(r"(?<!\w)" * words[0].isalnum() + re.escape(words) + r"(?!\w)").search(text, at + 1)
        if match is None:
            raise ValueError(f"the text does not hold {words!r} that often")
        at = match.start()
    return at, at + len(words)


def gold(path: Path) -> tuple[Gold, date]:
    """The annotation of an article, in the scorer's form, and the article's date."""
    text = path.read_text(encoding="utf-8")
    notes = yaml.safe_load(path.with_suffix(".yaml").read_text(encoding="utf-8"))
    return {
        "actors": [_actor(slug, of) for slug, of in notes["actors"].items()],
        "subjects": [],
        "statements": [_statement(text, n, *of) for n, of in enumerate(notes["statements"])],
        "quantities": [_quantity(text, n, of) for n, of in enumerate(notes["quantities"])],
        "dates": _dates(text, notes["dates"]),
        "plan": {"obligations": [_duty(text, n, *of) for n, of in enumerate(notes["duties"])]},
        "stances": [_stance(text, *of) for of in notes["stances"]],
    }, notes["date"]


def _spot(at: tuple[int, int]) -> dict[str, int]:
    return {"start": at[0], "end": at[1]}


def _actor(slug: str, of: Gold) -> Gold:
    known: Gold = {"affiliation": None, "roles": [], "aliases": [], "core": True}
    return {"id": slug, **known, **of, "aliases": [of["name"], *of.get("aliases", [])]}


def _statement(text: str, n: int, speaker: str, words: str, mention: str | None, more: Gold | None = None) -> Gold:
    more = more or {}
    chain = more.get("chain", [speaker])
    pieces, start = [], 0
    for piece in words.split(" + "):
        pieces.append(find(text, piece, start=start))
        start = pieces[-1][1]
    return {
        "id": f"S{n:02d}",
        "core": more.get("core", True),
        "spans": [list(each) for each in pieces],
        "alt_spans": [[list(find(text, each))] for each in more.get("alt", [])],
        "speaker": speaker,
        "accept_speakers": [speaker, *more.get("accept", [])],
        "speaker_mention": _spot(find(text, mention)) if mention else None,
        "cue": None,
        "mode": more.get("mode", "indirect"),
        "depth": len(chain) - 1,
        "chain": chain,
    }


def _quantity(text: str, n: int, of: list[Any]) -> Gold:
    more: Gold = of.pop() if isinstance(of[-1], dict) else {}
    words, value, unit, comparator, *context = of
    start = find(text, context[0])[0] if context else 0
    at = find(text, words.partition("#")[0] if context else words, start=start)
    kind = "numeric" if value is not None else "ordinal" if not more.get("core", True) else "vague"
    return {"id": f"Q{n:02d}", **_spot(at), "value": value, "unit": unit, "comparator": comparator,
            "cls": kind if more.get("core", True) else "ordinal"}  # fmt: skip


def _dates(text: str, notes: list[list[Any]]) -> list[Gold]:
    found, start = [], 0
    for n, (words, iso, *more) in enumerate(notes):
        begin = find(text, more[0])[0] if more and isinstance(more[0], str) else start
        at = find(text, words, start=begin)
        core = not (more and isinstance(more[-1], dict))
        found.append({"id": f"D{n:02d}", **_spot(at), "iso": iso, "core": core})
        start = at[1] if core else start
    return found


def _duty(text: str, n: int, phase: int | None, debtor: str | None, action: str, thing: str, amount: str | None,
          words: str, more: Gold | None = None) -> Gold:  # fmt: skip
    more = more or {}
    return {"id": f"O{n:02d}", "phase": phase, "debtor": debtor, "accept_debtors": more.get("debtors", [debtor]),
            "action": action, "accept_actions": more.get("actions", [action]), "object": thing, "quantity": amount,
            "core": more.get("core", True), "span": _spot(find(text, words))}  # fmt: skip


def _stance(text: str, party: str, kind: str, words: str) -> Gold:
    return {"party": party, "stance": kind, "evidence": _spot(find(text, words))}


@dataclass(frozen=True)
class Owed:
    """A duty of an annotated plan: who owes (empty where nobody is named), the act's place, how many."""

    debtors: frozenset[str]
    act: tuple[int, int]
    amount: Fraction | str | None


def owed(path: Path) -> list[Owed]:
    text = path.read_text(encoding="utf-8")
    found = []
    for line in path.with_suffix(".duties").read_text(encoding="utf-8").splitlines():
        who, words, amount = (part.strip() for part in line.split("|"))
        place = find(text, words.replace("*", ""))
        begin = place[0] + words.index("*")
        act = begin, begin + len(words.split("*")[1])
        found.append(
            Owed(_names(who), act, None if amount == "-" else Fraction(amount) if amount[0].isdigit() else amount)
        )
    return found


def _names(who: str) -> frozenset[str]:
    return frozenset() if who == "-" else frozenset(name(each) for each in who.split("&"))


def name(words: str) -> str:
    """A debtor's name without its article, in lower case."""
    return re.sub(r"^(?:the|a|an|its|two|three) ", "", words.strip().lower().replace("’", "'"))
