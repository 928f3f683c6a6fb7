"""The timeline of a plan: what is drawn, that it reads without colour, and that no plan breaks it."""

import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

import plan90
from detente.desk import pictures, timelines
from detente.desk.brief.html import html
from detente.desk.brief.pdf import markup, pdf
from detente.desk.pages import Bar, Page, Picture, Timeline
from detente.desk.views.brief import brief
from detente.desk.views.timeline import timeline_picture
from detente.desk.views.wording import Wording
from detente.plan.outlook import outlook
from detente.plan.wellformed import Draft
from detente.workbench import briefs
from hard_plans import AT_BEST, CIRCLE, TOO_SHORT, UNKNOWN, UNSTATED, WORDS
from rendering import assert_golden

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LASTING = (
    "    clauses: pulls-back\n  sold:",
    """    clauses: pulls-back
  halt: {kind: refrain, by: north, to: south, does: no fighting, starts: {signature: within 2 days}}
  flights: {kind: refrain, by: north, to: south, does: no flights, phase: pause, starts: {pause.begins: at once}}
  pays: {kind: deliver, by: south, to: north, does: pays back, starts: {signature: after}, batches: [{amount: '10', on: {2024-02-20: at once}}, {amount: '20', on: {pause.ends: 2 days}}]}
  sold:""",
)
SIGNED = ("length: at most 90 days", "calendar: {signature: 2024-02-01}\nlength: at most 90 days")
ENDLESS = (("length: at most 90 days\n", ""), ("    ends: {third.begins: within 25 days}\n", ""))
HARD = {
    "clashes": (TOO_SHORT,),
    "at best alone": (AT_BEST,),
    "a blank of words": (WORDS,),
    "an unknown moment": (UNKNOWN,),
    "a circle": (CIRCLE,),
    "no end": ENDLESS,
    "no party known": (("by: north", "by: [north, south]"), ("by: south", "by: []")),
}
A4_TEXT = 510  # pt: 210 mm less two margins of 15 mm


def drawn(draft: Draft) -> Picture:
    return timeline_picture(Wording.of(draft.case), outlook(draft))


def bars(found: Timeline) -> dict[str, Bar]:
    return {bar.name: bar for bar in (*found.bands, *(bar for _, group in found.groups for bar in group))}


@pytest.fixture(scope="module")
def picture() -> Picture:
    return drawn(plan90.draft(LASTING, SIGNED))


@pytest.fixture(scope="module")
def rows(picture: Picture) -> dict[str, Bar]:
    assert picture.timeline is not None
    return bars(picture.timeline)


@pytest.fixture(scope="module")
def untold() -> Picture:
    return drawn(Draft(plan90.plan(text=UNSTATED), plan90.case()))


def long(count: int) -> Timeline:
    """A timeline of many obligations, some with long names."""

    def name(row: int) -> str:
        return f"obligation {row}" + " with a name that needs a second line" * (row % 3 == 0)

    groups = tuple(
        (
            who,
            tuple(
                Bar(name(row), row, row + 2, row + 5, note="2 to 5 days, none to spare", alt=f"{who} {row}.")
                for row in range(start, count, 3)
            ),
        )
        for start, who in enumerate(("North", "South", "Envoys"))
    )
    return Timeline("Long", (Bar("All of it", 0, count, alt="All."),), groups)


# What is drawn


def test_an_obligation_runs_from_its_earliest_start_to_its_earliest_end_and_on_to_the_latest(
    rows: dict[str, Bar],
) -> None:
    bar = rows["pulls back from sector 1"]
    assert (bar.starts, bar.starts_by, bar.ends, bar.latest) == (3, 13, 5, 18)
    assert bar.note == "2 to 5 days, none to spare"


def test_a_phase_whose_length_is_blank_is_hatched_over_its_safe_days(rows: dict[str, Bar]) -> None:
    assert (rows["The pause"].starts, rows["The pause"].blank) == (2, ((26, 51),))
    assert rows["The pause"].note == "24 to 49 days are safe"


def test_a_duty_that_lasts_holds_as_long_as_its_phase_or_without_an_end(rows: dict[str, Bar]) -> None:
    halt, flights = rows["no fighting"], rows["no flights"]
    assert (halt.lasts, halt.bounded, halt.note) == (True, False, "no end stated")
    assert (flights.lasts, flights.bounded, flights.ends, flights.latest) == (True, True, 26, 30)


def test_parts_of_a_delivery_stand_on_their_days(rows: dict[str, Bar]) -> None:
    assert rows["pays back"].batches == (19, 28)


def test_rows_are_grouped_by_who_owes_them_parties_first(picture: Picture) -> None:
    assert picture.timeline is not None
    assert [who for who, _ in picture.timeline.groups] == ["North", "South", "The monitors", "The envoys"]


def test_a_plan_that_states_no_times_is_drawn_in_equal_widths_and_says_so(untold: Picture) -> None:
    assert untold.timeline is not None
    assert not untold.timeline.to_scale
    bands = untold.timeline.bands
    assert {last - first for band in bands for first, last in band.blank} == {10}
    assert {band.note for band in bands} == {"length not stated"}
    assert "Not to scale" in untold.caption
    assert "Not to scale" in pictures.svg(untold)


@pytest.mark.parametrize("why", HARD)
def test_no_plan_breaks_the_picture(why: str) -> None:
    picture = drawn(plan90.draft(*HARD[why]))
    root = ElementTree.fromstring(pictures.svg(picture))
    said = " ".join(text for each in root.iter() if (text := each.text))
    for words in ("The pause", "The towns", "leaves the towns", "releases soldiers"):
        assert words in said
    assert all(word.endswith(".") for word in picture.words)


def test_the_words_of_a_plan_that_cannot_be_timed_say_why() -> None:
    assert drawn(plan90.draft(TOO_SHORT)).words[0] == (
        "No day can be shown: the plan's spans cannot all be kept, even at best: 2 days are missing."
    )


def test_where_no_day_is_known_only_a_length_that_is_open_is_hatched() -> None:
    picture = drawn(plan90.draft(TOO_SHORT))
    assert picture.timeline is not None
    assert [bool(band.blank) for band in picture.timeline.bands] == [True, False, False]
    assert [band.note for band in picture.timeline.bands][:2] == ["no length can be kept", "within 30 days"]


# How it is drawn


def test_the_same_plan_gives_the_same_bytes(picture: Picture) -> None:
    pictures.svg.cache_clear()
    again = drawn(plan90.draft(LASTING, SIGNED))
    assert again == picture
    assert_golden("timeline.svg", pictures.svg(picture).replace("><", ">\n<") + "\n")


def test_it_needs_no_colour_no_style_and_no_reference(picture: Picture, untold: Picture) -> None:
    for each in (picture, untold):
        text = pictures.svg(each)
        greys = set(re.findall(r'(?:fill|stroke)="(#[0-9a-f]+)"', text))
        assert {grey for grey in greys if len(set(grey[1:])) > 1} == set()
        assert not re.search(r"url\(| style=|href|<script|<image|class=\"(?!timeline)", text)


def test_a_latest_start_that_is_the_latest_end_is_not_drawn_over_it() -> None:
    def drawn(latest: int) -> str:
        return timelines.svg(Timeline("One", (), (("North", (Bar("frees", 0, 0, latest, 4),)),)))

    assert ("latest start" in drawn(4), "latest end" in drawn(4)) == (False, True)
    assert "latest start" in drawn(6)


def test_words_are_large_enough_on_paper(picture: Picture) -> None:
    root = ElementTree.fromstring(pictures.svg(picture))
    sizes = {float(each.attrib["font-size"]) for each in root.iter() if "font-size" in each.attrib}
    assert min(sizes) * A4_TEXT / float(root.attrib["width"]) >= 7


def test_it_is_titled_and_described(picture: Picture) -> None:
    root = ElementTree.fromstring(pictures.svg(picture))
    title, desc = (root.find(f"{{http://www.w3.org/2000/svg}}{name}") for name in ("title", "desc"))
    assert title is not None
    assert desc is not None
    assert (root.attrib["role"], title.text) == ("img", "Timeline: Ninety days")
    assert desc.text == "3 phases and 14 obligations along days after signature."


def test_words_of_a_plan_cannot_become_markup() -> None:
    planted = "<script>alert(1)</script> & <b>"
    text = timelines.svg(Timeline(planted, (Bar(planted, 0, 1, note=planted),), ((planted, ()),), notes=(planted,)))
    assert "<script" not in text
    ElementTree.fromstring(text)


@pytest.mark.parametrize("names", [(), ("only",)])
def test_a_plan_with_nothing_in_it_can_be_drawn(names: tuple[str, ...]) -> None:
    groups = tuple((name, (Bar(name, None, None),)) for name in names)
    ElementTree.fromstring(timelines.svg(Timeline("Empty", (), groups)))


# Sheets


def test_a_long_timeline_is_cut_into_sheets_that_keep_every_row_the_phases_and_the_axis() -> None:
    whole = long(200)
    sheets = timelines.sheets(whole)
    assert len(sheets) > 3
    cut = [bar for sheet in sheets for _, group in sheet.groups for bar in group]
    assert cut == [bar for _, group in whole.groups for bar in group]
    assert {sheet.bands for sheet in sheets} == {whole.bands}
    assert len({sheet.reach for sheet in sheets}) == 1
    for sheet in sheets:
        assert float(ElementTree.fromstring(timelines.svg(sheet)).attrib["height"]) <= timelines.HIGHEST


def test_a_long_timeline_stands_on_sheets_of_its_own_in_print_and_is_one_drawing_on_screen() -> None:
    page = Page("Long", (Picture("A long one.", timeline=long(120)),))
    count = len(timelines.sheets(long(120)))
    assert markup(page).count("image(") == count
    reader = PdfReader(io.BytesIO(pdf(page)))
    assert len(reader.pages) <= count + 1
    assert "(continued)" in reader.pages[-1].extract_text()
    assert html(page).count("<svg") == 1


# In a browser


@pytest.mark.browser
def test_no_words_run_out_of_their_column(browser: "Browser", picture: Picture) -> None:
    names = "leaves every one of the towns along the whole of the northern line"
    longer = replace(
        picture,
        timeline=replace(
            long(12),
            groups=(
                (
                    "North",
                    (Bar(names, 1, 2, 3, note="4 to 12 days, any delay fits; checked in 1 to 3 days, none to spare"),),
                ),
            ),
        ),
    )
    for each in (picture, longer):
        tab = browser.new_page(viewport={"width": 900, "height": 900})
        tab.set_content(html(Page("One", (each,))))
        found = tab.evaluate(_BOXES)
        assert found
        assert [box for box in found if box["right"] > timelines.WIDE or box["left"] < 0] == []
        assert [box for box in found if box["left"] < 20 and not box["wide"] and box["right"] > 204] == []
        tab.close()


_BOXES = """() => [...document.querySelectorAll("svg.timeline text")].map(each => {
  const box = each.getBBox()
  const key = each.getAttribute("fill") || each.getAttribute("font-style")
  return {text: each.textContent, left: box.x, right: box.x + box.width, wide: !!key}
})"""


@pytest.mark.browser
def test_a_brief_with_a_plan_fits_a_telephone_and_asks_for_nothing(browser: "Browser") -> None:
    case = plan90.case()
    tab = browser.new_page(viewport={"width": 390, "height": 800})
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text))
    tab.set_content(html(brief(briefs.briefing(case, plans=[plan90.draft(LASTING, SIGNED)]))))
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert tab.evaluate("document.querySelector('svg.timeline').getBoundingClientRect().width") >= 640
    assert complaints == []
    tab.close()
