"""How well the rules read annotated texts: the report's own scorer, plans, and attributions in Wikinews."""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import intake_texts as texts
from detente.intake.attribution import attributions
from detente.intake.duties import Duty
from detente.intake.parsed import Range, parse
from detente.intake.prediction import prediction
from detente.intake.reading import SURE, Reading, amount_words, read

HALF = 0.5
"""Two contents are of one statement when they share this much (F1 of words)."""


def scored(shared: Path, reading: Reading, text: Path, gold: texts.Gold | None, folder: Path) -> dict[str, Any]:
    """The report's scorer on a reading; `gold` None is the report's own."""
    seed = shared / "seed"
    (folder / "prediction.json").write_text(json.dumps(prediction(reading)), encoding="utf-8")
    command = [sys.executable, str(seed / "score.py"), str(folder / "prediction.json"), "--json", "--text", str(text)]
    if gold is not None:
        (folder / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
        command += ["--gold", str(folder / "gold.json")]
    found: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return found


@dataclass(frozen=True)
class Tally:
    """Right, found and wanted."""

    right: int
    found: int
    wanted: int

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, self.found + self.wanted)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.right + other.right, self.found + other.found, self.wanted + other.wanted)


def plan_tally(half: str) -> tuple[Tally, Tally, float]:
    """Duties right in debtor, act and amount; acts marked; marks per 100 words."""
    duties, marked, marks, words = Tally(0, 0, 0), Tally(0, 0, 0), 0, 0
    for path in texts.plans(half):
        text = path.read_text(encoding="utf-8")
        reading = read(text, date(2030, 1, 1))
        wanted = texts.owed(path)
        pairs = [(d, g) for g in wanted for d in reading.plan.duties if _meet(d.act, g.act)]
        right = sum(_debtors(reading, d) == g.debtors and _amount(reading, d) == g.amount for d, g in pairs)
        duties += Tally(right, len(reading.plan.duties), len(wanted))
        hit = sum(any(_meet(mark, g.act) for mark in reading.plan.marks) for g in wanted)
        marked += Tally(hit, len(reading.plan.marks), len(wanted))
        marks, words = marks + len(reading.plan.marks), words + len(text.split())
    return duties, marked, 100 * marks / words


def _meet(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _debtors(reading: Reading, duty: Duty) -> frozenset[str]:
    """The debtors by the names that an annotation may use: the text's own words for them."""
    if not duty.debtor_at:
        return frozenset()
    words = reading.parsed.text[slice(*duty.debtor_at)]
    if len(duty.debtor) > 1:
        return frozenset(texts.name(part) for part in re.split(r" and |, ", words))
    if duty.debtor and re.fullmatch(r"it|they|its|their", words, re.I):
        return frozenset([texts.name(duty.debtor[0].name)])
    return frozenset([texts.name(words)])


def _amount(reading: Reading, duty: Duty) -> Fraction | str | None:
    amount = duty.amount
    if amount is not None and amount.value is not None and amount.unit != "multiplier":
        return amount.value
    return amount_words(reading.parsed, amount).lower() or None


@dataclass(frozen=True)
class Wikinews:
    """How well attributions are found: cues, contents, and how far claimed certainty is from what was right."""

    cues: Tally
    contents: Tally
    calibration: float


def wikinews(shared: Path, half: str) -> Wikinews:
    """GUM's attributions: every second document from the first is for tuning, the others are held out."""
    path = shared / "datasets" / "gum_wikinews_attribution" / "attributions.json"
    documents = sorted(json.loads(path.read_text(encoding="utf-8")), key=lambda each: str(each["id"]))
    chosen = {"tuning": documents[::2], "held_out": documents[1::2], "all": documents}[half]
    cues, contents, claimed = Tally(0, 0, 0), Tally(0, 0, 0), []
    for document in chosen:
        parsed = parse(document["text"])
        words = [m.start() for m in re.finditer(r"\w+", document["text"])]
        sentences = [paragraph.of(sentence) for paragraph, sentence in parsed.sentences()]
        wanted = dict(enumerate(document["attributions"]))
        for each in attributions(parsed):
            if each.cue is None:
                continue
            places = [at for at in (each.cue, each.speaker) if at]
            hit = next((n for n, g in wanted.items() if any(_meet(at, tuple(g["cue_edu"])) for at in places)), None)
            if hit is not None and wanted.pop(hit)["credit_like"]:
                continue
            claimed.append((SURE[each.shape], hit is not None))
            cues += Tally(hit is not None, 1, 0)
            if hit is not None:
                gold = _held(words, [tuple(at) for at in document["attributions"][hit]["content"]])
                alike = max(_likeness(gold, _held(words, part)) for part in _parts(each.content, sentences))
                contents += Tally(alike >= HALF, 1, 0)
        total = sum(not g["credit_like"] for g in document["attributions"])
        cues, contents = cues + Tally(0, 0, total), contents + Tally(0, 0, total)
    return Wikinews(cues, contents, calibration_error(claimed))


def _parts(content: tuple[Range, ...], sentences: list[Range]) -> list[list[Range]]:
    """A content whole, and cut to each sentence it runs through: GUM's contents never leave their sentence."""
    cut = [[(max(a, s), min(b, e)) for a, b in content if a < e and s < b] for s, e in sentences]
    return [list(content), *(part for part in cut if part)]


def _held(words: list[int], ranges: list[Range]) -> frozenset[int]:
    return frozenset(w for w in words if any(a <= w < b for a, b in ranges))


def _likeness(one: frozenset[int], two: frozenset[int]) -> float:
    return 2 * len(one & two) / max(1, len(one) + len(two))


def calibration_error(claimed: list[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error: how far claimed shares are from found ones, bin by bin, weighted by size."""
    error = 0.0
    for n in range(bins):
        inside = [(p, hit) for p, hit in claimed if n / bins <= p < (n + 1) / bins or (p == 1 and n == bins - 1)]
        if inside:
            gap = abs(sum(p for p, _ in inside) - sum(hit for _, hit in inside))
            error += gap / len(claimed)
    return error
