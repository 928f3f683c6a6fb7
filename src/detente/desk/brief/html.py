"""A page as one self-contained HTML file: no script, no request, fonts of other scripts carried along when needed."""

import base64
import re
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from detente.desk import pictures
from detente.desk.pages import Page, Picture, direction

FONTS = Path(__file__).parent.parent / "fonts"
SCRIPTS = {
    "NotoNaskhArabic-Regular": re.compile("[\u0600-\u06ff\u0750-\u077f]"),
    "NotoSansHebrew-Regular": re.compile("[\u0590-\u05ff]"),
}
"""Which font file of ours covers which letters."""
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u07ff\ufb1d-\ufdff\ufe70-\ufefc][\u0590-\u07ff\ufb1d-\ufdff\ufe70-\ufefc \u2019'-]*"
)


def html(page: Page) -> str:
    """The page as HTML; the same page gives the same bytes."""
    anchors = page.anchors
    template = environment("detente.desk.brief").get_template("page.html.j2")
    return tightened(
        template.render(page=page, fonts=_fonts(page), cited=lambda claim: f"#{claim}" if claim in anchors else "")
    )


def environment(package: str) -> Environment:
    """The templates of a package, with the blocks that every page in HTML is made of."""
    found = Environment(
        loader=ChoiceLoader([PackageLoader(package, "."), PackageLoader("detente.desk.brief", ".")]),
        autoescape=select_autoescape(["j2", "html"], default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["isolated"] = isolated
    found.globals |= {"drawing": _drawing, "direction": direction}
    return found


def tightened(text: str) -> str:
    """HTML without empty lines."""
    return re.sub(r"\n\s*\n+", "\n", text)


def isolated(text: str) -> Markup:
    """Text with each run of right-to-left letters set apart, so that neighbours keep their order."""
    parts, end = [], 0
    for run in _RIGHT_TO_LEFT.finditer(text):
        word = run[0].rstrip()
        parts += [Markup.escape(text[end : run.start()]), Markup('<bdi dir="rtl">{}</bdi>').format(word)]
        end = run.start() + len(word)
    return Markup("").join([*parts, Markup.escape(text[end:])])


def _drawing(picture: Picture) -> Markup:
    drawn = pictures.svg(picture)
    if picture.timeline is not None:
        return Markup(drawn)  # noqa: S704 - our own drawing, titled and described inside
    return Markup(re.sub(r"<svg ", '<svg aria-hidden="true" ', drawn, count=1))  # noqa: S704 - our own drawing; its words stand beside it


def _fonts(page: Page) -> list[tuple[str, str]]:
    text = repr(page)
    used = [name for name, letters in SCRIPTS.items() if letters.search(text)]
    return [(name, base64.b64encode((FONTS / f"{name}.ttf").read_bytes()).decode()) for name in used]
