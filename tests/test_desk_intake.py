"""`detente intake` and `detente confirm` as they are typed: from a document to a draft case that only holds what was confirmed."""

import json
import re
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest

import intake_formats as formats
import intake_texts as texts
from commandline import Run
from detente.case.quantity import Quantity, quantity
from detente.errors import Unreadable
from detente.intake import gate
from detente.intake.documents.folding import fold
from detente.intake.proposals import Sort
from detente.store import casefile, intakelog
from detente.workbench import cases, intake
from detente.workbench.intake import Ruling

STRAIT = texts.HERE / "tuning" / "strait.txt"
WHEN = datetime(2031, 5, 15, 9, tzinfo=UTC)


def taken(case: Path, path: Path = STRAIT, *, on: date = date(2031, 5, 14)) -> intake.Open:
    slug = intake.keep_beside(case, path, intake.take_in(path, on=on, case=case))
    return next(each for each in intake.opened(case) if each.slug == slug)


def confirm_all(case: Path, *, by: str = "A. Analyst") -> None:
    for document in intake.opened(case):
        for each in document.pending():
            intake.decide(case, document.slug, each.id, Ruling.CONFIRMED, by=by, at=WHEN)


def test_the_same_document_gives_the_same_bytes_twice_and_a_prediction(run: Run) -> None:
    one, two = (run("intake", str(STRAIT), "--date", "2031-05-14", "--json") for _ in range(2))
    assert one.code == 0, one.err
    assert one.out == two.out
    told = json.loads(one.out)
    assert set(told["prediction"]) == {"actors", "statements", "quantities", "dates", "obligations", "stances"}
    assert told["document"]["date"] == "2031-05-14"


def test_a_document_without_a_date_is_refused_with_the_option_that_gives_it(tmp_path: Path, run: Run) -> None:
    page = formats.write(["The envoy said that the road was open."], tmp_path, "html")
    refused = run("intake", str(page))
    assert refused.code == 3
    assert "2020-01-31" in refused.err
    assert "--date" in refused.err


def test_keys_confirm_reject_leave_unsure_undo_and_quit(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = tmp_path / "case"
    assert run("intake", str(STRAIT), "--date", "2031-05-14", "--case", str(case)).code == 0
    monkeypatch.setattr("sys.stdin", StringIO("yynuzuq"))
    done = run("confirm", str(case), "--by", "A. Analyst")
    assert done.code == 0, done.err
    assert ">>60-day<<" in done.out
    verdicts = [d.verdict for d in intakelog.decisions(case)]
    assert verdicts == ["confirmed", "confirmed", "rejected", "unsure", "undone", "unsure"]
    assert "2 confirmed, 1 rejected, 1 unsure" in run("confirm", str(case), "--status").out
    held = casefile.load(case).case
    assert held is not None
    assert len(held.claims) == 2


def test_a_corrected_field_is_what_enters_the_case_and_the_log_says_who_and_when(tmp_path: Path, run: Run) -> None:
    document = taken(tmp_path)
    actor = next(p for p in document.proposals if p.sort == "actor" and p.field("name") == "Ilse Brandvik")
    intake.decide(
        tmp_path, document.slug, actor.id, Ruling.CORRECTED, by="A. Analyst", at=WHEN, fields={"role": "minister"}
    )
    intake.enter(tmp_path)
    held = casefile.load(tmp_path).case
    assert held is not None
    assert [(a.id, a.role) for a in held.actors] == [("ilse-brandvik", "minister")]
    decision = intakelog.decisions(tmp_path)[-1]
    assert (decision.by, decision.at) == ("A. Analyst", "2031-05-15T09:00:00+00:00")


def test_nothing_that_was_not_confirmed_enters_a_case(tmp_path: Path) -> None:
    document = taken(tmp_path)
    for each, verdict in zip(document.proposals, [Ruling.REJECTED, Ruling.UNSURE] * 99, strict=False):
        intake.decide(tmp_path, document.slug, each.id, verdict, by="A", at=WHEN)
    before = (tmp_path / "case.yaml").read_bytes()
    entered = intake.enter(tmp_path)
    assert (entered.claims, entered.actors, entered.obligations, entered.files) == (0, 0, 0, ())
    assert (tmp_path / "case.yaml").read_bytes() == before


def test_a_confirmed_draft_is_a_sound_case_and_entering_twice_changes_nothing(tmp_path: Path) -> None:
    proposed = [each.sort for each in taken(tmp_path).proposals]
    confirm_all(tmp_path)
    entered = intake.enter(tmp_path)
    assert entered.waiting == ()
    assert entered.claims == sum(sort in ("statement", "stance", "amount") for sort in proposed) > 40
    assert entered.obligations == proposed.count(Sort.DUTY) == 9
    assert not [p for p in cases.check(tmp_path) if p.is_error]
    assert intake.enter(tmp_path).files == ()


def test_a_claim_waits_until_its_speaker_is_confirmed(tmp_path: Path) -> None:
    document = taken(tmp_path)
    for each in document.proposals:
        if each.sort == "statement":
            intake.decide(tmp_path, document.slug, each.id, Ruling.CONFIRMED, by="A", at=WHEN)
    entered = intake.enter(tmp_path)
    assert entered.claims == 0
    assert any("is not confirmed as an actor" in words for words in entered.waiting)


def test_comments_and_hand_edits_of_the_case_survive(tmp_path: Path) -> None:
    document = taken(tmp_path)
    path = tmp_path / "case.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "mediators: []   # none yet, says A.\n", encoding="utf-8")
    first = document.pending()[0]
    intake.decide(tmp_path, document.slug, first.id, Ruling.CONFIRMED, by="A", at=WHEN)
    intake.enter(tmp_path)
    edited = path.read_text(encoding="utf-8").replace("says: 60-day", "says: a plan of sixty days")
    path.write_text(edited, encoding="utf-8")
    confirm_all(tmp_path)
    intake.enter(tmp_path)
    after = path.read_text(encoding="utf-8")
    assert "# none yet, says A." in after
    assert "a plan of sixty days" in after


def test_every_number_and_every_word_in_a_confirmed_case_stands_at_its_place_and_reads_the_same(tmp_path: Path) -> None:
    document = taken(tmp_path)
    confirm_all(tmp_path)
    intake.enter(tmp_path)
    held = casefile.load(tmp_path).case
    assert held is not None
    text = document.document.text
    numbers = 0
    for claim in held.claims:
        words = text[slice(*claim.sources[0].at[0])]
        assert gate.find(fold(text), claim.says.removesuffix(" ...").split(" ... ")[0]) is not None
        for fact in claim.facts:
            numbers += 1
            assert isinstance(fact.stated, Quantity)
            assert quantity(words) == quantity(fact.stated.words)
    assert numbers >= 5


def test_a_log_that_was_changed_is_refused_with_its_line(tmp_path: Path) -> None:
    document = taken(tmp_path)
    for each in document.proposals[:3]:
        intake.decide(tmp_path, document.slug, each.id, Ruling.CONFIRMED, by="A", at=WHEN)
    log = tmp_path / "intake" / "log.jsonl"
    sound = log.read_text(encoding="utf-8")
    log.write_text(sound.replace('"by": "A"', '"by": "B"', 1), encoding="utf-8")
    with pytest.raises(Unreadable, match="line 2 does not follow"):
        intake.opened(tmp_path)
    log.write_text(sound + '{"half a li', encoding="utf-8")  # a crash: never acknowledged
    assert len(intake.opened(tmp_path)[0].decided) == 3


def test_a_retelling_has_one_origin_and_its_drift_is_named(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.txt").write_text(
        "Norland would first pause fighting for 60 days, while the rebels would leave the towns and cities of Marel, "
        "release 300 prisoners and hand over bodies.\n\nOfficials said that 38 sailors and 12 ships would return.\n",
        encoding="utf-8",
    )
    (tmp_path / "b.txt").write_text(
        "Under the plan Norland would first pause fighting for 60 days; subsequently the rebels would leave Marel, "
        "release 300 prisoners and hand over bodies.\n\nOfficials said that 38 sailors and 12 ships would return.\n",
        encoding="utf-8",
    )
    (tmp_path / "c.txt").write_text(
        "A union of teachers in Tessara asked for 40 new schools.\n\nThe ministry said that it had 90 sailors.\n",
        encoding="utf-8",
    )
    case = str(tmp_path / "case")
    run("intake", str(tmp_path / "a.txt"), "--date", "2031-05-14", "--case", case)
    retold = run("intake", str(tmp_path / "b.txt"), "--date", "2031-05-15", "--case", case)
    assert "b and a have one origin" in retold.err
    assert re.search(r"another order: 'while' in a became 'subsequently'", retold.err)
    other = run("intake", str(tmp_path / "c.txt"), "--date", "2031-05-16", "--case", case)
    assert "one origin" not in other.err
    assert "side by side, on sailor: '38 sailors' in a, '90 sailors' in c" in other.err


def test_a_name_confirmed_once_is_known_in_the_next_document(tmp_path: Path, run: Run) -> None:
    document = taken(tmp_path)
    front = next(p for p in document.proposals if p.sort == "actor" and p.field("name") == "Maren Coastal Front")
    fields = {"also": "Front; Coastals"}
    intake.decide(tmp_path, document.slug, front.id, Ruling.CORRECTED, by="A", at=WHEN, fields=fields)
    intake.enter(tmp_path)
    later = tmp_path / "later.txt"
    later.write_text("The Coastals said that the strait was open.\n", encoding="utf-8")
    proposals = intake.take_in(later, on=date(2031, 6, 1), case=tmp_path).proposals
    assert "Maren Coastal Front" in next(p for p in proposals if p.sort == "actor").field("also")


def test_a_case_of_the_gallery_takes_nothing_in(run: Run) -> None:
    refused = run("confirm", "gallery:gaza-2024")
    assert refused.code == 4
    assert "copy the folder" in refused.err


def test_a_document_for_mediators_stays_theirs_in_a_public_case(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(
        "detente: 1\ntitle: T\nas_of: 2031-05-14\ndefault_audience: public\n", encoding="utf-8"
    )
    taken(tmp_path)
    confirm_all(tmp_path)
    intake.enter(tmp_path)
    assert len(cases.open_case(tmp_path).claims) > 40
    seen = cases.open_case(tmp_path, audience="public")
    assert (seen.claims, seen.actors, seen.parties, seen.sources, seen.subjects) == ((), (), (), (), ())


def test_a_name_like_one_of_the_case_is_pointed_out_and_merged_by_a_person_alone(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(
        "detente: 1\ntitle: T\nas_of: 2031-05-14\nactors:\n  desh: {name: Admiral Desh, kind: person}\n"
        "  desh-k: {name: Korin Desh Senior, kind: person}\n",
        encoding="utf-8",
    )
    document = taken(tmp_path)
    desh = next(p for p in document.proposals if p.sort == "actor" and p.field("name") == "Korin Desh")
    assert desh.field("may be") == "desh; desh-k"
    intake.decide(tmp_path, document.slug, desh.id, Ruling.CORRECTED, by="A", at=WHEN, fields={"is": "desh"})
    intake.enter(tmp_path)
    assert [a.id for a in cases.open_case(tmp_path).actors] == ["desh", "desh-k"]


def test_words_that_may_be_acts_are_shown_though_no_duty_is_proposed_for_them(run: Run) -> None:
    shown = run("intake", str(STRAIT), "--date", "2031-05-14").out
    assert "Words that may be acts and are no proposal" in shown


def test_a_text_that_is_not_english_is_told_apart(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.txt").write_text(
        "Le porte-parole a déclaré que la route restait ouverte jusqu'à lundi.\n", encoding="utf-8"
    )
    assert "does not look like English" in run("intake", "a.txt", "--date", "2031-05-14").err
    assert "does not look like English" not in run("intake", str(STRAIT), "--date", "2031-05-14").err
