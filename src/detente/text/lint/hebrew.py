"""Hebrew number words in either gender, duals, ordinals and months."""

import re

from detente.text.lint.spelled import Spelled, added, stands_for

_UNITS = {
    form: value
    for value, forms in {
        1: "אחד אחת", 3: "שלוש שלושה שלושת שלש", 4: "ארבע ארבעה ארבעת", 5: "חמש חמישה חמשה חמשת", 6: "שש שישה ששה ששת",
        7: "שבע שבעה שבעת", 8: "שמונה שמונת", 9: "תשע תשעה תשעת", 10: "עשר עשרה עשרת",
    }.items()
    for form in forms.split()
}  # fmt: skip
_TENS = {
    form: value
    for value, forms in {
        20: "עשרים", 30: "שלושים שלשים", 40: "ארבעים", 50: "חמישים חמשים", 60: "שישים ששים", 70: "שבעים", 80: "שמונים",
        90: "תשעים",
    }.items()
    for form in forms.split()
}  # fmt: skip
_GREAT = {
    "מאה": 100, "מאות": 100, "מאתיים": 200, "מאתים": 200, "אלף": 1_000, "אלפים": 1_000, "אלפי": 1_000, "אלפיים": 2_000,
    "מיליון": 1_000_000, "מיליוני": 1_000_000,
}  # fmt: skip
_VALUES = {**_UNITS, **_TENS, **_GREAT}
_TWO = frozenset("שני שתי שניים שתיים שנים שתים".split())
_DUALS = _TWO | frozenset("שניהם שתיהן יומיים שבועיים חודשיים שעתיים שנתיים פעמיים".split())
_ORDINALS = {
    form: value
    for value, forms in enumerate(
        ("ראשון ראשונה", "שנייה", "שלישי שלישית", "רביעי רביעית", "חמישי חמישית", "שישי שישית", "שביעי שביעית",
         "שמיני שמינית", "תשיעי תשיעית", "עשירי עשירית"),
        1,
    )
    for form in forms.split()
}  # fmt: skip
_MONTHS = {
    name: month
    for month, names in enumerate(
        "ינואר פברואר מרץ,מרס אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר".split(), 1
    )
    for name in names.split(",")
}
_POINTS = re.compile("[\u0591-\u05bd\u05bf-\u05c7]")
_WORD = re.compile(r"[^\W\d_]+|[^\w\s־-]")
_WEEKDAY = re.compile(
    r"(?<!\w)[ובלמהש]{0,2}(?:יום|ימי|ימים) (?:ה?(?:ראשון|שני|שלישי|רביעי|חמישי|שישי)(?: ו(?=\w))?)+(?!\w)"
)
_LETTERS = "ושכבלמה"
"""What may be written in front of a word: *and* first, then prepositions and the article."""


def spelled(words: str) -> Spelled:
    """What words state without figures.

    >>> spelled("בתוך עשרים וחמישה ימים, שתים־עשרה שעות ויומיים, בשלב השלישי, במאי")
    Spelled(numbers=(25, 12), duals=(2,), ordinals=(3,), months=(5,))
    """
    numbers: list[int] = []
    duals: list[int] = []
    ordinals: list[int] = []
    months: list[int] = []
    run: list[tuple[int, bool]] = []
    two = False
    for word in (*_WORD.findall(_WEEKDAY.sub("•", _POINTS.sub("", words))), "."):
        found, joined = stands_for(word, _VALUES, _LETTERS)
        if found == 10 and not joined and (two or (run and 1 <= run[-1][0] <= 9)):
            one, was_joined = (2, False) if two else run.pop()
            duals = duals[:-1] if two else duals
            run.append((one + 10, was_joined))
        elif found is not None and word != "העשרה" and not word.endswith("העשרת"):
            run.append((found, joined))
        else:
            numbers += added(run)
            run = []
            ordinal, month = stands_for(word, _ORDINALS, _LETTERS)[0], stands_for(word, _MONTHS, _LETTERS)[0]
            ordinals += [ordinal] if ordinal is not None else []
            months += [month] if month is not None else []
            duals += [2] if any(each in _DUALS for each in (word, word[1:], word[2:])) else []
        two = found is None and any(each in _TWO for each in (word, word[1:]))
    return Spelled(tuple(numbers), tuple(duals), tuple(ordinals), tuple(months))
