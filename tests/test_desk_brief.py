"""The brief as files: HTML that needs nothing else, a PDF from the same page, and every script set right."""

import io
import re
import unicodedata
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

import detente
import samples
from detente.desk import pictures
from detente.desk.brief.html import html, isolated
from detente.desk.brief.pdf import markup, pdf
from detente.desk.pages import Break, Heading, Line, Lines, Page, Picture, Table
from detente.desk.views.brief import brief
from detente.workbench import briefs

if TYPE_CHECKING:
    from playwright.sync_api import Browser

GAZA = Path(detente.__file__).parent / "gallery" / "gaza-2024"
ARABIC, HEBREW = "يحيى السنوار", "בנימין נתניהו"
SCRIPTS = Page(
    "Names in three scripts",
    (
        Heading("Each name between Latin words"),
        Lines((Line(f"before {ARABIC} after", lead="Arabic:"), Line(f"before {HEBREW} after", lead="Hebrew:"))),
        Table("In a table", ("Latin", "Arabic", "Hebrew"), (((Line("name"),), (Line(ARABIC),), (Line(HEBREW),)),)),
    ),
    foot=f"{ARABIC} and {HEBREW}",
)
"""The test page for scripts written from right to left."""


@pytest.fixture(scope="module")
def page() -> Page:
    return brief(briefs.briefing(detente.open_case(GAZA)))


@pytest.fixture(scope="module")
def written(page: Page) -> str:
    return html(page)


@pytest.fixture(scope="module")
def printed(page: Page) -> PdfReader:
    return PdfReader(io.BytesIO(pdf(page)))


class Fetches(HTMLParser):
    """Everything a browser would fetch or run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "iframe", "object", "embed", "link", "base", "form"):
            self.found.append(tag)
        for name, value in attrs:
            points_away = name in ("src", "href", "xlink:href", "action", "srcset") and not (value or "").startswith(
                "#"
            )
            if points_away or name.startswith("on"):
                self.found.append(f"{tag} {name}={value}")


def fetches(text: str) -> list[str]:
    parser = Fetches()
    parser.feed(text)
    return [*parser.found, *re.findall(r"url\((?!data:)[^)]*\)|@import[^;]*", text)]


def test_the_html_fetches_nothing_and_runs_nothing(written: str) -> None:
    assert fetches(written) == []


@pytest.mark.parametrize(
    "planted",
    [
        "<script>1</script>",
        '<img src="https://example.org/a.png">',
        "<style>a{background:url(b.png)}</style>",
        '<p onclick="a()">',
    ],
)
def test_anything_that_fetches_or_runs_is_found(planted: str) -> None:
    assert fetches(f"<html><body>{planted}</body></html>") != []


def test_words_of_a_case_cannot_become_markup() -> None:
    case = samples.case(("says: wants water all day", 'says: "<script>alert(1)</script> #pagebreak() $x$ *b*"'))
    page = brief(briefs.briefing(case))
    assert "<script>" not in html(page)
    assert "<script>alert(1)</script> #pagebreak() $x$ *b*" in "".join(
        each.extract_text() for each in PdfReader(io.BytesIO(pdf(page))).pages
    ).replace("\n", " ")


def test_the_same_page_gives_the_same_bytes(page: Page, written: str) -> None:
    assert html(page) == written
    small = replace(page, blocks=page.blocks[:4])
    assert pdf(small) == pdf(small)


def test_every_cited_claim_can_be_followed_to_its_row(written: str) -> None:
    targets = set(re.findall(r'href="#([^"]+)"', written))
    assert targets
    assert targets <= set(re.findall(r'id="([^"]+)"', written))


def test_page_one_is_one_sheet_and_the_annex_begins_the_next(printed: PdfReader) -> None:
    first, second = (printed.pages[number].extract_text() for number in (0, 1))
    assert "How each side is known" in first
    assert "Hamas: 0 statements quoted from its own people" in " ".join(first.split())
    assert second.strip().startswith("Annex")


def test_a_long_first_sheet_is_set_smaller_until_it_fits() -> None:
    def sheets(lines: int) -> int:
        many = Lines(tuple(Line(f"line {number}") for number in range(lines)))
        page = Page("Long", (many, Break(), Heading("Annex", 1)))
        return len(PdfReader(io.BytesIO(pdf(page))).pages)

    assert (sheets(60), sheets(66)) == (2, 2)
    assert sheets(90) == 3  # no smaller than can be read: it runs over


def test_html_and_pdf_say_the_same(page: Page, written: str, printed: PdfReader) -> None:
    plain = _letters(re.sub(r"<[^>]+>", "", written.partition("<body>")[2]))
    paper = _letters("".join(each.extract_text() for each in printed.pages))
    for block in page.blocks:
        for line in block.lines if isinstance(block, Lines) else ():
            if line.text.isascii():
                assert _letters(line.text) in plain
                assert _letters(line.text) in paper


def _letters(text: str) -> str:
    """The letters and figures alone: line breaks, hyphens and ligatures differ between the two."""
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKD", unescape(text)).casefold())


def test_the_pdf_is_tagged_titled_and_its_picture_speaks(printed: PdfReader, page: Page) -> None:
    catalog = printed.root_object
    assert "/StructTreeRoot" in catalog
    assert str(catalog["/Lang"]) == "en"
    assert printed.metadata is not None
    assert printed.metadata.title == page.title
    (picture,) = (block for block in page.blocks if isinstance(block, Picture))
    assert picture.ladders[0].alt[:40] in markup(page)


def test_the_picture_needs_no_colour(page: Page) -> None:
    (picture,) = (block for block in page.blocks if isinstance(block, Picture))
    colours = set(re.findall(r'(?:fill|stroke)="(#[0-9a-f]+)"', pictures.svg(picture)))
    assert colours
    assert [colour for colour in colours if len(set(re.findall(r"..", colour[1:].ljust(6, colour[1])))) > 1] == []


# Scripts


def test_a_name_from_right_to_left_is_set_apart_from_its_neighbours() -> None:
    assert isolated(f"before {HEBREW}, after") == f'before <bdi dir="rtl">{HEBREW}</bdi>, after'


def test_the_fonts_of_a_script_are_carried_only_when_it_is_used() -> None:
    assert html(SCRIPTS).count("@font-face") == 2
    assert "@font-face" not in html(replace(SCRIPTS, blocks=(), foot=""))


def test_the_pdf_carries_the_letters_of_every_script() -> None:
    reader = PdfReader(io.BytesIO(pdf(SCRIPTS)))
    text = unicodedata.normalize("NFKC", reader.pages[0].extract_text())
    assert {letter for letter in ARABIC + HEBREW if letter.isalpha()} <= set(text)
    fonts = reader.pages[0]["/Resources"]["/Font"].values()  # type: ignore[index]  # typed as any object
    assert any("NotoNaskhArabic" in font.get_object()["/BaseFont"] for font in fonts)


@pytest.mark.browser
def test_arabic_letters_join_and_both_scripts_run_from_right_to_left(browser: "Browser") -> None:
    tab = browser.new_page(offline=True)
    tab.set_content(html(SCRIPTS))
    assert tab.evaluate("document.fonts.ready.then(fonts => [...fonts].map(f => f.status))") == ["loaded", "loaded"]
    for script in (ARABIC, HEBREW):
        first, last = tab.evaluate(_ENDS, script)
        assert first > last, "the first letter stands right of the last"
    joined, apart = tab.evaluate(_WIDTHS, "سنوار")
    assert joined < apart, "joined letters are narrower than the same letters apart"
    tab.close()


_ENDS = """name => {
  const bdi = [...document.querySelectorAll("li bdi")].find(each => each.textContent === name)
  const text = bdi.firstChild, place = at => {
    const range = document.createRange(); range.setStart(text, at); range.setEnd(text, at + 1)
    return range.getBoundingClientRect().left
  }
  return [place(0), place(text.length - 1)]
}"""
_WIDTHS = """word => {
  const width = text => {
    const span = document.createElement("bdi"); span.textContent = text; document.body.append(span)
    return span.getBoundingClientRect().width
  }
  return [width(word), [...word].reduce((sum, letter) => sum + width(letter), 0)]
}"""


@pytest.mark.browser
def test_the_brief_reads_in_a_browser_without_a_network(browser: "Browser", written: str, tmp_path: Path) -> None:
    file = tmp_path / "brief.html"
    file.write_text(written, encoding="utf-8")
    tab = browser.new_page(viewport={"width": 900, "height": 1200})
    asked: list[str] = []
    complaints: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: complaints.append(message.text))
    tab.goto(file.as_uri())
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert complaints == []
    assert tab.title() == "Brief: Hostages and ceasefire, January 2024"
    assert tab.locator("svg").count() == 1
    tab.locator(".cites a").first.click()
    assert tab.evaluate("document.querySelector(':target').tagName") == "TR"
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "nothing runs out of the window"
    tab.close()


@pytest.mark.browser
def test_the_brief_fits_a_telephone(browser: "Browser", written: str) -> None:
    tab = browser.new_page(viewport={"width": 390, "height": 800})
    tab.set_content(written)
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    tab.close()
