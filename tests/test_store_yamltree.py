"""A file can neither crash nor surprise: what YAML would read in two ways is refused, each with its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.store import yamltree
from detente.store.yamltree import DEEPEST, Tree, read

REFUSED: list[tuple[str, str, str | bytes, str, str]] = [
    ("DT0001", "utf-16", "title: Brücke\n".encode("utf-16"), "1:1", ""),
    ("DT0001", "latin-1", "as_of: x\ntitle: Brücke\n".encode("latin-1"), "2:10", ""),
    ("DT0001", "latin-1 after a byte-order mark", b"\xef\xbb\xbfcaf\xe9: x\n", "1:4", ""),
    ("DT0001", "half a character at the end", "title: ü".encode()[:-1], "1:8", ""),
    ("DT0001", "a NUL", "title: x\0y\n", "1:9", "title: x\0y"),
    ("DT0001", "an escape character", "title: \x1b[2J\n", "1:8", "title: \x1b[2J"),
    ("DT0001", "a carriage return alone", "title: x\ras_of: y\n", "1:9", "title: x\ras_of: y"),
    ("DT0001", "a line separator", "a: b\ntitle: x\u2028as_of: y\n", "2:9", "title: x\u2028as_of: y"),
    ("DT0001", "a turn of direction", "title: abc\u202edef\n", "1:11", "title: abc\u202edef"),
    ("DT0001", "a second byte-order mark", "a: b\n\ufefftitle: x\n", "2:1", "\ufefftitle: x"),
    ("DT0001", "a NUL written as an escape", 'title: "a\\0b"\n', "1:8", 'title: "a\\0b"'),
    ("DT0001", "a turn of direction written as an escape", 'a: b\n"\\u202e": c\n', "2:1", '"\\u202e": c'),
    ("DT0002", "nothing", "", "1:1", ""),
    ("DT0002", "nothing but a comment", "# to be written\n", "1:1", "# to be written"),
    ("DT0002", "an open bracket", "title: [a, b\nas_of: c\n", "2:6", "as_of: c"),
    ("DT0002", "an open quote", 'title: "x\n', "2:1", ""),
    ("DT0002", "a colon in plain text", "title: Gaza: a case\n", "1:12", "title: Gaza: a case"),
    ("DT0002", "an indent too many", "title: x\n  as_of: y\n", "2:8", "  as_of: y"),
    ("DT0002", "a reserved sign", "title: x\nby: @mayor\n", "2:5", "by: @mayor"),
    ("DT0002", "half of a pair", 'title: "\\ud800"\n', "1:11", 'title: "\\ud800"'),
    ("DT0003", "a tab", "a:\n\tb: c\n", "2:1", "\tb: c"),
    ("DT0003", "a tab after blanks", "a:\n  \tb: c\n", "2:3", "  \tb: c"),
    ("DT0004", "an anchor", "a: &x b\n", "1:4", "a: &x b"),
    ("DT0004", "an alias", "é: [é, *x]\n", "1:8", "é: [é, *x]"),
    ("DT0004", "a merge", "a: b\n<<: *x\n", "2:5", "<<: *x"),
    ("DT0004", "a tag", "a: !!python/object:os.system ls\n", "1:4", "a: !!python/object:os.system ls"),
    ("DT0004", "a bare tag", "a: ! b\n", "1:4", "a: ! b"),
    ("DT0005", "a key again", "a: b\nc: d\na: e\n", "3:1", "a: e"),
    ("DT0005", "a key again in quotes", "x: {a: b, 'a': c}\n", "1:11", "x: {a: b, 'a': c}"),
    ("DT0005", "a key again with a mapping", "a: {b: c}\na: {b: c}\n", "2:1", "a: {b: c}"),
    ("DT0006", "too many levels", "a: " + "[" * DEEPEST + "]" * DEEPEST, "1:27", "a: [[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]"),
    ("DT0007", "a second document", "a: b\n---\nc: d\n", "2:1", "---"),
    ("DT0008", "a list as a key", "? [a, b]\n: c\n", "1:3", "? [a, b]"),
    ("DT0008", "a mapping as a key", "a: b\n{c: d}: e\n", "2:1", "{c: d}: e"),
]  # fmt: skip


def places(tree: Tree) -> list[tuple[str, str]]:
    return [(problem.code.id, str(problem.place)) for problem in tree.problems]


@pytest.mark.parametrize(
    ("code", "raw", "place", "excerpt"),
    [(code, raw, place, excerpt) for code, _, raw, place, excerpt in REFUSED],
    ids=[f"{code} {name}" for code, name, *_ in REFUSED],
)
def test_what_has_no_place_in_a_case_is_refused_where_it_stands(
    code: str, raw: str | bytes, place: str, excerpt: str
) -> None:
    tree = read("case.yaml", raw if isinstance(raw, bytes) else raw.encode())
    assert places(tree) == [(code, f"case.yaml:{place}")]
    (problem,) = tree.problems
    assert problem.place is not None
    assert problem.place.excerpt == excerpt
    assert problem.is_error
    assert problem.says


def test_every_refusal_of_the_reader_is_planted() -> None:
    assert {code.id for code in yamltree.CODES} == {code for code, *_ in REFUSED}


@pytest.mark.parametrize(
    "word",
    "NO no yes TRUE ~ null 1e3 1_000 010 0x1F 0b1 12:30 2024-01-01 2024-1-5 2001-12-14t21:59:43.10-05:00 .5 .inf +5 -0 = <<".split(),
)  # fmt: skip
def test_a_word_is_the_text_that_was_written(word: str) -> None:
    tree = read("case.yaml", f"a: {word}\nb: [{word}]\n".encode())
    assert tree.root is not None
    assert tree.root.plain == {"a": word, "b": [word]}


def test_a_key_is_the_text_that_was_written() -> None:
    tree = read("case.yaml", b"1: a\n1.0: b\n01: c\nyes: d\nYES: e\ntrue: f\n")
    assert tree.problems == ()
    assert tree.root is not None
    assert list(tree.root.keys) == ["1", "1.0", "01", "yes", "YES", "true"]


def test_a_value_left_out_is_empty_text() -> None:
    tree = read("case.yaml", b"a:\nb: {c}\nd: [e, ]\n")
    assert tree.root is not None
    assert tree.root.plain == {"a": "", "b": {"c": ""}, "d": ["e"]}


@pytest.mark.parametrize(
    "raw",
    [b"\xef\xbb\xbfa: b\nc: d\n", b"a: b\r\nc: d\r\n", b"a: b\nc: d", b"---\na: b\nc: d\n...\n", b"a:\tb\nc: d \t\n"],
    ids=["byte-order mark", "CRLF", "no line end", "marks of a document", "tabs behind the indent"],
)
def test_the_habits_of_editors_change_nothing(raw: bytes) -> None:
    tree = read("case.yaml", raw)
    assert tree.problems == ()
    assert tree.root is not None
    assert tree.root.plain == {"a": "b", "c": "d"}


def test_a_place_is_the_same_with_lf_and_with_crlf() -> None:
    text = "a: b\nc:\n  - d: *x\n    e: f\n    d: g\n"
    mark = b"\xef\xbb\xbf"
    one, other = read("case.yaml", text.encode()), read("case.yaml", mark + text.replace("\n", "\r\n").encode())
    assert one == other
    assert places(one) == [("DT0004", "case.yaml:3:8"), ("DT0005", "case.yaml:5:5")]


def test_columns_count_code_points_whatever_their_width() -> None:
    tree = read("case.yaml", "جبل: [🕊️, שלום, *x]\n".encode())
    assert places(tree) == [("DT0004", "case.yaml:1:17")]


def test_all_that_can_be_read_past_is_told_at_once() -> None:
    tree = read("case.yaml", b'a: &x b\na: *x\nc: "\\0"\nd: !t [e]\nd: f\n')
    assert [code for code, _ in places(tree)] == ["DT0004", "DT0005", "DT0004", "DT0001", "DT0004", "DT0005"]


def test_nesting_up_to_the_limit_is_read() -> None:
    levels = DEEPEST - 1
    tree = read("case.yaml", b"a: " + b"[" * levels + b"]" * levels)
    assert tree.problems == ()


def test_the_number_of_nodes_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yamltree, "MOST_NODES", 4)
    assert read("case.yaml", b"a: [b]\n").problems == ()
    assert places(read("case.yaml", b"a: [b, c]\n")) == [("DT0006", "case.yaml:1:8")]


def test_the_number_of_bytes_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yamltree, "MOST_BYTES", 4)
    assert read("case.yaml", b"a: b").problems == ()
    (problem,) = read("case.yaml", b"a: bc").problems
    assert (problem.code.id, problem.says) == ("DT0006", "case.yaml has more than 4 bytes")


TREE = read("case.yaml", b"a:\n  - id: x\n    b: [c, {d: e}]\n  - {id: y}\nf: {g: h}\n")


@pytest.mark.parametrize(
    ("where", "place"),
    [
        ((), "1:1"),
        (("a",), "1:1"),
        (("a", 0), "2:5"),
        (("a", "x"), "2:5"),
        (("a", "x", "b"), "3:5"),
        (("a", "x", "b", 0), "3:9"),
        (("a", "x", "b", 1, "d"), "3:16"),
        (("a", "y", "id"), "4:10"),
        (("f", 0, "g"), "5:8"),
        (("f", "g", 0), "5:8"),
        (("a", "z"), "1:1"),
        (("a", 7, "b"), "1:1"),
        (("f", "g", "h", "i"), "5:8"),
        (("z", "z"), "1:1"),
    ],
)
def test_a_path_leads_to_its_place_or_the_nearest_above(where: tuple[str | int, ...], place: str) -> None:
    assert str(TREE.locate(where)) == f"case.yaml:{place}"


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode) | st.text("ab:-?[]{}#&*!|>'\"%@`,\n\t \\0", max_size=40).map(str.encode))  # fmt: skip
def test_no_bytes_crash_the_reader_and_every_problem_stands_in_the_file(raw: bytes) -> None:
    tree = read("case.yaml", raw)
    assert tree.problems or tree.root is not None
    for problem in tree.problems:
        assert problem.place is not None
        line = tree.lines[problem.place.line - 1] if tree.lines else ""
        assert problem.place.excerpt == line
        assert problem.place.line >= 1
        assert problem.place.column in range(1, len(line) + 2 if tree.lines else len(raw) + 2)
