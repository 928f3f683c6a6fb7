"""The documentation: its sessions run and match, and everything that has a name has a place in it.

A page's console blocks are typed in a folder of its own, its python blocks are doctests, and a yaml block under a
comment such as `<!-- in well/case.yaml, at the end -->` is written into the file first. A line that is only `...`
stands for any number of lines of output. With DETENTE_GOLDEN=write the list of codes is kept anew.
"""

import ast
import contextlib
import doctest
import inspect
import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import typer

import detente
from detente import errors
from detente.case import quantity, questions
from detente.desk import cli
from detente.errors import Code, Severity
from detente.store import ledgershapes, planshapes, shapes, textshapes
from detente.workbench import (
    agreements,
    briefs,
    cases,
    codes,
    drafts,
    entries,
    folders,
    futures,
    intake,
    ledgers,
    records,
    rounds,
    texts,
)

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
PAGES = (
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")),
    *sorted(DOCS.rglob("*.md")),
)
FENCE = re.compile(
    r"(?:<!-- in (?P<file>\S+), (?P<spot>.+?) -->\n)?^```(?P<kind>\S+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)


def named(page: Path) -> str:
    return str(page.relative_to(ROOT))


# Sessions


class Typist:
    """Types what a page shows, and says where the answer differs."""

    def __init__(self, page: str) -> None:
        self.page = page
        self.names: dict[str, object] = {}
        self.code = 0

    def follow(self, text: str) -> None:
        for block in FENCE.finditer(text):
            if block["file"]:
                self.edit(Path(block["file"]), block["spot"], block["text"])
            elif block["kind"] == "console":
                self.console(block["text"])
            elif block["kind"] == "python":
                self.python(block["text"])

    def edit(self, file: Path, spot: str, text: str) -> None:
        if spot == "the whole file":
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            return
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        if spot == "at the end":
            file.write_text("".join(lines) + text, encoding="utf-8")
            return
        place = re.fullmatch(r"(after|instead of) `(.+)`", spot)
        assert place, f"{self.page}: {spot!r} is no place in a file"
        row = next((row for row in reversed(range(len(lines))) if place[2] in lines[row]), None)
        assert row is not None, f"{self.page}: {place[2]!r} is not in {file}"
        lines[row : row + 1] = [lines[row], text] if place[1] == "after" else [text]
        file.write_text("".join(lines), encoding="utf-8")

    def console(self, text: str) -> None:
        for typed, shown in commands(text):
            found = f"{self.code}\n" if typed == "echo $?" else self.run(typed)
            assert matches(shown, found), f"{self.page}: `{typed}` answers\n{found}\nand not\n{shown}"

    def run(self, typed: str) -> str:
        program, *words = shlex.split(typed)
        assert program == "detente", f"{self.page}: only detente is typed here, not {program}"
        out, before = io.StringIO(), sys.argv
        sys.argv, self.code = ["detente", *words], 0
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
                cli.main()
        except SystemExit as left:
            self.code = left.code if isinstance(left.code, int) else int(left.code is not None)
        finally:
            sys.argv = before
        return out.getvalue()

    def python(self, text: str) -> None:
        session = doctest.DocTestParser().get_doctest(text, self.names, self.page, None, 0)
        said: list[str] = []
        runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
        runner.run(session, out=said.append, clear_globs=False)
        self.names = session.globs
        assert not said, "".join(said)


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Each command of a console block with the output shown under it."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        typed, _, shown = part.partition("\n")
        yield typed.strip(), shown


def matches(shown: str, found: str) -> bool:
    """The output is the one shown, blank ends of lines aside; a line `...` stands for any lines."""
    wanted = [line.rstrip() for line in shown.rstrip().splitlines()]
    lines = [line.rstrip() for line in found.rstrip().splitlines()]
    pattern = "".join("(?:.*\n)*?" if line == "..." else re.escape(line) + "\n" for line in wanted)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in lines)) is not None


@pytest.fixture
def quiet_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("COLUMNS", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_what_a_page_shows_is_what_happens(page: Path, quiet_folder: Path) -> None:
    Typist(named(page)).follow(page.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "text",
    [
        "```console\n$ detente gallery\ngallery:atlantis  The sunken city\n```\n",
        "```console\n$ detente explain DT0201\n```\n",
        "```console\n$ detente explain DT9999\n...\n$ echo $?\n0\n```\n",
        "```python\n>>> import detente\n>>> detente.__version__\n'99'\n```\n",
        "<!-- in nowhere.yaml, the whole file -->\n```yaml\ndetente: 2\n```\n\n```console\n$ detente check nowhere.yaml\nnowhere.yaml: nothing to mend\n```\n",
    ],
)
def test_a_session_that_differs_is_noticed(text: str, quiet_folder: Path) -> None:
    with pytest.raises(AssertionError):
        Typist("planted").follow(text)


def test_the_readme_and_every_shelf_show_a_session() -> None:
    shown = {
        named(page).removeprefix("docs/").split("/")[0]
        for page in PAGES
        if any(
            block["kind"] in ("console", "python") and ("$ detente" in block["text"] or ">>>" in block["text"])
            for block in FENCE.finditer(page.read_text(encoding="utf-8"))
        )
    }
    assert {"README.md", "tutorial", "how-to", "theory", "reference"} <= shown


def test_every_page_on_a_concept_has_a_doctest() -> None:
    bare = [
        page.name
        for page in (DOCS / "theory").glob("*.md")
        if page.stem != "index" and ">>>" not in page.read_text(encoding="utf-8")
    ]
    assert bare == []


# A place for everything


def sections(page: Path) -> dict[str, str]:
    """The text under each heading of the second or third level, by the heading's words without marks."""
    parts = re.split(r"^#{2,3} (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return {title.replace("`", "").strip(): text for title, text in zip(parts[::2], parts[1::2], strict=True)}


def rows(text: str) -> list[list[str]]:
    """The cells of a table's rows, without its head."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip("|"))] for line in lines]
    return [row for row in cells[1:] if not set("".join(row)) <= set("-: ")]


def first_words(text: str) -> list[str]:
    return [row[0].strip("`") for row in rows(text)]


def every_command(group: object, name: str = "detente") -> dict[str, typer.core.TyperCommand]:
    """Every command by what one types for it, those of groups within."""
    found: dict[str, typer.core.TyperCommand] = {}
    for word, command in getattr(group, "commands", {}).items():
        inside = every_command(command, f"{name} {word}")
        found |= inside or {f"{name} {word}": command}
    return found


def test_every_command_and_option_has_a_place() -> None:
    told = sections(REFERENCE / "command-line.md")
    known = every_command(typer.main.get_command(cli.app))
    assert set(known) == {title for title in told if title.startswith("detente ")}
    for name, command in known.items():
        listed = " ".join(row[0] for row in rows(told[name]))
        for param in command.params:
            for option in param.opts if param.param_type_name == "option" else (param.metavar,):
                if option != "--help":
                    assert f"`{option}" in listed, f"{name} says nothing of {option}"


def test_every_exit_code_has_a_place() -> None:
    described = first_words(sections(REFERENCE / "command-line.md")["Exit codes"])
    kinds = [getattr(errors, name) for name in refusals()]
    raised = {str(cli.exit_code(kind.__new__(kind))) for kind in kinds}
    assert raised <= set(described)
    said = re.findall(
        r"\b(\d+) (?:an answer|`check`|usage|cannot|not permitted|no answer|a fault)",
        " ".join((cli.__doc__ or "").split()),
    )
    assert described == said


def refusals() -> list[str]:
    return [name for name, each in vars(errors).items() if inspect.isclass(each) and issubclass(each, errors.Refusal)]


def test_every_act_and_every_refusal_has_a_place() -> None:
    told = sections(REFERENCE / "python.md")
    acts = first_words(told["Acts"])
    own = [
        name
        for module in (
            folders,
            cases,
            agreements,
            drafts,
            briefs,
            codes,
            texts,
            rounds,
            ledgers,
            entries,
            records,
            futures,
            intake,
        )
        for name, each in vars(module).items()
        if inspect.isfunction(each) and each.__module__ == module.__name__ and not name.startswith("_")
    ]
    assert sorted(acts) == sorted(own)
    assert set(detente.__all__) <= set(acts)
    assert sorted(first_words(told["Refusals"])) == sorted(refusals())


def test_every_key_of_a_case_file_has_a_place() -> None:
    told = sections(REFERENCE / "case-file.md")
    schema = shapes.json_schema()
    wanted = {"The file": schema["properties"]} | {
        name.removesuffix("Shape"): each["properties"] for name, each in schema["$defs"].items() if "properties" in each
    }
    for title, keys in wanted.items():
        assert title in told, f"the case file's {title} has no place"
        assert sorted(first_words(told[title].partition("The acts:")[0])) == sorted(keys), title


@pytest.mark.parametrize(
    ("name", "shaped"), [("plan-file", planshapes), ("text-file", textshapes), ("ledger-file", ledgershapes)]
)
def test_every_key_of_a_file_beside_a_case_has_a_place(name: str, shaped: ModuleType) -> None:
    page, text = REFERENCE / f"{name}.md", keys_of(shaped.json_schema())
    start, mark, _ = page.read_text(encoding="utf-8").partition("<!-- the keys -->\n")
    if os.environ.get("DETENTE_GOLDEN") == "write":
        page.write_text(f"{start}{mark}{text}", encoding="utf-8")
    assert mark
    assert page.read_text(encoding="utf-8") == f"{start}{mark}{text}"


def keys_of(schema: dict[str, Any]) -> str:
    shaped = {"The file": schema} | {
        name.removesuffix("Shape"): each for name, each in schema["$defs"].items() if "properties" in each
    }
    parts = []
    for title, each in shaped.items():
        needed = set(each.get("required", ()))
        parts += [f"\n## {title}\n", "| key | needs | holds |", "|---|---|---|"]
        parts += [
            f"| `{key}` | {'yes' if key in needed else ''} | {held['description']} |"
            for key, held in each["properties"].items()
        ]
    return "\n".join([*parts, ""])


def test_every_choice_of_a_case_file_has_a_place() -> None:
    text = (REFERENCE / "case-file.md").read_text(encoding="utf-8")
    for name, each in shapes.json_schema()["$defs"].items():
        for choice in each.get("enum", ()):
            assert f"`{choice}`" in text, f"{choice!r} of {name} has no place"


def test_required_keys_are_marked() -> None:
    told = sections(REFERENCE / "case-file.md")
    schema = shapes.json_schema()
    shaped = {"The file": schema} | {
        name.removesuffix("Shape"): each for name, each in schema["$defs"].items() if "properties" in each
    }
    for title, each in shaped.items():
        marked = [row[0].strip("`") for row in rows(told[title]) if row[1] == "yes"]
        assert sorted(marked) == sorted(each.get("required", ())), title


def test_every_code_has_a_place_with_its_remedy() -> None:
    page, text = REFERENCE / "codes.md", codes_page()
    if os.environ.get("DETENTE_GOLDEN") == "write":
        page.write_text(text, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == text


def codes_page() -> str:
    heads = {
        "DT00": "The text of the file",
        "DT01": "The shape of the file",
        "DT02": "The soundness of the case",
        "DT03": "What practice advises",
        "DT04": "Conflicts, networks and exchanges in files",
        "DT05": "The soundness of a plan",
        "DT06": "The soundness and wording of a text",
        "DT07": "The soundness of a ledger",
        "DT08": "Scenarios of other tools",
        "DT09": "A record and its text",
        "DT10": "What is assumed of how a plan is carried out",
    }
    parts = [
        "# Codes\n",
        "`detente check` names each kind of problem by a code; `detente explain CODE` says this of it in a terminal. An error",
        "refuses the case; a warning or a piece of advice does not.\n",
    ]
    for start, head in heads.items():
        parts += [f"## {head}\n", *(_explained(code) for code in codes.every_code() if code.id.startswith(start))]
    return "\n".join(parts)


def _explained(code: Code) -> str:
    weight = "" if code.severity is Severity.ERROR else f" ({code.severity})"
    return f"### {code.id}: {code.title}{weight}\n\n{code.why}\n\nRemedy: {code.remedy}\n"


def test_codes_of_every_hundred_stand_on_the_page() -> None:
    assert set(re.findall(r"^### (DT\d{4}):", codes_page(), flags=re.MULTILINE)) == {
        code.id for code in codes.every_code()
    }


def test_every_word_for_an_amount_stands_for_what_the_page_says() -> None:
    told = rows(sections(DOCS / "theory" / "quantities.md")["Words and what they stand for"])
    for words, bounds, *_ in told:
        for each in words.replace("`", "").split(", "):
            found = quantity.quantity(each).bounds
            assert found == bounds, f"{each}: {found}, not {bounds}"
    listed = ", ".join(row[0].replace("`", "") for row in told).split(", ")
    assert {*quantity._VAGUE, *quantity._SHARES, *quantity._MULTIPLES} <= set(listed)
    assert Fraction(1, 10) == quantity._ABOUT


def test_every_open_question_has_a_place() -> None:
    told = rows(sections(DOCS / "theory" / "open-questions.md")["The questions"])
    assert [row[0].strip("`") for row in told] == [rule.name for rule in questions.RULES]
    for row, rule in zip(told, questions.RULES, strict=True):
        assert row[-1] == rule.learned_from


# Conventions and decisions


def paragraphs() -> list[int]:
    text = (DOCS / "conventions.md").read_text(encoding="utf-8")
    return [int(number) for number in re.findall(r"^\*\*§(\d+) ", text, flags=re.MULTILINE)]


def test_conventions_are_numbered_without_a_gap() -> None:
    assert paragraphs() == list(range(1, len(paragraphs()) + 1))
    assert len(paragraphs()) > 21


def test_every_convention_the_code_cites_is_there() -> None:
    last = len(paragraphs())
    for file in (*(ROOT / "src").rglob("*.py"), *(ROOT / "tests").glob("*.py")):
        for number in re.findall(r"(?:[Cc]onvention |§2\.)(\d+)", file.read_text(encoding="utf-8")):
            assert 1 <= int(number) <= last, f"{file.name} cites convention {number}"


def test_every_decision_says_what_a_decision_says() -> None:
    found = sorted(path for path in (DOCS / "decisions").glob("*.md") if path.stem != "index")
    assert [path.name[:4] for path in found] == [f"{row:04}" for row in range(1, len(found) + 1)]
    for path in found:
        assert list(sections(path)) == ["Context", "Decision", "Instead of", "Consequences"], path.name


def test_the_changelog_tells_of_this_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{detente.__version__}]" in text or f"## {detente.__version__}" in text
    assert f"version: {detente.__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


# Links and words


def anchors(page: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.casefold()).replace(" ", "-") for title in titles}


def dead_links(page: Path, text: str) -> Iterator[str]:
    """Links of a page, or images, that lead to no file or heading of ours."""
    bare = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", bare):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        if not file.exists() or (anchor and anchor not in anchors(file)):
            yield target


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_leads_somewhere(page: Path) -> None:
    assert list(dead_links(page, page.read_text(encoding="utf-8"))) == []


def test_a_dead_link_is_noticed() -> None:
    page = DOCS / "index.md"
    assert list(dead_links(page, "[a](nowhere.md) [b](conventions.md#no-such-heading) [c](conventions.md)")) == [
        "nowhere.md",
        "conventions.md#no-such-heading",
    ]


FORBIDDEN = re.compile(
    "|".join(
        (
            "/wor" + "k/",
            "/roo" + "t/",
            "/tm" + "p/bash",
            r"pypi\.or" + "g",
            r"files\.pythonhos" + "ted",
            "index" + "-url=?h",
            "extra-index" + "-url",
        )
    )
)
"""Paths of one machine, and addresses of registries; cut in two, so that this file does not hold them itself."""


def own_files() -> list[Path]:
    """The text files that are ours: those git knows or would know, else those beside this one."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    found = (
        [ROOT / name for name in listed.stdout.splitlines()]
        if listed.returncode == 0
        else list(ROOT.glob("[!.]*/**/*"))
    )
    return [path for path in found if path.is_file() and path.suffix not in (".ttf", ".png")]


def test_nothing_names_a_path_of_one_machine_or_a_registry() -> None:
    told = {
        named(path): match[0]
        for path in own_files()
        if (match := FORBIDDEN.search(path.read_text(encoding="utf-8", errors="replace")))
    }
    assert told == {}
    assert FORBIDDEN.search("see /wor" + "k/here") is not None


def test_pages_never_speak_of_chances_of_peace_or_scores() -> None:
    claims = re.compile(
        r"(?i)\b(?:predicts? peace|probability of peace|scores? (?:a|the) part(?:y|ies)|likely to agree)\b"
    )
    denied = re.compile(r"(?i)\b(?:no|not|never|nor|neither)\b")
    for page in PAGES:
        for sentence in re.split(r"(?<=[.:;])\s", page.read_text(encoding="utf-8")):
            assert not claims.search(sentence) or denied.search(sentence), f"{page.name}: {sentence}"


def test_names_the_reference_describes_can_be_imported() -> None:
    text = (REFERENCE / "python.md").read_text(encoding="utf-8")
    for block in re.findall(r"^```python\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL):
        code = "".join(example.source for example in doctest.DocTestParser().get_examples(block))
        for node in ast.walk(ast.parse(code)):
            if isinstance(node, ast.ImportFrom) and node.module:
                module: Any = __import__(node.module, fromlist=["_"])
                assert all(hasattr(module, each.name) for each in node.names)
