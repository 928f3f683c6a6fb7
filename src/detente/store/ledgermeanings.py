"""What each key of a ledger file holds, in the few words an editor shows beside it; the reference is made of them."""

_EVERYWHERE = {
    "on": "the day it happened; without it, the day it came to be known",
    "about": "what it is about, in your own words",
    "amount": "so much more, in the words of a case's amounts",
    "total": "so much in all by that day, in place of what was told before",
    "category": "a category to count by, such as women-and-children",
    "result": "what the verifier, or the ruling, says",
    "finds": "breach, no breach, or undecided",
    "moment": "the moment of the plan that came about, such as pause.begins",
    "says": "what was said or done, in your own words",
    "audience": "who may read it: public, mediators, ids of parties and actors; the ledger's label without it",
}
_OF = {
    "Ledger": {
        "detente": "the version of the format: 1",
        "plan": "the plan it follows, by the name of its file; that of the ledger without it",
        "about": "what it is and where it comes from",
        "audience": "who may read an entry that says nothing else; the case's default without it",
        "entries": "a list of entries, in any order; what is written stays, and is corrected by further entries",
    },
    "Entry": {
        "id": "words that others can cite, such as first-group-claimed",
        "kind": "what sort of entry it is, which decides the keys it needs",
        "known": "when it came to be known: a day, or a time such as 2024-01-22 14:30; the day it happened without it",
        "by": "who says or does it, by id; all parties for what they do together",
        "about": "the obligations it is about, or for an act a phase, by id",
        "of": "the earlier entries it speaks of, by id: the claim verified, disputed or corrected",
        "part": "which batch of the obligation, counted from 1",
        "gravity": "how grave the breach was found to be: minor, or serious",
        "cure_by": "the last day to put it right",
        "scenario": "the branch of the plan that was taken",
        "rules_out": "a moment of the plan that can no longer come about",
        "denied_by": "who denied access",
        "power": "the power of the plan it uses, by id; found by who, what and to what without it",
        "days": "for how many days, or by how many",
        "until": "the last day",
        "noticed": "the day notice was given; the day it was known without it",
        "answers": "the obligation whose breach it answers",
        "replaced_by": "the obligation put in its place",
        "plan": "the plan that is in force from this day: the name of its file, or its content address",
        "stage": "how far the looking into it has come",
        "happened": "whether it happened at all: yes, no, or unclear",
        "against": "the obligations or clauses it is against, by id",
        "attributed_to": "who did it; counts only with `signed` and `evidence`",
        "intent": "whether it was meant: deliberate, not deliberate, or unclear",
        "reads": "what the entry should have read; what is left out stands as it was",
        "withdraws": "yes where the entry is taken back",
        "source": "the editions of the case that tell of it, by id",
        "claims": "the claims of the case that tell of it, by id",
        "method": "how it was found out",
        "confidence": "how sure whoever says it is: high, moderate, or low",
        "checked": "how far the entry was checked against its source: read, worked out, or unverified",
        "evidence": "the SHA-256 of what is kept under seal",
        "signed": "the person who answers for it",
        "under": "the content address of the plan it was written under",
    },
    "Reads": {
        "on": "the day it happened",
        "about": "the obligations it is about, by id",
    },
}


def meaning(item: str, key: str) -> str:
    """What `key` holds in an item of this kind.

    >>> meaning("Entry", "signed"), meaning("Reads", "total")
    ('the person who answers for it', 'so much in all by that day, in place of what was told before')
    """
    return _OF.get(item, {}).get(key) or _EVERYWHERE[key]
