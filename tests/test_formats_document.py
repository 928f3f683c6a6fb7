"""A text as DOCX and back: what was changed in a copy is found, and nothing else, whatever program changed it."""

import random
import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

import office
import texts
from commandline import Run
from detente.case.model import Setting
from detente.desk.brief.word import word
from detente.desk.views.rounds import redline_page
from detente.desk.views.text import text_page
from detente.formats import document
from detente.formats.document import UnreadableDocument, revision_mark
from detente.text.check import Draft
from detente.text.edits import Edit, Kind, edits
from detente.text.model import Manner, Reply
from detente.text.rounds import in_force, revision
from detente.text.wording import Choice, Piece, Plain, Pointer, Reader, read
from detente.workbench import rounds
from detente.workbench.rounds import Said
from detente.workbench.texts import check_text, open_text
from detente.workbench.texts import redline as redlined

HEARD = Said(heard_by="an envoy", on=date(2024, 3, 20), setting=Setting.FROM_THE_ROOM)
LANGUAGES = (("en",), ("ar",), ("he",), ("en", "ar"))


def copy(draft: Draft, *languages: str, manner: Manner = Manner.BRACKETED) -> bytes:
    return word(text_page(draft, manner=manner, languages=languages))


def changed(raw: bytes, change: Callable[[str], str]) -> bytes:
    """The file with its main part changed."""
    out = BytesIO()
    with ZipFile(BytesIO(raw)) as parts, ZipFile(out, "w", ZIP_DEFLATED) as kept:
        for each in parts.infolist():
            content = parts.read(each.filename)
            kept.writestr(
                each.filename, change(content.decode()).encode() if each.filename == document.MAIN else content
            )
    return out.getvalue()


def replaced(raw: bytes, *changes: tuple[str, str]) -> bytes:
    def change(main: str) -> str:
        for old, new in changes:
            assert main.count(old) == 1, f"{old!r} stands {main.count(old)} times"
            main = main.replace(old, new)
        return main

    return changed(raw, change)


def found(draft: Draft, raw: bytes, *languages: str) -> list[tuple[Kind, str, str, str]]:
    back = document.read(raw, draft.text, languages)
    return [(each.kind, each.about, each.language, each.after) for each in edits(draft.text, back, languages)]


def test_a_copy_that_nobody_changed_has_no_change() -> None:
    for seed in range(25):
        draft = Draft(texts.read(texts.drawn(seed)), texts.case())
        for languages in LANGUAGES:
            for manner in (Manner.BRACKETED, Manner.ANNOTATED):
                assert found(draft, copy(draft, *languages, manner=manner), *languages) == [], (seed, languages, manner)


def test_one_word_changed_in_one_clause_is_one_change() -> None:
    chance = random.Random(7)
    for seed in range(60):
        draft = Draft(texts.read(texts.drawn(seed)), texts.case())
        language = chance.choice(("en", "ar", "he"))
        told = None if language == "en" else language
        text = in_force(draft.text)
        clause = chance.choice(text.clauses)
        words = clause.wording.in_language(told)
        parts = words.split(" ")
        row = chance.choice([row for row, each in enumerate(parts) if each.isalpha()])
        new = " ".join([*parts[:row], "zzz", *parts[row + 1 :]])
        back = document.read(copy(draft, language), draft.text, (language,))
        back.words[clause.id, language] = read(text, new, told)  # type: ignore[index]
        assert list(edits(draft.text, back, (language,))) == [Edit(Kind.REWORDED, clause.id, language, words, new)], (
            seed
        )


def test_any_changes_at_once_are_each_found() -> None:
    """A bracket settled, given words of its own or left, and a plain word reworded, in any mixture and language."""
    for seed in range(150):
        chance = random.Random(seed)
        draft = Draft(texts.read(texts.drawn(seed)), texts.case())
        language = chance.choice(("en", "ar", "he"))
        told = None if language == "en" else language
        text = in_force(draft.text)
        reader = Reader(text)
        wanted: list[Edit] = []
        back = document.read(copy(draft, language), draft.text, (language,))
        for clause in text.clauses:
            words = clause.wording.in_language(told)
            now, marked = "", ""
            for piece in reader.pieces(words, told):
                if not isinstance(piece, Choice) or piece.closed or not all(each for _, each in piece.ways):
                    kept = (
                        str(chance.randrange(10**6, 10**7))
                        if isinstance(piece, Plain) and chance.random() < 0.3
                        else ""
                    )
                    told_now = (
                        re.sub(r"(?<= )[^\W\d_]+(?= )", f"zz{kept}", piece.words, count=1) if kept else piece.words
                    )
                    now += told_now
                    marked += told_now if isinstance(piece, Plain) else mark_of(piece)
                    continue
                kind, own = chance.choice((None, Kind.SETTLED, Kind.PROPOSED)), f"{chance.randrange(10**6)} yy"
                way, chosen = chance.choice(piece.ways)
                if kind is Kind.SETTLED:
                    wanted.append(Edit(kind, f"{piece.bracket.id}.{way.id}", language, piece.words, chosen))
                elif kind is Kind.PROPOSED:
                    wanted.append(Edit(kind, piece.bracket.id, language, piece.words, own))
                now += chosen if kind is Kind.SETTLED else f"{piece.words[:-1]} | {own}]" if kind else piece.words
                marked += mark_of(piece)
            back.words[clause.id, language] = now  # type: ignore[index]
            if marked != words:
                wanted.append(Edit(Kind.REWORDED, clause.id, language, words, marked))
        assert list(edits(draft.text, back, (language,))) == wanted, seed


def mark_of(piece: Piece) -> str:
    return (
        f"[{piece.bracket.id}]"
        if isinstance(piece, Choice)
        else f"{{{piece.clause}}}"
        if isinstance(piece, Pointer)
        else piece.words
    )


@pytest.fixture
def draft() -> Draft:
    return Draft(texts.text(), texts.case())


def test_each_kind_of_change_is_told_from_the_others(draft: Draft) -> None:
    raw, old = copy(draft, "en"), "North and South hold their fire for "
    length = "<w:t>[30 days | 45 days]</w:t>"
    assert length in ZipFile(BytesIO(raw)).read(document.MAIN).decode()
    cases = {
        "30 days": [(Kind.SETTLED, "halt-length.thirty", "en", "30 days")],
        "[30 days | 45 days | 50 days]": [(Kind.PROPOSED, "halt-length", "en", "50 days")],
        "60 days": [(Kind.PROPOSED, "halt-length", "en", "60 days")],
        "[45 days]": [],  # still in brackets: nothing is settled
    }
    for now, wanted in cases.items():
        assert found(draft, replaced(raw, (length, f"<w:t>{now}</w:t>")), "en") == wanted, now
    assert found(draft, replaced(raw, (old, f"{old}exactly ")), "en") == [
        (
            Kind.REWORDED,
            "halt",
            "en",
            "North and South hold their fire for exactly [halt-length] from the day of signature.",
        )
    ]
    assert found(draft, replaced(raw, ("Releases</w:t>", "Persons</w:t>")), "en") == [
        (Kind.TITLED, "releases", "en", "Persons")
    ]


def test_a_clause_struck_and_one_added_are_told(draft: Draft) -> None:
    raw = copy(draft, "en")
    main = ZipFile(BytesIO(raw)).read(document.MAIN).decode()
    paragraph = next(each for each in re.findall(r"<w:p>.*?</w:p>", main, re.DOTALL) if "The envoys count" in each)
    assert found(draft, replaced(raw, (paragraph, "")), "en") == [(Kind.STRUCK, "counting", "en", "")]
    new = "<w:p><w:r><w:t>The crossing is lit.</w:t></w:r></w:p>"
    assert found(draft, replaced(raw, (paragraph, paragraph + new)), "en") == [
        (Kind.ADDED, "counting", "en", "The crossing is lit.")
    ]


def test_tracked_changes_count_as_made(draft: Draft) -> None:
    raw = copy(draft, "en")
    split = '<w:t xml:space="preserve"> from the day of signature.</w:t></w:r>'
    run = '<w:t xml:space="preserve"> from </w:t></w:r><w:del w:id="1"><w:r><w:delText>the day of</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t>the hour of</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> signature.</w:t></w:r>'
    assert found(draft, replaced(raw, (split, run)), "en") == [
        (Kind.REWORDED, "halt", "en", "North and South hold their fire for [halt-length] from the hour of signature.")
    ]


def test_a_redline_in_docx_is_tracked_changes_that_leave_the_new_words(draft: Draft) -> None:
    page = redline_page(draft, "first", "third", redlined(draft, old="first", new="third"), "en", whole=True)
    main = ZipFile(BytesIO(word(page))).read(document.MAIN).decode()
    assert main.count("<w:ins ") > 2
    assert "<w:delText" in main
    told = ["".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", each)) for each in main.split("</w:p>")]
    assert "South releases 40 persons within 10 days of the day of signature, as clause 1 provides." in told


# Files that are no copies


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "it is no DOCX file"),
        (b"PK\x03\x04 and no more", "it is no DOCX file"),
        (changed(word(text_page(Draft(texts.text(), texts.case()))), lambda main: main.replace("<w:document", "<!DOCTYPE x><w:document", 1)), "declares entities"),
        (changed(word(text_page(Draft(texts.text(), texts.case()))), lambda main: main[:-20]), "its main part is no XML"),
        (changed(word(text_page(Draft(texts.text(), texts.case()))), lambda main: re.sub(r"<w:bookmark[^>]*>", "", main)), "its bookmarks are gone"),
        (changed(word(text_page(Draft(texts.text(), texts.case()))), lambda main: main.replace("<w:body>", "<w:body>" + "<w:p>" * 3000 + "</w:p>" * 3000)), "lie too deep"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_copy_is_refused_with_the_reason(raw: bytes, why: str) -> None:
    draft = Draft(texts.text(), texts.case())
    with pytest.raises(UnreadableDocument, match=why):
        document.read(raw, draft.text, ("en",))


def test_a_clean_copy_is_not_read_back() -> None:
    with pytest.raises(UnreadableDocument, match="no copy with brackets"):
        document.read(copy(Draft(texts.text(), texts.case()), "en", manner=Manner.CLEAN), texts.text(), ("en",))


def test_a_file_that_unpacks_without_end_is_refused() -> None:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as parts:
        parts.writestr(document.MAIN, b"\0" * (document.MOST_UNPACKED + 1))
    with pytest.raises(UnreadableDocument, match="unpacked it has more than"):
        document.read(out.getvalue(), texts.text(), ("en",))


def test_a_copy_of_a_revision_that_never_was_is_refused(tmp_path: Path, draft: Draft) -> None:
    folder = texts.folder(tmp_path)
    path = tmp_path / "copy.docx"
    mark = revision_mark(revision(open_text(folder, "ridge").text))
    path.write_bytes(replaced(copy(open_text(folder, "ridge"), "en"), (mark, revision_mark("0" * 64))))
    with pytest.raises(UnreadableDocument, match="made of revision 000000000000; 'ridge' is at"):
        rounds.read_back(folder, "ridge", path, by="envoys", said=HEARD)


def test_a_copy_made_before_the_last_round_is_held_against_that_round(tmp_path: Path) -> None:
    folder = texts.folder(tmp_path)
    path = tmp_path / "copy.docx"
    before = open_text(folder, "ridge", in_round="second")
    path.write_bytes(
        replaced(copy(before, "en"), ("both sides | the guarantors alone", "both sides | the guarantors first"))
    )
    changes, _ = rounds.read_back(folder, "ridge", path, by="envoys", said=HEARD)
    assert [(each.kind, each.about, each.after) for each in changes] == [
        (Kind.PROPOSED, "who-is-told", "the guarantors first")
    ]


# Taking


def given_back(folder: Path, by: str, *changes: tuple[str, str]) -> tuple[tuple[Edit, ...], list[str]]:
    """What a copy that `by` changed holds, taken; and what each taking does."""
    opened = open_text(folder, "ridge", audience=by if by in ("north", "south") else "mediators")
    path = folder / "copy.docx"
    path.write_bytes(replaced(copy(opened, "en"), *changes))
    changed, taken = rounds.read_back(folder, "ridge", path, by=by, said=HEARD)
    rounds.take(folder, "ridge", taken)
    assert [each for each in check_text(folder, "ridge") if each.is_error] == []
    return changed, [each.does for each in taken]


LENGTH = "<w:t>[30 days | 45 days]</w:t>"


def test_a_side_that_leaves_one_alternative_has_accepted_it(tmp_path: Path) -> None:
    folder = texts.folder(tmp_path)
    given_back(folder, "south", (LENGTH, "<w:t>45 days</w:t>"))
    last = open_text(folder, "ridge").text.answers[-1]
    assert (last.of, last.to, last.says, last.round, last.audience) == (
        "south",
        "halt-length.forty-five",
        Reply.ACCEPTS,
        "third",
        None,
    )
    assert open_text(folder, "ridge").text.brackets[0].chosen is None


def test_mediators_who_leave_one_alternative_close_the_bracket(tmp_path: Path) -> None:
    folder = texts.folder(tmp_path)
    given_back(folder, "envoys", (LENGTH, "<w:t>45 days</w:t>"))
    chosen = open_text(folder, "ridge").text.brackets[0].chosen
    assert chosen is not None
    assert chosen.id == "forty-five"


def test_a_sides_own_words_stand_beside_the_others(tmp_path: Path) -> None:
    folder = texts.folder(tmp_path)
    given_back(folder, "north", (LENGTH, "<w:t>[30 days | 45 days | 60 days]</w:t>"))
    new = open_text(folder, "ridge").text.brackets[0].alternatives[-1]
    assert (new.id, new.words, new.by, new.round) == ("north-words", "60 days", ("north",), "third")


def test_a_sides_rewording_is_put_in_a_bracket_and_replaces_nothing(tmp_path: Path) -> None:
    plain = re.sub(r"\n *parallel:(?: \{.*\}|\n(?: +(?:ar|he): .*\n)+)", "\n", texts.TEXT).replace(
        "authentic: [en, ar, he]\n", ""
    )
    folder = texts.folder(tmp_path)
    (folder / "texts" / "ridge.yaml").write_text(plain, encoding="utf-8")
    _, does = given_back(folder, "south", ("within 10 days", "within 12 days"))
    assert does == ["puts both wordings in a bracket", "puts the bracket into the clause"]
    text = open_text(folder, "ridge").text
    clause = next(each for each in text.clauses if each.id == "release")
    assert (
        read(text, clause.wording.words)
        == "South releases 40 persons within [10 | 12] days of the day of signature, as clause 1 provides."
    )
    assert clause.wording.round == "third"


def test_what_can_stand_nowhere_in_the_text_goes_into_the_pool(tmp_path: Path) -> None:
    folder = texts.folder(tmp_path)
    given_back(folder, "south", ("within 10 days", "within 12 days"))  # the clause has words in other languages too
    floated = open_text(folder, "ridge").text.pool[-1]
    assert (floated.id, floated.by) == ("south-on-release", ("south",))
    assert floated.says.startswith("that release read: South releases 40 persons within 12 days")


def test_mediators_rewording_is_the_next_wording_in_every_language(tmp_path: Path) -> None:
    folder = texts.folder(tmp_path)
    given_back(folder, "envoys", ("within 10 days", "within 12 days"))
    wordings = next(each for each in open_text(folder, "ridge").text.clauses if each.id == "release").wordings
    assert [each.round for each in wordings] == [None, "second", "third"]
    assert "within 12 days" in wordings[-1].words
    assert dict(wordings[-1].parallel) == dict(wordings[-2].parallel)


def test_import_shows_every_change_and_takes_nothing_unasked(run: Run, tmp_path: Path) -> None:
    folder = texts.folder(tmp_path / "case")
    path = tmp_path / "copy.docx"
    out = run("text", "export", str(folder), "ridge", "--for", "south", "--format", "docx", "--out", str(path))
    assert out.code == 0, out.err
    path.write_bytes(replaced(path.read_bytes(), (LENGTH, "<w:t>30 days</w:t>")))
    before = (folder / "texts" / "ridge.yaml").read_text("utf-8")
    words = ("text", "import", str(folder), "ridge", str(path), "--from", "south", "--heard-by", "an envoy")
    shown = run(*words)
    assert (shown.code, "Length of the halt, settled" in shown.out) == (0, True)
    assert "writes down that south accepts it" in shown.out
    assert (folder / "texts" / "ridge.yaml").read_text("utf-8") == before
    assert run(*words, "--take").code == 0
    assert (folder / "texts" / "ridge.yaml").read_text("utf-8") != before
    assert run("text", "import", str(folder), "ridge", "nowhere.docx", "--from", "south").code == 3


# LibreOffice


@pytest.fixture
def libreoffice(demand: Callable[[str, str], None]) -> None:
    if reason := office.missing():
        demand("office", reason)


@pytest.mark.office
def test_what_libreoffice_changes_is_found_and_nothing_else(libreoffice: None, tmp_path: Path) -> None:
    draft = Draft(texts.text(), texts.case())
    path = tmp_path / "copy.docx"
    path.write_bytes(copy(draft, "en", "ar"))
    back = office.edited(
        path, ("within 10 days", "within 12 days"), ("[30 days | 45 days]", "30 days"), ("سراح", "إطلاق سراح")
    )
    changes = found(draft, back.read_bytes(), "en", "ar")
    assert [each[:3] for each in changes] == [
        (Kind.SETTLED, "halt-length.thirty", "en"),
        (Kind.REWORDED, "release", "en"),
        (Kind.REWORDED, "release", "ar"),
    ]
    assert "within 12 days" in changes[1][3]
    assert "إطلاق سراح 40" in changes[2][3]


@pytest.mark.office
def test_libreoffice_keeps_every_word_of_texts_at_random(libreoffice: None, tmp_path: Path) -> None:
    for seed in range(4):
        draft = Draft(texts.read(texts.drawn(seed, clauses=20)), texts.case())
        languages = LANGUAGES[seed]
        path = tmp_path / f"copy-{seed}.docx"
        path.write_bytes(copy(draft, *languages))
        assert found(draft, office.edited(path).read_bytes(), *languages) == []
