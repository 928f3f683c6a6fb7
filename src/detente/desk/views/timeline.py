"""A plan's timeline: phases as bands, and a row for each obligation, grouped by who owes it.

Days are those at best, blanks filled with the first value that works. Where they cannot be known, phases stand side by
side in equal widths, not to scale.
"""

from collections.abc import Iterable, Iterator

from detente.desk.pages import Bar, Picture, Timeline
from detente.desk.views.wording import Wording, listed
from detente.plan.dates import Day
from detente.plan.model import Obligation, Phase, Plan, When
from detente.plan.moments import Moments, day_of, is_date, moments
from detente.plan.outlook import Outlook
from detente.plan.ranges import Ranges, Runs, Slack
from detente.plan.span import Span

DAY_ZERO = "Day 0 is the day of signature."
NOT_TO_SCALE = "Not to scale: each phase is drawn as wide as the next."
_WIDTH = 10
"""How wide a phase is drawn where no days are known."""


def timeline_picture(words: Wording, told: Outlook) -> Picture:
    """The timeline with a caption that says how its blanks were filled."""
    drawn = timeline(words, told)
    titles = {blank.id: blank.title for blank in told.plan.blanks}
    filled = [f"{titles[blank]}: {days} days" for blank, days in (told.dated.filling if told.dated else ())]
    shown = [f"Shown at {'; '.join(filled)}."] if filled and drawn.to_scale else []
    how = DAY_ZERO if drawn.to_scale else NOT_TO_SCALE
    return Picture(" ".join((f"Timeline of “{told.plan.title}”.", how, *shown)), timeline=drawn)


def timeline(words: Wording, told: Outlook) -> Timeline:
    """The timeline of a plan, to scale where some day of it is known."""
    rows = _Dated(told) if told.dated is not None and _some_day(told.dated.days) else _Undated(told)
    bands = tuple(rows.band(phase) for phase in told.plan.phases)
    groups: list[tuple[str, tuple[Bar, ...]]] = []
    for debtors, owed in _by_debtor(told.plan):
        who = listed([words.voices.name(name) for name in debtors]) or "Nobody named"
        groups.append((who, tuple(sorted((rows.bar(who, each) for each in owed), key=_first))))
    return Timeline(told.plan.title, bands, tuple(groups), rows.to_scale, told.plan.calendar.signature, rows.notes)


def _some_day(days: Iterable[Day]) -> bool:
    """Something is timed: a length of the whole alone gives every moment the same window, which tells nothing."""
    latest = {day.latest for day in days} - {0, None}
    return any(day.earliest for day in days) or len(latest) > 1


def _first(bar: Bar) -> tuple[bool, int]:
    return bar.starts is None, bar.starts or 0


def _by_debtor(plan: Plan) -> list[tuple[tuple[str, ...], list[Obligation]]]:
    """Obligations by who owes them: the plan's parties first, in its order, then others as they come."""
    found: dict[tuple[str, ...], list[Obligation]] = {(party,): [] for party in plan.parties}
    for each in plan.obligations:
        found.setdefault(each.by, []).append(each)
    return [(debtors, owed) for debtors, owed in found.items() if owed]


class _Dated:
    """Rows whose days are known."""

    to_scale = True

    def __init__(self, told: Outlook) -> None:
        self.plan, self.notes = told.plan, (told.why,) if told.why else ()
        self._days = {day.moment: day for day in (told.dated.days if told.dated else ())}
        self._moments = Moments(told.plan)
        self._blanks = _Blanks(told)
        self._notes = _Notes(told, self._blanks)
        self._ends = {phase.id: self._day(f"{phase.id}.ends") for phase in told.plan.phases}

    def band(self, phase: Phase) -> Bar:
        first, last = self._day(f"{phase.id}.begins"), self._day(f"{phase.id}.ends")
        if first is None or last is None:
            return Bar(phase.title, None, None, note="no day is known", alt=f"{phase.title}: no day is known.")
        stated = last.latest is not None
        note = "; ".join(
            (*self._blanks.said((*phase.begins, *phase.ends)), *(() if stated else ("length not stated",)))
        )
        alt = f"{phase.title}: begins on {_days(first)}, ends on {_days(last)}{f'; {note}' if note else ''}."
        return Bar(
            phase.title,
            first.earliest,
            last.earliest,
            last.latest,
            first.latest,
            stated,
            blank=self._stretches(phase.ends),
            note=note,
            alt=alt,
        )

    def bar(self, who: str, each: Obligation) -> Bar:
        names = moments(each)
        first, last = self._day(names[0]), self._day(names[-1])
        noted = self._notes.of(each)
        if first is None or last is None:
            note = "; ".join(noted) or "no day is known"
            return Bar(each.does, None, None, lasts=each.lasts, note=note, alt=f"{who}: {each.does}; {note}.")
        ends, latest = last.earliest, last.latest
        if each.lasts and not each.until:
            # Nothing says until when: it holds as long as its phase, or without an end.
            phase = self._ends.get(each.phase)
            ends, latest = (phase.earliest, phase.latest) if phase else (first.earliest, None)
        if latest is None:
            noted = (*noted, "no end stated" if each.lasts else "no last day stated")
        note = "; ".join(noted)
        checked = each.verification is not None and each.verification.takes is not None
        over = "ends" if each.lasts else "is done and checked" if checked else "is done"
        end = f", {over} on {_days(Day('', ends, latest, None, None))}" if latest is not None or not each.lasts else ""
        return Bar(
            each.does,
            first.earliest,
            ends,
            latest,
            first.latest,
            latest is not None,
            each.lasts,
            (
                *self._stretches((*each.done, *each.until)),
                *self._taken(each.takes, first.earliest),
            ),
            tuple(day for batch in each.batches for when in batch.on if (day := self._on(when)) is not None),
            note,
            f"{who}: {each.does}; begins on {_days(first)}{end}{f'; {note}' if note else ''}.",
        )

    def _day(self, moment: str) -> Day | None:
        return self._days.get(self._point(moment))

    def _point(self, event: str) -> str:
        return self._moments.point_of(event)

    def _on(self, when: When) -> int | None:
        """The earliest day of something a span after an event, where it is known."""
        if is_date(when.event):
            return day_of(self.plan, when.event)
        day = self._day(when.event)
        least = when.span.least
        return day.earliest + least if day is not None and isinstance(least, int) and not when.span.before else None

    def _stretches(self, whens: Iterable[When]) -> tuple[tuple[int, int], ...]:
        """The days on which something may end by the ranges of the blanks in its words."""
        found: list[tuple[int, int]] = []
        for when in whens:
            day = self._day(when.event)
            found += self._taken(when.span, day.earliest) if day is not None and not when.span.before else ()
        return tuple(found)

    def _taken(self, span: Span | None, start: int) -> tuple[tuple[int, int], ...]:
        names = span.blanks if span is not None else ()
        return tuple((start + least, start + most) for name in names for least, most in self._blanks.runs(name))


class _Undated:
    """Rows of a plan whose days are not known: each phase as wide as the next."""

    to_scale = False

    def __init__(self, told: Outlook) -> None:
        why = told.why or "neither lengths nor days are stated"
        self.notes = (f"No day can be shown: {why}.",)
        self._blanks = _Blanks(told)
        self._notes = _Notes(told, self._blanks)
        self._titles = {phase.id: phase.title for phase in told.plan.phases}
        self._places = {phase.id: row * _WIDTH for row, phase in enumerate(told.plan.phases)}

    def band(self, phase: Phase) -> Bar:
        start = self._places[phase.id]
        lengths = [str(when.span) for when in phase.ends if when.event.startswith(f"{phase.id}.")]
        blanks = self._blanks.said((*phase.begins, *phase.ends))
        note = "; ".join(blanks) or listed(lengths) or "length not stated"
        end, alt = start + _WIDTH, f"{phase.title}: {note}."
        if lengths and not blanks:
            return Bar(phase.title, start, end, note=note, alt=alt)
        return Bar(phase.title, start, start, blank=((start, end),), note=note, alt=alt)

    def bar(self, who: str, each: Obligation) -> Bar:
        start = self._places.get(each.phase)
        note = "; ".join(self._notes.of(each)) or ("" if each.phase else "in no phase")
        said = (f"{who}: {each.does}", *([f"in “{self._titles[each.phase]}”"] if start is not None else []), note)
        alt = f"{'; '.join(part for part in said if part)}."
        end = None if start is None else start + _WIDTH
        return Bar(each.does, start, end, bounded=False, lasts=each.lasts, note=note, alt=alt)


class _Blanks:
    """What the blanks of a plan may be, in words and as runs of days to draw."""

    def __init__(self, told: Outlook) -> None:
        self._ranges = {each.blank: each for each in told.ranges}
        self._blanks = {each.id: each for each in told.plan.blanks}

    def runs(self, name: str) -> Runs:
        """The days safe, else possible, else those at best, else all that the blank allows."""
        found, allowed = self._ranges.get(name), self._blanks[name].domain if name in self._blanks else range(0)
        every = ((allowed[0], allowed[-1]),) if allowed else ()
        return every if found is None else found.safe or found.possible or found.best_case or every

    def said(self, whens: Iterable[When], *spans: Span | None) -> tuple[str, ...]:
        """What is known of each blank in these words."""
        every = (*(when.span for when in whens), *(span for span in spans if span is not None))
        return tuple(dict.fromkeys(self._range(name) for span in every for name in span.blanks))

    def _range(self, name: str) -> str:
        found = self._ranges.get(name)
        if found is None:
            allowed = self._blanks[name].domain if name in self._blanks else range(0)
            return f"left blank, {allowed[0]} to {allowed[-1]} days" if allowed else f"left blank: {name}"
        return range_words(found)


def range_words(found: Ranges) -> str:
    """The range of a blank in a few words.

    >>> range_words(Ranges("pause-days", ((9, 78),), ((24, 49),), ((24, 49),)))
    '24 to 49 days are safe'
    >>> range_words(Ranges("pause-days", ((9, 78),), (), ()))
    '9 to 78 days at best, none whatever happens'
    """
    if found.safe:
        return f"{_runs(found.safe)} are safe"
    if found.possible:
        return f"{_runs(found.possible)} can work, none is safe"
    return f"{_runs(found.best_case)} at best, none whatever happens" if found.best_case else "no length can be kept"


def _runs(runs: Runs) -> str:
    """Runs of days, by first and last."""
    return listed([str(first) if first == last else f"{first} to {last}" for first, last in runs]) + " days"


class _Notes:
    """The words at the end of an obligation's row."""

    def __init__(self, told: Outlook, blanks: _Blanks) -> None:
        self._blanks = blanks
        self._titles = dict(told.plan.scenarios)
        self._slacks: dict[str, list[Slack]] = {}
        for each in told.slacks:
            if len(each.contingent.where) > 1:
                self._slacks.setdefault(str(each.contingent.where[1]), []).append(each)

    def of(self, each: Obligation) -> tuple[str, ...]:
        """A branch it belongs to, how long it takes and what it has to spare, and what its blanks may be."""
        return tuple(self._all(each))

    def _all(self, each: Obligation) -> Iterator[str]:
        if each.scenario:
            yield f"only if: {self._titles.get(each.scenario) or each.scenario}"
        spare = {"verified" in slack.contingent.where: _spare(slack) for slack in self._slacks.get(each.id, ())}
        checked = each.verification.takes if each.verification else None
        for span, checking in ((each.takes, False), (checked, True)):
            if span is not None and not each.lasts and not span.blanks:
                yield f"{'checked in ' if checking else ''}{span}{spare.get(checking, '')}"
        yield from self._blanks.said((*each.starts, *each.done, *each.until), each.takes, checked)


def _spare(slack: Slack) -> str:
    return ", any delay fits" if slack.days is None else f", {slack.days or 'none'} to spare"


def _days(day: Day) -> str:
    if day.latest is None:
        return f"day {day.earliest} or later"
    return f"day {day.earliest}" if day.earliest == day.latest else f"day {day.earliest} to {day.latest}"
