"""Gaps are told term by term, in three columns, and only where the words allow a verdict."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import samples
from detente.case.gaps import Cell, Offer, Verdict, gaps, judge, pledge_gaps, positions
from detente.case.model import Case, Holding, Issue, Option, Setting, Term
from detente.case.quantity import quantity
from detente.case.voices import Voices


def cell(case: Case, issue: str, setting: Setting, party: str = "upper") -> Cell | None:
    (gap,) = (g for g in gaps(case, proposal="sharing", party=party) if g.faction is None)
    row = next(row for row in gap.rows if row.issue == issue)
    return row.cells[list(Setting).index(setting)]


def verdict(case: Case, issue: str, setting: Setting = Setting.PUBLIC_WORDS) -> Verdict | None:
    found = cell(case, issue, setting)
    return found.verdict if found else None


WATER_IN_PHASE_ONE = (
    "    terms: {water: all-day}\n    scope: whole deal",
    "    terms: {water: all-day}\n    part_of: sharing\n    scope: first",
)


def test_an_amount_of_a_phase_is_never_compared_with_one_of_the_whole_deal() -> None:
    case = samples.case(("terms: {water: blank}", "terms: {water: 24}"))
    found = cell(case, "water", Setting.PUBLIC_WORDS)
    assert found is not None
    assert (found.verdict, found.reason) == (Verdict.CANNOT_TELL, "amounts of different scope are never compared")


@pytest.mark.parametrize(
    ("offered", "expected"),
    [
        ("24", Verdict.MET),
        ("half-day", Verdict.PARTLY),
        ("none", Verdict.VIOLATED),
        ("blank", Verdict.CANNOT_TELL),
        ("10 to 24", Verdict.CANNOT_TELL),
        ("unspecified", Verdict.CANNOT_TELL),
    ],
)
def test_an_amount_of_the_same_scope_is_met_missed_or_open(offered: str, expected: Verdict) -> None:
    case = samples.case(
        ("scope: first\n    terms: {water: blank}", f"scope: whole deal\n    terms: {{water: {offered}}}"),
        ("issue: water, scope: first", "issue: water, scope: whole deal"),
    )
    assert verdict(case, "water") is expected


def test_what_is_put_off_to_talks_neither_grants_nor_rules_out_what_was_refused() -> None:
    assert verdict(samples.case(), "fence") is Verdict.CANNOT_TELL
    assert verdict(samples.case(("{fence: talks,", "{fence: gone,")), "fence") is Verdict.VIOLATED
    assert verdict(samples.case(("{fence: talks,", "{fence: standing,")), "fence") is Verdict.MET


def test_what_is_put_off_to_talks_partly_meets_a_demand() -> None:
    assert (
        verdict(samples.case(("by: miller\n    act: reject", "by: miller\n    act: demand")), "fence") is Verdict.PARTLY
    )


@pytest.mark.parametrize("act", ["willing to discuss", "reluctant to discuss"])
def test_willing_is_not_accepting_and_reluctant_is_not_refusing(act: str) -> None:
    case = samples.case(
        ("by: miller\n    act: reject", f"by: miller\n    act: {act}"), ("{fence: talks,", "{fence: gone,")
    )
    assert verdict(case, "fence") is Verdict.CANNOT_TELL


def test_differing_wordings_cannot_be_told_apart_nor_equated() -> None:
    (gap,) = pledge_gaps(samples.case())
    assert gap.verdict is Verdict.CANNOT_TELL
    assert "the wordings differ" in gap.reason
    (same,) = pledge_gaps(samples.case(("path: use-of-path}", "path: free-path}")))
    assert same.verdict is Verdict.MET


def test_the_three_columns_are_never_merged() -> None:
    case = samples.case()
    own, room, told = (cell(case, "water", setting) for setting in Setting)
    assert own is not None
    assert told is not None
    assert room is None
    assert [account.claim for account in own.accounts] == ["mayor-wants-water"]
    assert [account.claim for account in told.accounts] == ["elders-on-mayor"]


def test_the_latest_account_stands_first_in_its_column_and_the_other_stays() -> None:
    later = """\
  - id: mayor-later
    by: mayor
    act: demand
    says: now wants half a day
    terms: {water: half-day}
    scope: whole deal
    setting: own words in public
    source: {document: radio-evening}
    grade: B3
"""
    found = cell(samples.case(("  - id: plan-water\n", later + "  - id: plan-water\n")), "water", Setting.PUBLIC_WORDS)
    assert found is not None
    assert [account.claim for account in found.accounts] == ["mayor-later", "mayor-wants-water"]


def test_a_proposal_without_a_word_on_it_is_silent() -> None:
    case = samples.case(("terms: {fence: talks, goats: all,", "terms: {goats: all,"))
    assert verdict(case, "fence") is Verdict.SILENT


def test_only_accept_and_reject_of_this_very_proposal_answer_it() -> None:
    def answered(*changes: tuple[str, str]) -> bool:
        return gaps(samples.case(*changes), proposal="sharing", party="upper")[0].answered

    assert not answered()
    assert answered(("act: willing to discuss", "act: accept"))
    assert answered(("act: willing to discuss", "act: reject"))
    assert not answered(("act: willing to discuss", "act: reject"), ("target: sharing", "target: mayor-wants-water"))


def test_steps_on_a_ladder_lead_to_their_last_one() -> None:
    issue = Issue(
        "pull",
        "Pull-back",
        "none",
        tuple(
            Option(slug, slug, Holding.NONE if slug == "none" else Holding.YES)
            for slug in ("none", "towns", "some", "all")
        ),
    )
    steps = tuple(Offer(slug, Term("pull", slug), scope) for slug, scope in (("towns", "one"), ("some", "three")))
    assert judge(issue, Term("pull", "some"), "whole deal", steps)[0] is Verdict.MET
    assert judge(issue, Term("pull", "all"), "whole deal", steps)[0] is Verdict.PARTLY


@given(st.lists(st.sampled_from(["hundreds", "more", "50", "unspecified"]), min_size=1, max_size=3), st.booleans())
def test_no_verdict_but_cannot_tell_rests_on_a_blank(amounts: list[str], refused: bool) -> None:
    issue = Issue(
        "p",
        "P",
        "none",
        (Option("none", "none", quantity("0")), Option("many", "many", quantity("thousands"))),
        "person",
    )
    offers = tuple(Offer("c", Term("p", amount=quantity(each)), "whole deal") for each in (*amounts, "unspecified"))
    assert judge(issue, Term("p", "many"), "whole deal", offers, refused=refused)[0] is Verdict.CANNOT_TELL


def test_swapping_the_parties_names_swaps_the_results_and_nothing_else() -> None:
    swap = {"upper": "lower", "lower": "upper", "Upper": "Lower", "Lower": "Upper"}
    words = re.split(r"\b([Uu]pper|[Ll]ower)\b", samples.VALLEY)
    mirrored = "".join(swap.get(word, word) for word in words)
    one, other = samples.case(), samples.case(text=mirrored)

    def told(case: Case, names: dict[str, str]) -> list[tuple[str, list[Verdict | None]]]:
        return [
            (f"{names.get(g.party, g.party)}.{g.faction}.{row.issue}", [c.verdict if c else None for c in row.cells])
            for g in gaps(case)
            for row in g.rows
        ]

    assert told(one, swap) == told(other, {})


def test_a_collective_of_parties_speaks_for_each_of_them() -> None:
    case = samples.case(
        ("  envoy: {name", "  both: {name: Both, kind: collective, members: [upper, lower]}\n  envoy: {name"),
        ("by: miller\n", "by: both\n"),
    )
    held = [[c.id for c in positions(case, Voices.of(case), party.id)] for party in case.parties]
    assert all("miller-fence" in ids for ids in held)


def test_an_amount_of_which_nothing_says_what_it_covers_is_compared_with_none() -> None:
    case = samples.case(
        ("    scope: first\n    terms: {water: blank}", "    terms: {water: 24}"),
        ("    terms: {water: all-day}\n    scope: whole deal", "    terms: {water: all-day}"),
        ("issue: water, scope: first", "issue: water, scope: whole deal"),
    )
    found = cell(case, "water", Setting.PUBLIC_WORDS)
    assert found is not None
    assert (found.verdict, found.reason) == (Verdict.CANNOT_TELL, "nothing says what the amount covers")
