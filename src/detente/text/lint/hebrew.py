"""Hebrew number words in either gender, duals, ordinals and months."""

import re

from detente.text.lint.spelled import Lexicon, Spelled, spell

_UNITS = {
    1: "אחד אחת", 3: "שלוש שלושה שלושת שלש", 4: "ארבע ארבעה ארבעת", 5: "חמש חמישה חמשה חמשת", 6: "שש שישה ששה ששת",
    7: "שבע שבעה שבעת", 8: "שמונה שמונת", 9: "תשע תשעה תשעת", 10: "עשר עשרה עשרת", 20: "עשרים", 30: "שלושים שלשים",
    40: "ארבעים", 50: "חמישים חמשים", 60: "שישים ששים", 70: "שבעים", 80: "שמונים", 90: "תשעים", 100: "מאה מאות",
    200: "מאתיים מאתים", 1_000: "אלף אלפים אלפי", 2_000: "אלפיים", 1_000_000: "מיליון מיליוני",
    1_000_000_000: "מיליארד מיליארדי",
}  # fmt: skip
_TWO = "שני שתי שניים שתיים שנים שתים".split()
_ORDINALS = (
    "ראשון ראשונה", "שנייה", "שלישי שלישית", "רביעי רביעית", "חמישי חמישית", "שישי שישית", "שביעי שביעית",
    "שמיני שמינית", "תשיעי תשיעית", "עשירי עשירית",
)  # fmt: skip
_MONTHS = "ינואר פברואר מרץ,מרס אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר"
_LEXICON = Lexicon(
    values={form: value for value, forms in _UNITS.items() for form in forms.split()},
    ones=dict.fromkeys(_TWO, 2),
    ordinals={form: value for value, forms in enumerate(_ORDINALS, 1) for form in forms.split()},
    before=re.compile("ו?ש?[כמבל]?[בלמ]?ה?"),
    joins="ו",
    duals=frozenset([*_TWO, *"שניהם שתיהן יומיים שבועיים חודשיים שעתיים שנתיים פעמיים".split()]),
    months={name: month for month, names in enumerate(_MONTHS.split(), 1) for name in names.split(",")},
    other=frozenset("העשרה העשרת בהעשרה להעשרה".split()),  # enrichment
)
_POINTS = re.compile("[\u0591-\u05bd\u05bf-\u05c7]")
_WORD = re.compile(r"[^\W\d_]+|[^\w\s־-]")
_WEEKDAY = re.compile(r"(?<!\w)[ובלמהש]{0,2}(?:יום|ימי|ימים)(?: ו?ה?(?:ראשון|שני|שלישי|רביעי|חמישי|שישי))+(?!\w)")


def spelled(words: str) -> Spelled:
    """What words state without figures. Days of the week, which are numbered, are no numbers.

    >>> spelled("בתוך עשרים וחמישה ימים, שתים־עשרה שעות ויומיים, בשלב השלישי, במאי")
    Spelled(numbers=(25, 12), duals=(2,), ordinals=(3,), months=(5,))
    """
    return spell(_WORD.findall(_WEEKDAY.sub("•", _POINTS.sub("", words))), _LEXICON)
