"""A ledger's file: what it holds comes back, every fault has its place, and one more entry leaves the rest as it was."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import plan90
import standing_oracle
from detente.conduct.ledger import Entry, EntryKind, Ledger
from detente.conduct.soundness import Kept, problems
from detente.errors import NotPermitted
from detente.store import ledgerfile, ledgershapes, ledgertext, yamltree
from detente.workbench import folders
from ledgers import ledger, plan

FILE = """\
# a ledger
detente: 1
about: Two valleys
audience: public
entries:
  # the first week

  - id: road-clear                        # as they say
    kind: claim of performance
    on: 2024-03-05
    known: 2024-03-06 14:30
    by: north
    about: road
  - {id: road-seen, kind: verification result, on: 2024-03-06, by: monitors, of: road-clear, result: confirmed}

# the end
"""


def faults(text: str) -> list[tuple[str, str, str]]:
    found = ledgerfile.parse(text.encode(), name="valleys", plan=plan())
    return [
        (f"{each.place.line}:{each.place.column}" if each.place else "", each.code.id, each.says)
        for each in found.problems
    ]


def test_a_ledger_reads_with_both_clocks() -> None:
    found = ledgerfile.parse(FILE.encode(), name="valleys", plan=plan()).ledger
    assert found is not None
    assert [(each.id, each.on, each.known) for each in found.entries] == [
        ("road-seen", date(2024, 3, 6), datetime(2024, 3, 6)),
        ("road-clear", date(2024, 3, 5), datetime(2024, 3, 6, 14, 30)),
    ]


def test_every_fault_is_told_with_its_place() -> None:
    text = FILE.replace("kind: claim of performance", "kind: claim of performence").replace(
        "of: road-clear", "off: road-clear"
    )
    found = ledgerfile.parse(text.encode(), name="valleys")
    assert [(each.place and each.place.line, each.code.id, each.hint) for each in found.problems] == [
        (9, "DT0103", "did you mean 'claim of performance'?"),
        (14, "DT0102", "did you mean 'of'?"),
    ]


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        (
            "kind: verification result, on: 2024-03-05, by: monitors, about: road",
            "DT0701",
            "'a' is a verification result and has no `result`",
        ),
        (
            "kind: extension, on: 2024-03-05, by: envoy, about: road",
            "DT0701",
            "'a' is a extension and has no `days` or `until`",
        ),
        ("kind: report, on: 2024-03-05, by: envoy, days: 3 days", "DT0702", "`days` means nothing in a report"),
        ("kind: report, by: envoy", "DT0703", "'a' says neither when it happened nor when it was known"),
        (
            "kind: report, on: 2024-03-05, by: envoy, amount: 3, total: 4",
            "DT0704",
            "'a' tells both of so much more and of so much in all",
        ),
        ("kind: report, on: 2024-03-05, by: envoy, amount: quite a lot", "DT0110", "'quite a lot' states no amount"),
        (
            "kind: report, on: 2024-03-05, known: yesterday, by: envoy",
            "DT0105",
            "'yesterday' is no moment; write 2024-01-22, or 2024-01-22 14:30",
        ),
        (
            "kind: report, on: 2024-03-05, by: envoy, evidence: abc",
            "DT0105",
            "evidence is named by its SHA-256: 64 figures and letters a to f, after `sha256:` or alone",
        ),
        ("kind: report, on: 2024-03-05, by: []", "DT0104", "`by` should hold 1 or more"),
        (
            "kind: correction, on: 2024-03-05, by: envoy, of: b, reads: {amonut: 3}",
            "DT0102",
            "'amonut' is not a key of entries.0.reads",
        ),
    ],
)
def test_an_entry_says_what_its_kind_asks_and_no_more(line: str, code: str, says: str) -> None:
    found = faults(f"detente: 1\nentries:\n  - {{id: a, {line}}}\n")
    assert [(each[1], each[2]) for each in found] == [(code, says)]
    assert found[0][0].startswith("3:")


def test_a_ledger_of_another_plan_is_refused() -> None:
    assert faults("detente: 1\nplan: valleys\n") == []
    assert [each[1] for each in faults("detente: 1\nplan: hills\n")] == ["DT0705"]


def unsound(*lines: str) -> list[tuple[str, str]]:
    case = plan90.case()
    return [(each.code.id, each.says) for each in problems(Kept(ledger(*lines), plan(), case))]


def test_names_are_held_against_plan_and_case() -> None:
    found = unsound("kind: report, on: 2024-03-05, by: monitor, about: raod, of: z")
    assert found == [
        ("DT0711", "there is no obligation or phase called 'raod'"),
        ("DT0711", "there is no party or actor called 'monitor'"),
        ("DT0711", "there is no entry called 'z'"),
    ]


def test_what_happened_cannot_be_known_before_and_what_is_announced_can() -> None:
    assert [code for code, _ in unsound("kind: incident, on: 2024-03-05, known: 2024-03-04, by: north")] == ["DT0713"]
    assert unsound("kind: extension, on: 2024-03-05, known: 2024-03-04, by: north, about: road, days: 3 days") == []


def test_ids_are_given_once_and_no_entry_speaks_of_itself() -> None:
    twice = unsound(
        "id: one, kind: report, on: 2024-03-05, by: north", "id: one, kind: report, on: 2024-03-06, by: north"
    )
    assert twice == [("DT0712", "2 entries are called 'one'")]
    assert unsound("kind: report, on: 2024-03-05, by: north, of: a") == [("DT0714", "'a' speaks of itself")]


def test_an_open_entry_does_not_name_a_closed_one() -> None:
    found = unsound(
        "kind: report, on: 2024-03-05, by: north, audience: mediators", "kind: report, on: 2024-03-05, by: north, of: a"
    )
    assert found == [("DT0715", "'a' is closed to some who may read 'b'")]


# Writing


def new(**changes: object) -> Entry:
    held: dict[str, object] = {
        "id": "later",
        "kind": EntryKind.REPORT,
        "on": date(2024, 3, 9),
        "known": datetime(2024, 3, 10, 8, 5),
        "by": ("envoy",),
        "about": ("road", "grain"),
        "says": "all is quiet: so far",
    } | changes
    return Entry(**held)  # type: ignore[arg-type]


def test_one_more_entry_goes_below_the_last_and_nothing_else_moves() -> None:
    found = ledgertext.appended(FILE, new(), name="valleys")
    assert found.startswith(FILE.partition("\n# the end")[0])
    assert found.endswith("# the end\n")
    assert (
        """\
  - id: later
    kind: report
    on: 2024-03-09
    known: 2024-03-10 08:05
    by: envoy
    about: [road, grain]
    says: 'all is quiet: so far'
"""
        in found
    )
    again = ledgertext.appended(found, new(id="last"), name="valleys")
    read = ledgerfile.parse(again.encode(), name="valleys").ledger
    assert read is not None
    assert {each.id for each in read.entries} == {"road-clear", "road-seen", "later", "last"}


def test_a_ledger_without_entries_takes_its_first() -> None:
    found = ledgertext.appended("detente: 1\n", new())
    read = ledgerfile.parse(found.encode()).ledger
    assert read is not None
    assert read.entries == (new(),)


@pytest.mark.parametrize(
    "text", ["detente: 2\n", "detente: 1\nentries: [{id: a, kind: report, on: 2024-03-01, by: x}]\n", "- a\n"]
)
def test_what_cannot_be_written_into_is_left_alone(text: str) -> None:
    with pytest.raises(NotPermitted):
        ledgertext.appended(text, new())


def test_an_id_that_is_taken_is_still_written_but_found_unsound() -> None:
    with pytest.raises(NotPermitted):
        ledgertext.appended(FILE, new(id="Not an id"), name="valleys")


@given(st.integers(0, 2000))
def test_whatever_is_recorded_reads_as_it_was_written(seed: int) -> None:
    _, record = standing_oracle.drawn(seed)
    text = "detente: 1\n"
    for entry in record.entries:
        text = ledgertext.appended(text, entry)
    read = ledgerfile.parse(text.encode(), name="run").ledger
    assert read == Ledger("run", record.entries)


def test_the_published_schema_takes_what_the_loader_takes() -> None:
    schema = ledgershapes.json_schema()
    Draft202012Validator.check_schema(schema)
    checker = Draft202012Validator(schema)
    for case, name in (("aceh-2005", "helsinki"), ("pause-2023", "november-pause"), ("jpoa-2013", "joint-plan")):
        raw = (folders.GALLERY / case / "ledgers" / f"{name}.yaml").read_bytes()
        root = yamltree.read(name, raw).root
        assert root is not None
        assert list(checker.iter_errors(root.plain)) == []


def test_every_kind_has_its_keys() -> None:
    every = set(ledgershapes.EntryShape.model_fields)
    assert set(ledgershapes.MAY) == set(EntryKind)
    told = {key for keys in ledgershapes.MAY.values() for key in keys.split()}
    assert told | ledgershapes.ALWAYS == every
    for kind, needs in ledgershapes.NEEDS.items():
        for key in (key for each in needs for key in each.split("|")):
            assert key in ledgershapes.ALWAYS | set(ledgershapes.MAY[kind].split()), (kind, key)
