"""Where red lines read as firm leave nothing, the smallest sets of them to read anew are named."""

from detente.bargain.rereading import Rereading, rereading
from detente.bargain.study import study
from detente.case.model import Case
from detente.desk.views import agreement
from detente.store import casefile
from detente.workbench.agreements import Studies, bridge
from rendering import plain

LINES = """\
detente: 1
title: Two lines
as_of: 2024-03-01
default_audience: public
sources:
  radio: {title: Radio, editions: {radio-1: {publisher: Radio, on: 2024-02-28}}}
actors:
  mayor: {name: The mayor, kind: person, of: upper}
  elders: {name: The elders, kind: body, of: lower}
parties:
  upper: {name: Upper}
  lower: {name: Lower}
mediators: []
issues:
  fence: {title: The fence, without: standing, options: {standing: none, gone: yes}}
  toll: {title: The toll, without: none, options: {none: {holds: none}, paid: yes}}
claims:
"""
SAID = "setting: own words in public, source: {{document: radio-1}}, grade: B2}}"


def claim(name: str, by: str, words: str) -> str:
    return f"  - {{id: {name}, by: {by}, says: {name} is said, {words}, {SAID.format()}\n"


FENCE, TOLL = (f"act: red line, terms: {{{term}}}" for term in ("fence: gone", "toll: paid"))
UPPER_FENCE, UPPER_TOLL = claim("upper-fence", "mayor", FENCE), claim("upper-toll", "mayor", TOLL)
LOWER_FENCE, LOWER_TOLL = claim("lower-fence", "elders", FENCE), claim("lower-toll", "elders", TOLL)
WANTED = claim("wants-toll", "mayor", "act: call for, terms: {toll: paid}")
REFUSED = claim("no-fence", "elders", "act: reject, terms: {fence: gone}")


def lines(*claims: str) -> Case:
    found = casefile.parse((LINES + "".join(claims)).encode())
    assert found.case is not None, found.problems
    return found.case


def reread(case: Case) -> Rereading | None:
    return rereading(study(case, count=100), count=100, seed=0)


def test_either_of_two_lines_that_together_rule_out_every_deal_may_be_read_anew() -> None:
    assert reread(lines(UPPER_FENCE, LOWER_TOLL)) == Rereading((("upper-fence",), ("lower-toll",)), 2)


def test_lines_of_both_sides_on_the_same_term_must_be_read_anew_together() -> None:
    found = reread(lines(UPPER_FENCE, LOWER_FENCE, UPPER_TOLL, LOWER_TOLL))
    assert found == Rereading((("upper-fence", "lower-fence"), ("upper-toll", "lower-toll")), 4)


def test_swapping_the_sides_swaps_the_lines() -> None:
    swapped = lines(UPPER_FENCE.replace("mayor", "elders"), LOWER_TOLL.replace("elders", "mayor"))
    assert reread(swapped) == Rereading((("upper-fence",), ("lower-toll",)), 2)


def test_where_something_else_stands_in_the_way_no_set_is_named() -> None:
    assert reread(lines(UPPER_FENCE, REFUSED)) == Rereading((), 1)


def test_without_red_lines_there_is_nothing_to_read_anew() -> None:
    assert reread(lines(REFUSED)) is None


def test_a_line_beside_which_another_issue_can_move_leaves_something() -> None:
    assert reread(lines(UPPER_FENCE, WANTED)) is None


def test_the_page_names_each_line_with_its_source() -> None:
    case = lines(UPPER_FENCE, LOWER_TOLL)
    found = study(case, count=100)
    page = plain(agreement.bridge_page(case, bridge(Studies(found, lambda: (found,)))))
    assert (
        "Red lines read as firm leave nothing: any one of these would leave something, were it read as posture" in page
    )
    assert "upper-fence is said [The mayor]" in page
