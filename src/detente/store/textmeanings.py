"""What each key of a text file holds, in the few words an editor shows beside it; the reference is made of them."""

_EVERYWHERE = {
    "title": "what to call it",
    "titles": "the title in other languages, by two-letter code",
    "words": "its words; `[bracket]` stands for what is in dispute, `{clause}` for another clause's number",
    "parallel": "the same words in other languages, by two-letter code",
    "by": "who put it forward, by id",
    "round": "the round it came in, by id; there from the beginning without the key",
    "withdrawn": "the round in which it was withdrawn; it then stays withdrawn",
    "audience": "who may read it: public, mediators, ids of parties and actors",
    "claims": "the claims of the case that tell of it, by id",
    "heard": "who of the mediators heard it, and when, where no claim of the case tells of it",
    "setting": "own words in public, reported from the room, or account by others",
    "of": "the side, by id",
    "on": "the day, such as 2024-01-22",
    "about": "what it is and where it comes from",
    "clauses": "clauses under it, by id",
}
_OF = {
    "Text": {
        "detente": "the version of the format: 1",
        "plan": "the plan of the case that it puts into words",
        "language": "the language of its own words",
        "authentic": "the languages whose words bind",
        "day_count": "in words, how its days are counted: the day of signature is day 0",
        "exercise": "yes where it is invented; every page then says so",
        "rounds": "the rounds of the case in which it was dealt with, in order",
        "terms": "words it uses in one sense, by id",
        "clauses": "its clauses in order, by id",
        "brackets": "what is in dispute or left blank, by id",
        "answers": "a list of what the sides said to its words",
        "understandings": "a list of how the sides read its clauses",
        "pool": "what was put forward, by id; nothing is taken out of it",
        "releases": "a list of what mediators may convey",
        "ratifications": "a list of who has to approve it at home",
        "audience": "who may read its words; answers are the mediators' alone unless their own label opens them",
    },
    "Term": {
        "term": "the word",
        "means": "its one sense",
        "defined_by": "the side that settles by itself what falls under it",
    },
    "Wording": {},
    "Clause": {
        "wordings": "a list of the wordings it has had, the oldest first, in place of `words`",
        "obligations": "the obligations of the plan that say the same, by id",
        "not_modelled": "why no obligation says the same",
        "since": "the round in which it was added",
        "struck": "the round in which it was struck out",
    },
    "Bracket": {
        "issue": "the issue of the case it is about",
        "alternatives": "the ways to fill it, by id",
        "turns": "a list of how it was closed and opened again, in order",
    },
    "Alternative": {
        "titles": "the title in other languages, by two-letter code",
        "words": "its words; a blank without them",
        "fills": "what it puts into blanks of the plan: {halt-days: 45}",
        "leaves_out": "obligations of the plan that would fall away, by id",
        "plan": "another plan of the case that puts it into terms",
    },
    "Turn": {"closes": "the alternative it was closed on", "opens": "yes where it was opened again"},
    "Answer": {
        "to": "a clause, or an alternative as `bracket.alternative`",
        "says": "accepts, reserves, rejects, or silent where it was asked and gave no answer",
        "words": "what it said, in your own words",
    },
    "Understanding": {"clause": "the clause, by id", "reads": "how it reads the clause, in your own words"},
    "Floated": {
        "says": "what was put forward, in your own words",
        "status": "tabled, floated, or non-paper, which whoever wrote it may deny",
        "became": "the alternatives made of it, as `bracket.alternative`",
    },
    "Release": {
        "about": "the clause, bracket or alternative it is about",
        "to": "to whom it may be conveyed, by id",
        "words": "the words in which it may be conveyed",
        "by": "the mediator who permits it",
        "until": "the last day on which it may be conveyed",
    },
    "Ratification": {
        "by": "the body, by id",
        "how": "by what act",
        "when": "when, in words",
        "clauses": "the clauses it concerns; the whole text without the key",
    },
    "Heard": {"by": "the mediator who heard it"},
}


def meaning(item: str, key: str) -> str:
    """What `key` holds in an item of this kind.

    >>> meaning("Turn", "closes"), meaning("Clause", "title")
    ('the alternative it was closed on', 'what to call it')
    """
    return _OF.get(item, {}).get(key) or _EVERYWHERE[key]
