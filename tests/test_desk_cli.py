"""The command line: answers on standard output, talk on standard error, an exit code a script can rely on."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import samples
from commandline import Run
from detente.desk import cli
from detente.errors import NoAnswer, NotPermitted, Refusal, UnknownAudience, UnknownName, Unreadable
from detente.workbench import cases, codes

GAZA = "gallery:gaza-2024"
READING = ("check", "show", "gaps", "readings", "questions")


@pytest.fixture
def valley(tmp_path: Path) -> Path:
    return folder(tmp_path / "valley", samples.VALLEY)


def folder(path: Path, text: str) -> Path:
    path.mkdir()
    (path / "case.yaml").write_text(text, encoding="utf-8")
    return path


# Exit codes


def test_an_answer_is_0_however_unwelcome(run: Run, valley: Path) -> None:
    assert run("check", str(valley)).code == 0
    assert run("gaps", str(valley), "--party", "upper").code == 0


def test_errors_found_by_check_are_1(run: Run, tmp_path: Path) -> None:
    bad = folder(
        tmp_path / "bad", samples.planted(("source: {document: gazette-1, at", "source: {document: gazet-1, at"))
    )
    found = run("check", str(bad))
    assert found.code == 1
    assert "case.yaml:93:" in found.out
    assert "did you mean 'gazette-1'?" in found.out


@pytest.mark.parametrize(
    "words",
    [
        ("no-such-command",),
        ("check",),
        ("check", GAZA, "--no-such-option"),
        ("since", GAZA, "yesterday"),
        ("show", "gallery:gaza-2042"),
        ("gaps", GAZA, "--party", "isreal"),
        ("questions", GAZA, "--proposal", "plan-91"),
        ("show", GAZA, "--for", "nobody"),
        ("explain", "DT9999"),
    ],
)
def test_words_that_make_no_sense_are_2(run: Run, words: tuple[str, ...]) -> None:
    found = run(*words)
    assert found.code == 2
    assert found.out == ""
    assert found.err


def test_a_slip_of_the_pen_is_answered_with_a_suggestion(run: Run) -> None:
    assert "did you mean 'israel'?" in run("gaps", GAZA, "--party", "isreal").err


@pytest.mark.parametrize("command", [*READING, "since", "brief", "fmt", "export"])
def test_what_cannot_be_read_as_a_case_is_3(run: Run, tmp_path: Path, command: str) -> None:
    more = {"since": ("2024-01-01",), "export": (str(tmp_path / "copy"), "--for", "public")}.get(command, ())
    torn = folder(tmp_path / "torn", "detente: 1\ntitle: [")
    for path in (torn, tmp_path / "nowhere"):
        found = run(command, str(path), *more)
        assert found.code == 3, found
        assert (found.out or found.err).strip()


def test_what_is_not_permitted_is_4(run: Run, valley: Path, tmp_path: Path) -> None:
    assert run("fmt", GAZA).code == 4
    assert run("new", str(valley)).code == 4
    assert run("export", GAZA, str(valley), "--for", "public").code == 4
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert run("brief", str(valley), "--no-pdf", "--out", str(tmp_path / "file" / "below")).code == 4


def test_a_question_nothing_answers_is_5(run: Run) -> None:
    found = run("since", GAZA, "2030-01-01")
    assert (found.out, found.code) == ("", 5)
    assert "the case stands at 2024-01-22" in found.err


def test_a_fault_of_our_own_is_70_and_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("planted")

    monkeypatch.setattr(cases, "open_case", broken)
    found = run("show", GAZA)
    assert (found.out, found.code) == ("", 70)
    assert "a fault of detente itself: KeyError" in found.err


def test_a_part_not_installed_is_2_and_says_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    found = run("brief", GAZA)
    assert found.code == 2
    assert "pip install 'detente[pdf]'" in found.err


@pytest.mark.parametrize(
    ("refusal", "code"),
    [
        (UnknownName("party", "x", ()), 2),
        (UnknownAudience("x", ()), 2),
        (Unreadable("x", ()), 3),
        (NotPermitted("x"), 4),
        (NoAnswer("x"), 5),
    ],
)
def test_every_refusal_has_its_exit_code(refusal: Refusal, code: int) -> None:
    assert cli.exit_code(refusal) == code


# Output


@pytest.mark.parametrize("command", READING)
@pytest.mark.parametrize("audience", ["mediators", "public", "israel"])
def test_every_reading_command_answers_as_json_alone(run: Run, command: str, audience: str) -> None:
    found = run(command, GAZA, "--json", "--for", audience)
    assert json.loads(found.out)
    assert found.err == ""


@pytest.mark.parametrize("words", [("since", GAZA, "2024-01-01"), ("explain",), ("explain", "DT0201"), ("gallery",), ("doctor",), ("brief", GAZA)])  # fmt: skip
def test_the_other_commands_that_read_answer_as_json_too(run: Run, words: tuple[str, ...]) -> None:
    found = run(*words, "--json")
    assert json.loads(found.out)
    assert found.code == 0


def test_a_file_with_faults_is_json_too(run: Run, tmp_path: Path) -> None:
    found = run("check", str(folder(tmp_path / "torn", "detente: 1\ndetente: 2\n")), "--json")
    (problem, *_) = json.loads(found.out)
    assert problem["place"]["line"] == 2
    assert problem["code"]["id"].startswith("DT0")


def test_places_are_for_mediators(run: Run, valley: Path) -> None:
    ours, theirs = (
        json.loads(run("check", str(valley), "--json", "--for", each).out) for each in ("mediators", "public")
    )
    assert all(problem["place"] for problem in ours)
    assert not any(problem["place"] for problem in theirs)


def test_amounts_keep_their_words_and_bounds_in_json(run: Run) -> None:
    claims = json.loads(run("show", GAZA, "--json").out)["claims"]
    stated = next(claim for claim in claims if claim["id"] == "israel-counts-dead")["facts"][0]["stated"]
    assert (stated["words"], stated["least"] < 1200 < stated["most"]) == ("about 1200", True)


def test_talk_goes_to_standard_error(run: Run, tmp_path: Path) -> None:
    found = run("new", "valley", "--title", "A valley", "--on", "2024-05-01")
    assert found.out == f"{Path('valley') / 'case.yaml'}\n"
    assert "detente check valley" in found.err
    assert (tmp_path / "valley" / "case.yaml").is_file()


def test_a_new_case_reads_and_can_be_briefed(run: Run) -> None:
    title = r'The "valley" of $day TODAY \n'
    run("new", "valley", "--title", title, "--on", "2024-05-01")
    assert run("check", "valley").code == 0
    assert title in run("show", "valley").out
    assert run("brief", "valley", "--no-pdf").out.endswith("brief-mediators.html\n")


@pytest.mark.parametrize("variable", ["NO_COLOR", "TERM"])
def test_there_is_no_colour_where_none_is_wanted(variable: str) -> None:
    value = {"NO_COLOR": "1", "TERM": "dumb"}[variable]
    plain = CliRunner(env={variable: value, "FORCE_COLOR": None}).invoke(cli.app, ["show", GAZA])
    assert plain.exit_code == 0
    assert "\x1b[" not in plain.output


def test_a_file_is_tidied_once_and_only_looked_at_with_check(run: Run, valley: Path) -> None:
    file = valley / "case.yaml"
    uneven = file.read_text(encoding="utf-8").replace("title: Valley Radio\n", "title:   Valley Radio   # kept\n")
    file.write_text(uneven, encoding="utf-8")
    assert run("fmt", str(valley), "--check").code == 1
    assert file.read_text(encoding="utf-8") == uneven
    assert "tidied" in run("fmt", str(valley)).out
    assert "# kept" in file.read_text(encoding="utf-8")
    assert "even already" in run("fmt", str(valley)).out
    assert run("fmt", str(valley), "--check").code == 0


def test_a_copy_for_an_audience_is_a_case_of_its_own(run: Run, tmp_path: Path) -> None:
    assert run("export", GAZA, "copy", "--for", "hamas").code == 0
    assert run("check", "copy").code == 0
    assert cases.open_case(tmp_path / "copy").claims == cases.open_case(GAZA, audience="hamas").claims


def test_a_brief_names_the_files_it_wrote(run: Run, valley: Path) -> None:
    found = run("brief", str(valley), "--for", "upper", "--out", "out")
    assert found.out.splitlines()[-2:] == [str(Path("out") / f"brief-upper.{kind}") for kind in ("html", "pdf")]
    assert Path("out/brief-upper.pdf").read_bytes().startswith(b"%PDF")


def test_the_gallery_names_every_case_the_first_one_first(run: Run) -> None:
    assert [line.split()[0] for line in run("gallery").out.splitlines()] == [
        GAZA,
        "gallery:aceh-2005",
        "gallery:exercise-strait",
        "gallery:jpoa-2013",
        "gallery:minsk-2015",
        "gallery:pause-2023",
    ]


def test_every_code_is_explained_with_reason_and_remedy(run: Run) -> None:
    for code in codes.every_code():
        found = run("explain", code.id.lower())
        assert code.why in found.out
        assert code.remedy in found.out


def test_what_this_installation_can_do_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "no  " not in run("doctor").out
    monkeypatch.setattr("detente.desk.views.doctor._there", lambda module: module != "typst")
    assert "no  write briefs as PDF" in run("doctor").out


# Weight

HEAVY = {"altair", "jinja2", "numpy", "pydantic", "rich", "ruamel", "typst", "vl_convert", "yaml"}


def loaded(*words: str) -> set[str]:
    """The heavy packages in memory once a command has run in a Python of its own."""
    script = (
        "import sys\nfrom detente.desk import cli\ntry:\n    cli.main()\nexcept SystemExit:\n    pass\n"
        "print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, *words], capture_output=True, text=True, check=True, env={**os.environ}
    )
    return set(ran.stderr.splitlines()[-1].split()) & HEAVY


@pytest.mark.parametrize(
    ("words", "needed"),
    [
        (("--help",), set()),
        (("check", GAZA), {"pydantic", "yaml"}),
        (("show", GAZA, "--json"), {"pydantic", "yaml"}),
        (("questions", GAZA), {"pydantic", "yaml", "rich"}),
        (("schema",), {"pydantic"}),
    ],
)
def test_no_command_loads_what_it_does_not_use(words: tuple[str, ...], needed: set[str]) -> None:
    assert loaded(*words) == needed


def test_importing_detente_costs_next_to_nothing() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", "import detente, sys; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    assert set(ran.stdout.split()) & (HEAVY | {"detente.workbench", "typer"}) == set()


def test_completion_can_be_installed() -> None:
    shown = CliRunner().invoke(cli.app, ["--help"]).output
    assert "--install-completion" in shown
