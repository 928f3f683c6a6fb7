"""Fifty articles of 800 words in mixed formats, read on two processors, against the parser alone on the same texts.

Wall time, since reading side by side is what is claimed; memory is the most that one process held; both readings give
the same hash. The yardstick is spaCy's own parse of the same text in one process.
"""

import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import intake_formats as formats
import intake_texts as texts
from detente.intake.documents.reading import read as open_document
from detente.intake.parsed import parse
from detente.intake.reading import propose, read

ARTICLES, WORDS = 50, 800
DAY = date(2020, 1, 31)


def articles(folder: Path) -> list[Path]:
    """Paragraphs of the annotated articles in changing order, written in every kind of document in turn."""
    paragraphs = [
        line
        for half in texts.HALVES
        for path in texts.articles(half)
        for line in path.read_text(encoding="utf-8").split("\n")
        if line.strip()
    ]
    written = []
    for n in range(ARTICLES):
        chosen: list[str] = []
        at = n * 7
        while sum(len(each.split()) for each in chosen) < WORDS:
            chosen.append(paragraphs[at % len(paragraphs)])
            at += 1
        place = folder / str(n)
        place.mkdir()
        written.append(formats.write(chosen, place, formats.KINDS[n % len(formats.KINDS)]))
    return written


def one(path: Path) -> tuple[str, int]:
    """A document read and its proposals hashed; the most memory this process has held, in MB."""
    document = open_document(path, date=DAY)
    ranges = tuple((each.start, each.end) for each in document.paragraphs)
    proposals = propose(read(document.text, DAY, paragraphs=ranges), path.stem, document.sha256)
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return sha256(repr(proposals).encode()).hexdigest(), held


def all_of(paths: list[Path]) -> tuple[str, int, float]:
    began = time.perf_counter()
    with ProcessPoolExecutor(2) as pool:
        found = list(pool.map(one, paths))
    wall = time.perf_counter() - began
    return sha256("".join(digest for digest, _ in found).encode()).hexdigest(), max(held for _, held in found), wall


def main() -> None:
    with TemporaryDirectory() as folder:
        paths = articles(Path(folder))
        first, held, wall = all_of(paths)
        again, _, _ = all_of(paths)
        words = [open_document(path, date=DAY).text for path in paths]
    parse(words[0])
    began = time.process_time()
    for text in words:
        parse(text)
    alone = time.process_time() - began
    print(f"{ARTICLES} articles of {WORDS} words: {wall:.1f} s wall on two processors (aim 60), {held} MB (aim 600)")
    print(
        f"same hash twice: {first == again}; the parser alone, one process: {alone:.1f} CPU s, ratio {wall / alone:.2f}"
    )


if __name__ == "__main__":
    main()
