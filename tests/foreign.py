"""A small scenario of our own in the files of other tools, and scenarios of any kind to try laws on."""

import numpy as np
from hypothesis import strategies as st

from detente.bargain.packages import Scenario, Values

FERRY_DOMAIN = """\
<negotiation_template>
  <utility_space number_of_issues="3">
    <objective index="0" name="root" type="objective" etype="objective">
      <issue index="1" name="fare" type="discrete" etype="discrete" vtype="discrete">
        <item index="1" value="low"/>
        <item index="2" value="middle"/>
        <item index="3" value="high"/>
      </issue>
      <issue index="2" name="boats" type="discrete" etype="discrete">
        <item index="1" value="one"/>
        <item index="2" value="two"/>
      </issue>
      <issue index="3" name="crossings" type="integer" lowerbound="2" upperbound="4"/>
    </objective>
  </utility_space>
</negotiation_template>
"""

FERRY_ISLAND = """\
<utility_space>
  <objective index="0" name="root" type="objective" etype="objective">
    <issue index="1" name="fare" type="discrete" etype="discrete">
      <item index="1" value="low" evaluation="40"/>
      <item index="2" value="middle" evaluation="30"/>
      <item index="3" value="high" evaluation="10"/>
    </issue>
    <issue index="2" name="boats" type="discrete" etype="discrete">
      <item index="1" value="one" evaluation="1"/>
      <item index="2" value="two" evaluation="2"/>
    </issue>
    <issue index="3" name="crossings" type="integer" etype="integer" lowerbound="2" upperbound="4">
      <evaluator ftype="linear" slope="0.5" offset="0.25"/>
    </issue>
    <weight index="1" value="0.5"/>
    <weight index="2" value="0.3"/>
    <weight index="3" value="0.2"/>
  </objective>
  <reservation value="0.35"/>
</utility_space>
"""

FERRY_OWNER = """\
<utility_space>
  <objective index="0" name="root" type="objective" etype="objective">
    <weight index="1" value="0.6"/>
    <weight index="2" value="0.2"/>
    <weight index="3" value="0.2"/>
    <issue index="3" name="crossings" type="integer" etype="integer" lowerbound="2" upperbound="4">
      <evaluator ftype="linear" slope="-0.5" offset="1"/>
    </issue>
    <issue index="2" name="boats" type="discrete" etype="discrete">
      <item index="1" value="two" evaluation="0"/>
      <item index="2" value="one" evaluation="5"/>
    </issue>
    <issue index="1" name="fare" type="discrete" etype="discrete">
      <item index="3" value="high" evaluation="8"/>
      <item index="2" value="middle" evaluation="6"/>
      <item index="1" value="low" evaluation="1"/>
    </issue>
  </objective>
</utility_space>
"""

FERRY = {"domain.xml": FERRY_DOMAIN, "island.xml": FERRY_ISLAND, "owner.xml": FERRY_OWNER}


def as_bytes(texts: dict[str, str]) -> dict[str, bytes]:
    return {name: text.encode() for name, text in texts.items()}


def complete(scenario: Scenario) -> bool:
    """Whether every party has a finite value for every option of every issue, and one for no deal."""
    sizes = [len(options) for options in scenario.options]
    whole = all([len(column) for column in own] == sizes for own in scenario.values)
    finite = all(np.isfinite(column).all() for own in scenario.values for column in own)
    return whole and finite and bool(np.isfinite(scenario.no_deal).all())


def same(one: Scenario | None, other: Scenario | None) -> bool:
    """Whether two scenarios say the same, values within the rounding of a division and a product."""
    assert one is not None
    assert other is not None
    names = one.issues == other.issues and one.options == other.options and one.parties == other.parties
    pairs = [(a, b) for own, its in zip(one.values, other.values, strict=True) for a, b in zip(own, its, strict=True)]
    values = all(np.allclose(a, b, rtol=0, atol=1e-9) for a, b in pairs)
    return names and values and bool(np.allclose(one.no_deal, other.no_deal, rtol=0, atol=1e-9))


names = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), min_size=1, max_size=8)
utils = st.one_of(st.integers(-50, 50), st.floats(-50, 50, allow_nan=False).map(lambda value: round(value, 6)))
sides_of_any_name = st.lists(names, min_size=2, max_size=3, unique=True)


@st.composite
def scenarios(draw: st.DrawFn, parties: st.SearchStrategy[list[str]] = sides_of_any_name) -> Scenario:
    """Scenarios of one to three issues and two or three parties, with any names and values."""
    issues = tuple(draw(st.lists(names, min_size=1, max_size=3, unique=True)))
    options = tuple(tuple(draw(st.lists(names, min_size=1, max_size=4, unique=True))) for _ in issues)
    sides = tuple(draw(parties))
    values = tuple(tuple(_column(draw, len(each)) for each in options) for _ in sides)
    return Scenario(issues, options, sides, values, tuple(float(draw(utils)) for _ in sides))


def _column(draw: st.DrawFn, options: int) -> Values:
    return np.array(draw(st.lists(utils, min_size=options, max_size=options)))


@st.composite
def mutated(draw: st.DrawFn, texts: dict[str, str]) -> dict[str, bytes]:
    """Files of which some have a stretch taken out, doubled, or replaced by another stretch or by odd bytes."""
    files = as_bytes(texts)
    for name in draw(st.lists(st.sampled_from(sorted(texts)), min_size=1, max_size=3)):
        raw = files[name]
        start = draw(st.integers(0, len(raw)))
        end = min(len(raw), start + draw(st.integers(0, 40)))
        other = draw(st.integers(0, len(raw)))
        put = draw(st.sampled_from([b"", raw[start:end] * 2, raw[other : other + 30], *ODD]))
        files[name] = raw[:start] + put + raw[end:]
    return files


ODD = (
    *(b"\xff\xfe", b"\x00", b"<", b">", b"&", b'"', b"{", b"]", b": ", b"- ", b"\t", b"\n", b"-1", b"1e400", b"NaN"),
    *(b"null", b"9" * 400, b"&a ", b"*a", b"!!python/name:x ", b"<!DOCTYPE x>", b"\\ud800", b"1e15", b"-1e15", b"0"),
)
