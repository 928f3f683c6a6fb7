"""Well-worded agreements drawn at random over the sample case of `texts`, each with a place to plant every kind of fault.

Every clause stands in English, Arabic and Hebrew; numbers are written in figures or in words in each language apart.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta

import texts
from detente.case.model import Case
from detente.plan.model import Plan
from detente.store import planfile, textfile
from detente.text.check import Draft

PLACES = "places:\n  bridge: {title: The old bridge, drawn: yes}\n"
PLAN = texts.PLAN + PLACES

NUMBERS = {
    3: ("three", "ثلاثة", "ثلاث", "שלושה", "שלוש"),
    4: ("four", "أربعة", "أربع", "ארבעה", "ארבע"),
    5: ("five", "خمسة", "خمس", "חמישה", "חמש"),
    6: ("six", "ستة", "ست", "שישה", "שש"),
    7: ("seven", "سبعة", "سبع", "שבעה", "שבע"),
    8: ("eight", "ثمانية", "ثماني", "שמונה", "שמונה"),
    9: ("nine", "تسعة", "تسع", "תשעה", "תשע"),
    10: ("ten", "عشرة", "عشر", "עשרה", "עשר"),
    12: ("twelve", "اثنا عشر", "اثنتا عشرة", "שנים עשר", "שתים עשרה"),
    14: ("fourteen", "أربعة عشر", "أربع عشرة", "ארבעה עשר", "ארבע עשרה"),
    15: ("fifteen", "خمسة عشر", "خمس عشرة", "חמישה עשר", "חמש עשרה"),
    20: ("twenty", "عشرون", "عشرين", "עשרים", "עשרים"),
    25: ("twenty-five", "خمسة وعشرون", "خمس وعشرين", "עשרים וחמישה", "עשרים וחמש"),
    30: ("thirty", "ثلاثون", "ثلاثين", "שלושים", "שלושים"),
    45: ("forty-five", "خمسة وأربعون", "خمس وأربعين", "ארבעים וחמישה", "ארבעים וחמש"),
    60: ("sixty", "ستون", "ستين", "שישים", "שישים"),
    120: ("one hundred and twenty", "مئة وعشرون", "مائة وعشرين", "מאה ועשרים", "מאה ועשרים"),
    200: ("two hundred", "مئتان", "مائتين", "מאתיים", "מאתיים"),
    360: ("three hundred and sixty", "ثلاثمئة وستون", "ثلاث مئة وستين", "שלוש מאות ושישים", "שלוש מאות ושישים"),
}
_MONTHS = {
    4: ("April", ("نيسان", "أبريل"), "באפריל"),
    5: ("May", ("أيار", "مايو"), "במאי"),
    6: ("June", ("حزيران", "يونيو"), "ביוני"),
    7: ("July", ("تموز", "يوليو"), "ביולי"),
    8: ("August", ("آب", "أغسطس"), "באוגוסט"),
    9: ("September", ("أيلول", "سبتمبر"), "בספטמבר"),
    10: ("October", ("تشرين الأول", "أكتوبر"), "באוקטובר"),
}
_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@dataclass(frozen=True, slots=True)
class Number:
    """One number in three languages, each in figures or words."""

    value: int
    en: str
    ar: str
    he: str


def _number(chance: random.Random, choices: list[int]) -> Number:
    value = chance.choice(choices)
    english, *spelled = NUMBERS[value]
    figures = str(value)
    return Number(
        value,
        chance.choice([figures, english]),
        chance.choice([figures, figures.translate(_INDIC), *spelled[:2]]),
        chance.choice([figures, *spelled[2:]]),
    )


def _date(chance: random.Random, on: date) -> tuple[str, str, str]:
    english, arabic, hebrew = _MONTHS[on.month]
    return (
        f"{on.day} {english} {on.year}",
        f"{on.day} {chance.choice(arabic)} {on.year}",
        f"{on.day} {hebrew} {on.year}",
    )


def text(seed: int) -> str:
    """A text file: definitions, eight to twenty clauses, a bracket or two, and a rule of counting."""
    chance = random.Random(seed)
    always, extra = _always(chance), _extra(chance)
    drawn = [
        *always,
        *(each for each in extra if each[0] in chance.sample([e[0] for e in extra], chance.randint(1, len(extra)))),
    ]
    lines = _HEAD.format(seed=seed, rule=chance.choice(_RULES))
    lines += "  phase-one:\n    title: First phase\n    clauses:\n"
    lines += "".join(_clause(*each, pad="      ") for each in drawn[:3])
    rest = drawn[3:]
    chance.shuffle(rest)
    lines += "".join(_clause(*each, pad="  ") for each in rest)
    return lines + _bracket(chance)


def _clause(name: str, english: str, arabic: str, hebrew: str, tie: str, *, pad: str) -> str:
    told = f"{pad}{name}:\n{pad}  words: '{_quoted(english)}'\n{pad}  parallel:\n"
    told += f"{pad}    ar: '{_quoted(arabic)}'\n{pad}    he: '{_quoted(hebrew)}'\n"
    return told + (f"{pad}  obligations: {tie}\n" if tie else f"{pad}  not_modelled: made up\n")


def _quoted(words: str) -> str:
    return words.replace("'", "''")


_RULES = (
    "The day of signature is day 0; a period of days ends at the end of its last day; a month is 30 days.",
    "Calendar days are meant. The day on which a period begins is not counted. A month ends on the same date.",
    "Day 0 is the day of the event named, and the days that follow are counted in full; a month has 30 days.",
)
_HEAD = """\
detente: 1
title: Drawn agreement {seed}
plan: ridge
language: en
authentic: [en, ar, he]
day_count: {rule}
rounds: [first, second, third]
audience: [north, south]
terms:
  line: {{term: the ridge line, means: the line drawn on map 1, parallel: {{ar: خط التلال, he: קו הרכס}}}}
  commission: {{term: the joint commission, means: two officers of each side under an envoy}}
  convoy: {{term: convoy, means: up to 20 lorries that move together}}
clauses:
"""

Row = tuple[str, str, str, str, str]
"""A clause: its name, its words in three languages, and what it is tied to."""


def _always(chance: random.Random) -> list[Row]:
    guns, stages = _number(chance, [120, 200, 360]), _number(chance, [3, 4])
    begins = date(2024, chance.randint(4, 6), chance.randint(1, 28))
    days = chance.choice([10, 20, 35, 60])
    first, last = _date(chance, begins), _date(chance, begins + timedelta(days))
    day = _number(chance, [3, 5, 7])
    return [
        (
            "halt",
            "North and South hold their fire for [halt-length] from the day of signature.",
            "يوقف الشمال والجنوب إطلاق النار لمدة [halt-length] من يوم التوقيع.",
            "הצפון והדרום מפסיקים אש למשך [halt-length] מיום החתימה.",
            "[north-holds, south-holds]",
        ),
        (
            "release",
            "South releases 40 persons within 10 days of the day of signature.",
            "يطلق الجنوب سراح 40 شخصا في غضون 10 أيام من يوم التوقيع.",
            "הדרום משחרר 40 אנשים בתוך 10 ימים מיום החתימה.",
            "release",
        ),
        (
            "counting",
            chance.choice(["The envoys count the persons at the crossing and tell both sides.", "At the crossing the envoys count those released, and tell both sides the number."]),
            "يحصي المبعوثون الأشخاص عند المعبر ويبلغون الطرفين.",
            "השליחים סופרים את האנשים במעבר ומודיעים לשני הצדדים.",
            "",
        ),
        (
            "withdrawal",
            f"North moves its forces behind the ridge line within {days} days, from {first[0]} to {last[0]}.",
            f"ينقل الشمال قواته إلى ما وراء خط التلال في غضون {days} يوما من {first[1]} إلى {last[1]}.",
            f"הצפון מעביר את כוחותיו אל מעבר לקו הרכס בתוך {days} ימים, מ-{first[2]} עד {last[2]}.",
            "",
        ),
        (
            "road",
            f"{chance.choice(['Within', 'No later than'])} {day.en} days after the withdrawal has been completed, South opens the river road, as {{withdrawal}} foresees.",
            f"في غضون {day.ar} أيام من اكتمال الانسحاب يفتح الجنوب طريق النهر، كما ينص {{withdrawal}}.",
            f"בתוך {day.he} ימים מהשלמת הנסיגה פותח הדרום את דרך הנהר, כאמור ב{{withdrawal}}.",
            "",
        ),
        (
            "patrols",
            chance.choice(["No patrol of either side crosses the ridge line by day or by night.", "Patrols of both sides do not cross the ridge line by day or by night."]),
            "لا تعبر دوريات الطرفين خط التلال نهارا أو ليلا.",
            "סיורים של שני הצדדים אינם חוצים את קו הרכס ביום או בלילה.",
            "",
        ),
        (
            "rifles",
            f"South hands in {guns.value} rifles in {stages.en} stages; a rifle counts once the envoys have accepted it, and each stage counts by itself.",
            f"يسلم الجنوب {guns.ar} بندقية على {stages.ar} مراحل؛ تحتسب البندقية متى قبلها المبعوثون، وتحتسب كل مرحلة على حدة.",
            f"הדרום מוסר {guns.he} רובים ב{_joined(stages.he)} שלבים; רובה נמנה משקיבלוהו השליחים, וכל שלב נמנה לעצמו.",
            "",
        ),
        (
            "bridge",
            "Both sides leave the old bridge open for whoever walks.",
            "يبقي الطرفان الجسر القديم مفتوحا أمام المشاة.",
            "שני הצדדים משאירים את הגשר הישן פתוח לכל הולכי הרגל.",
            "",
        ),
    ]  # fmt: skip


def _joined(hebrew: str) -> str:
    return f"-{hebrew}" if hebrew.isdigit() else hebrew


def _extra(chance: random.Random) -> list[Row]:
    lorries, hours, each, guns = (
        _number(chance, choices) for choices in ([30, 45, 60], [6, 8, 12], [7, 14, 30], [120, 200])
    )
    metres, days, metal = (_number(chance, choices) for choices in ([200, 360], [5, 10, 15], [25, 60]))
    meeting = _date(chance, date(2024, chance.randint(7, 10), chance.randint(1, 28)))
    return [
        (
            "lorries",
            f"Each day {lorries.en} lorries of flour pass the crossing between 07:00 and 15:00.",
            f"تمر بالمعبر كل يوم {lorries.ar} شاحنة طحين بين الساعة 07:00 و15:00.",
            f"בכל יום עוברות במעבר {lorries.he} משאיות קמח בין 07:00 ל-15:00.",
            "",
        ),
        (
            "escort",
            "A convoy is escorted by one envoy, and nobody searches it on the way.",
            "يرافق القافلة مبعوث، ولا يفتشها أحد في الطريق.",
            "שליח מלווה כל שיירה, ואיש אינו עורך בה חיפוש בדרך.",
            "",
        ),
        (
            "reports",
            f"The envoys report to North and South every {each.en} days.",
            f"يقدم المبعوثون تقريرا إلى الشمال والجنوب كل {each.ar} يوما.",
            f"השליחים מדווחים לצפון ולדרום כל {each.he} ימים.",
            "",
        ),
        (
            "meeting",
            f"The joint commission meets for the first time on {meeting[0]}.",
            f"تجتمع اللجنة المشتركة لأول مرة في {meeting[1]}.",
            f"הוועדה המשותפת נפגשת לראשונה ב-{meeting[2]}.",
            "",
        ),
        (
            "extension",
            f"The joint commission may prolong the halt by up to {days.en} days before it ends.",
            f"يجوز للجنة المشتركة تمديد الهدنة لمدة تصل إلى {days.ar} أيام قبل انتهائها.",
            f"הוועדה המשותפת רשאית להאריך את ההפוגה בעד {days.he} ימים לפני סיומה.",
            "",
        ),
        (
            "water",
            f"North lets water flow to the lower fields for {hours.en} hours a day.",
            f"يسمح الشمال بجريان الماء إلى الحقول السفلى {hours.ar} ساعة في اليوم.",
            f"הצפון מזרים מים אל השדות התחתונים {hours.he} שעות ביום.",
            "",
        ),
        (
            "disputes",
            "If a side reports a violation, the joint commission hears both sides within 2 days of the report.",
            "إذا أبلغ طرف عن انتهاك استمعت اللجنة المشتركة إلى الطرفين في غضون يومين من البلاغ.",
            "אם צד מדווח על הפרה, הוועדה המשותפת שומעת את שני הצדדים בתוך יומיים מן הדיווח.",
            "",
        ),
        (
            "guns",
            f"Half of the {guns.value} heavy guns on map 2 stay in the depots that the envoys lock.",
            f"يبقى نصف المدافع الثقيلة البالغ عددها {guns.ar} على الخريطة 2 في المستودعات التي يقفلها المبعوثون.",
            f"מחצית מ-{guns.value} התותחים הכבדים שבמפה 2 נשארים במחסנים שהשליחים נועלים.",
            "",
        ),
        (
            "houses",
            f"Nobody builds within {metres.en} metres of the ridge line.",
            f"لا يبني أحد ضمن {metres.ar} متر من خط التلال.",
            f"איש אינו בונה בתוך {metres.he} מטר מקו הרכס.",
            "",
        ),
        (
            "mines",
            f"Both sides hand the envoys their maps of mines, {metal.en} sheets in all, on the day of signature.",
            f"يسلم الطرفان المبعوثين خرائط الألغام، وهي {metal.ar} ورقة، في يوم التوقيع.",
            f"שני הצדדים מוסרים לשליחים את מפות המוקשים, {metal.he} גיליונות בסך הכול, ביום החתימה.",
            "",
        ),
        (
            "words",
            "The three wordings are equally binding; where they differ, the joint commission decides.",
            "النصوص الثلاثة متساوية في الحجية، وعند الاختلاف تفصل اللجنة المشتركة.",
            "שלושת הנוסחים מחייבים במידה שווה; אם הם שונים זה מזה, הוועדה המשותפת מכריעה.",
            "",
        ),
        (
            "end",
            "The agreement ends when both sides sign another, and not before.",
            "ينتهي الاتفاق عندما يوقع الطرفان اتفاقا آخر، وليس قبل ذلك.",
            "ההסכם מסתיים כאשר שני הצדדים חותמים על אחר, ולא לפני כן.",
            "",
        ),
    ]


def _bracket(chance: random.Random) -> str:
    lengths = chance.sample([20, 25, 30, 45], chance.randint(1, 3))
    told = "brackets:\n  halt-length:\n    title: Length of the halt\n    issue: halt\n    alternatives:\n"
    for row, length in enumerate(lengths):
        told += f"      way-{row}: {{words: {length} days, parallel: {{ar: {length} يوما, he: {length} ימים}}, by: {chance.choice(['north', 'south'])}, fills: {{halt-days: {length}}}}}\n"
    return told


def draft(source: str, plan: str = PLAN) -> Draft:
    """The text that some words make, over the sample case and a plan."""
    found = textfile.parse(source.encode(), name="drawn")
    assert found.text is not None, [(str(each.place), each.says) for each in found.problems]
    return Draft(found.text, _CASE, _plan(plan))


def _plan(words: str) -> Plan:
    found = planfile.parse(words.encode(), name="ridge")
    assert found.plan is not None, [(str(each.place), each.says) for each in found.problems]
    return found.plan


_CASE: Case = texts.case()
