"""How long a redline of two texts of 200 clauses takes, in CPU seconds, against difflib on the same words.

The words are made up. difflib gives no shortest redline; how many words more it strikes and adds is printed beside.
"""

import difflib
import random
import time
from pathlib import Path
from sys import path

path.insert(0, str(Path(__file__).parent.parent / "tests"))

import texts
from detente.text.model import Text
from detente.text.redline import Kind, redline, spelt
from detente.text.wording import Reader

CLAUSES, WORDS = 200, 80


def changed(words: str, seed: int) -> str:
    """The file's words with a word in twenty replaced."""
    chance = random.Random(seed)
    lines = []
    for line in words.splitlines():
        head, colon, told = line.partition(" words: ")
        parts = told.split(" ")
        for row in range(1, len(parts) - 1):
            if colon and chance.random() < 0.05 and parts[row].isalpha():
                parts[row] = "otherwise"
        lines.append(f"{head}{colon}{' '.join(parts)}")
    return "\n".join(lines)


def theirs(old: Text, new: Text) -> int:
    """The same clauses through difflib; how many words it strikes and adds."""
    count, reads_before, reads_now = 0, Reader(old), Reader(new)
    for before, now in zip(old.clauses, new.clauses, strict=True):
        first = [word for _, word in spelt(reads_before.read(before.wording.words))]
        second = [word for _, word in spelt(reads_now.read(now.wording.words))]
        for kind, a, b, c, d in difflib.SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
            count += 0 if kind == "equal" else (b - a) + (d - c)
    return count


def spent(start: float) -> float:
    return time.process_time() - start


if __name__ == "__main__":
    source = texts.drawn(1, clauses=CLAUSES, words=WORDS)
    old = texts.read(source)
    for name, other in (("a word in twenty changed", changed(source, 2)), ("every clause another", None)):
        new = texts.read(other if other else texts.drawn(2, clauses=CLAUSES, words=WORDS))
        start = time.process_time()
        found = redline(old, new)
        ours = spent(start)
        words = sum(
            sum(bool(word) for _, word in spelt(run.words))
            for each in found
            for run in each.words
            if run.kind is not Kind.SAME
        )
        start = time.process_time()
        more = theirs(old, new)
        peer = spent(start)
        print(
            f"{CLAUSES} clauses, {name}: {ours:.3f} CPU s (aim 0.5), {words} words; "
            f"difflib {peer:.3f}, {more} words; ratio {peer / ours:.1f}"
        )
