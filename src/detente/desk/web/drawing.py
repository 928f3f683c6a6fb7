"""Answers as HTML: the desk's frame around a page of blocks, with its form and links.

The same answer for the same viewer gives the same bytes.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from jinja2 import Environment

from detente.desk.brief.html import environment, tightened
from detente.desk.pages import Block, Heading
from detente.desk.web.keeping import Underway
from detente.desk.web.shown import Shown
from detente.desk.web.viewer import Viewer
from detente.desk.web.ways import Way, beside, parts


def page(shown: Shown, way: Way, viewer: Viewer, named: Mapping[str, str]) -> str:
    """A page for a viewer; `named` is what its address names."""
    told = shown.page()
    told = replace(told, blocks=tuple(_in_steps(told.blocks)))
    return _written("page.html.j2", way, viewer, named, shown=shown, page=told)


def waiting(underway: Underway, way: Way, viewer: Viewer, named: Mapping[str, str]) -> str:
    """A page that asks for itself again until the answer is there."""
    return _written("waiting.html.j2", way, viewer, named, underway=underway)


def refused(sentence: str, way: Way, viewer: Viewer, named: Mapping[str, str]) -> str:
    """A page that says why there is no answer."""
    return _written("refused.html.j2", way, viewer, named, sentence=sentence)


@cache
def nothing() -> str:
    """What whoever asks for what is not there gets, and whoever may not have it: the same for all."""
    return _environment().get_template("nothing.html.j2").render()


def before(template: str, **more: object) -> str:
    """A page for somebody who has not come in yet."""
    return tightened(_environment().get_template(template).render(**more))


def _in_steps(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks whose headings leave no level out, so that those who hear them do not look for what is missing."""
    level = 1
    for block in blocks:
        if isinstance(block, Heading):
            level = min(block.level, level + 1)
            yield replace(block, level=level)
        else:
            yield block


def _written(template: str, way: Way, viewer: Viewer, named: Mapping[str, str], **more: object) -> str:
    found = _environment().get_template(template)
    return tightened(
        found.render(
            way=way,
            viewer=viewer,
            here=way.path.format(**named),
            parts=parts(viewer),
            beside=[(each, each.path.format(**named)) for each in beside(way, viewer)],
            cited=lambda claim: f"{viewer.under}/claims#{claim}",
            **more,
        )
    )


@cache
def _environment() -> Environment:
    return environment("detente.desk.web.templates")
