"""The words by which a report shows that somebody speaks, believes, acts, or is somebody.

General English only: no name of a place, a person or a conflict stands here. Lemmas, lower case.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _pairs(text: str) -> dict[str, str]:
    """Words with what each stands for, as "word:other"; a word alone stands for itself; "_" is a space."""
    pairs = (each.partition(":") for each in text.split())
    return {word: (other or word).replace("_", " ") for word, _, other in pairs}


SAY = _words(
    "say tell add state announce declare claim report note warn explain argue insist stress acknowledge admit confirm "
    "comment remark reply respond answer write tweet post allege assert maintain contend observe reveal disclose "
    "conclude emphasise emphasize reiterate repeat mention inform advise concede caution vow swear complain recall "
    "recount assure testify read quote quip joke shout counter retort lament boast hint signal indicate predict "
    "estimate speculate affirm pledge promise threaten protest proclaim object continue urge suggest brief deny "
    "dispute accuse rule clarify underline underscore"
)
"""Verbs of speech."""
BELIEVE = _words(
    "believe think feel expect hope fear doubt suspect worry find show learn realise realize reason judge reckon "
    "calculate anticipate understand hold agree decide determine demonstrate prove convince mean imply guess imagine"
)
"""Verbs of belief and finding; they take a clause."""
CALL = {"call": ("for",), "push": ("for",), "press": ("for",), "appeal": ("for",)}
"""Verbs that ask for something, with the preposition that makes them do so."""
SAYING_NOUNS = _words(
    "claim statement warning assertion announcement declaration allegation accusation assurance insistence suggestion "
    "report comment remark argument admission denial belief view hope fear concern expectation conclusion sense "
    "sensation feeling promise pledge threat conviction impression opinion prediction complaint contention message "
    "letter word idea"
)
"""Nouns that can be followed by what was said."""
OWNED = _words("demand offer cabinet proposal position")
"""What marks its owner as somebody who acts."""
PERSONAL = _words("he she they it i we you")
PART_OF = _words("one two some several three many others another")
MANY = _words("people some others several many two three")
ROLES = _words(
    "president minister premier chancellor king queen prince emir sheikh sultan governor mayor leader chief head "
    "commander general colonel major captain admiral brigadier lieutenant marshal spokesman spokeswoman spokesperson "
    "envoy ambassador diplomat negotiator mediator adviser advisor aide secretary director chairman chairwoman chair "
    "deputy senator representative lawmaker delegate judge prosecutor professor doctor researcher analyst expert "
    "scientist author coach coordinator commissioner official officer member politician founder ceo undersecretary "
    "patriarch bishop imam rabbi cleric elder warlord militant activist lawyer journalist editor teacher economist "
    "historian veteran coauthor co-author rapporteur facilitator speaker treasurer vice-president strategist"
)
"""Words for what somebody is; before a name they are no part of the name."""
PEOPLE = (
    _words(
        "people person source sources insider observer resident citizen family relative critic supporter opponent "
        "delegation team commander party side mediator guarantor negotiator leader faction ally backer donor neighbour "
        "neighbor government cabinet council parliament ministry army military force movement group coalition alliance "
        "opposition authority administration bloc union committee commission court police militia junta office agency "
        "organisation organization association company firm bank paper newspaper broadcaster television station "
        "channel "
        "country state nation power member elders leadership command rebel insurgent separatist islander herder farmer "
        "miner worker crew guard staff headquarters secretariat mission embassy presidency palace directorate congress "
        "assembly front brigade regime kingdom republic federation tribe clan community women church monastery"
    )
    | ROLES
)
"""Nouns for those who can speak or act, singly or together."""
ANONYMOUS = _words(
    "people person source insider official diplomat adviser advisor aide negotiator mediator envoy observer officer "
    "commander participant resident analyst minister lawmaker member delegate expert politician leader one two three "
    "some others several many few representative figure man woman monitor"
)
"""Nouns that name a source without naming it."""
BARGAINED_OVER = _words(
    "hostage captive prisoner detainee body remains civilian soldier militant fighter warrior troop wounded refugee "
    "child victim missing abductee inmate serviceman conscript combatant deportee dead casualty pilot"
)
"""Persons a plan speaks of and who do not speak themselves: never taken for actors."""
BODIES = _words(
    "cabinet government council parliament ministry army military committee commission court police junta assembly "
    "congress delegation presidency leadership politburo secretariat senate bureau directorate command"
)
"""Bodies within a party that somebody can belong to."""
HUMAN = (
    BARGAINED_OVER
    | _words(
        "people person man woman life passenger sailor engineer technician student teacher nurse driver trader "
        "merchant "
        "policeman policewoman constable warden pupil migrant voter protester demonstrator marcher volunteer medic "
        "doctor "
        "surgeon priest monk nun musician athlete contractor labourer laborer fisherman peasant shepherd villager "
        "townspeople islander steward stewards trustee arbiter arbitrator auditor verifier juror magistrate paramedic "
        "caretaker surveyor geologist hydrologist monitor observer peacekeeper sniper gunman attacker smuggler pirate "
        "returnee evacuee donor convict suspect defendant signatory trainee recruit reservist bodyguard nomad local"
    )
    | (
        PEOPLE
        - _words(
            "party side team force government cabinet council parliament ministry army military movement group "
            "coalition "
            "alliance bloc union committee commission court police militia office agency organisation organization "
            "association company firm bank paper newspaper broadcaster television station channel country state nation "
            "power mission embassy palace congress assembly front brigade regime kingdom republic federation church "
            "monastery delegation family"
        )
    )
)
"""Nouns that count persons."""
MEDIA = _words(
    "journal times post television tv news newspaper herald gazette tribune radio agency guardian broadcaster "
    "telegraph chronicle observer courier standard daily review press wire dispatch magazine paper channel"
)
HONORIFICS = _words("mr mrs ms dr mr. mrs. ms. dr. sir dame lord lady prof prof. miss")
FEMALE = _words("mrs ms mrs. ms. dame lady spokeswoman chairwoman queen woman princess miss")
WHO = _words("who which that")
MODALS = _words("would could should may might must can shall will")
CONDITIONAL = _words("if unless provided once until whether")
FORCES = _words(
    "force troop army unit militia fighter soldier battalion brigade patrol rebel gunman police garrison contingent"
)
"""Those whose withdrawal is their own act."""
DUTY_MODALS = _words("shall will would must")
POWER_MODALS = _words("may can could might")
BINDING = _words(
    "undertake agree commit pledge require oblige vow promise bind expect call ask instruct request obligate"
)
"""Verbs whose infinitive is a duty: "undertakes to withdraw", "is required to report"."""
NO_ACT = _words(
    "be have involve include begin start follow last consist comprise envision envisage foresee see mean apply come "
    "lead remain depend become seem contain cover say tell believe want need know hope fear think expect entail "
    "constitute count run total number amount fall belong regard concern refer rest stand suffice prevail lapse "
    "expire enter"
)
"""Verbs of a plan that state how things are, not what somebody is to do."""
ABOUT_AN_ACT = _words(
    "complete begin start take carry proceed occur commence finish conclude happen accompany follow continue effect "
    "implement perform accomplish undertake ensue execute"
)
"""Verbs whose subject is the act: "the withdrawal shall be completed"."""
CARRIES = _words(
    "involve include see envision envisage foresee provide call begin start consist comprise require follow entail "
    "accompany cover contain set mean bring feature stipulate exchange combine pair demand open propose lead"
)
"""Verbs of a plan or phase whose object is an act: "the third phase would involve the release of ..."."""
PLANS = _words(
    "plan proposal draft agreement accord deal text protocol annex framework document roadmap phase stage step paper "
    "arrangement blueprint outline truce memorandum communique declaration package schedule timetable version offer "
    "formula scheme week month day period"
)
PLAN_SUBJECTS = _words(
    "plan proposal draft agreement accord deal text protocol annex framework document roadmap phase stage paper "
    "blueprint outline memorandum package communique"
)
PHASES = _words("phase stage step tranche")
ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "initial": 1,
    "opening": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "a": 1,
    "b": 2,
    "c": 3,
    "d": 4,
}
ACT_NOUNS = _pairs(
    "release withdrawal:withdraw pullout:withdraw pull-out:withdraw pullback:withdraw pull-back:withdraw "
    "redeployment:redeploy deployment:deploy return handover:hand_over transfer halt cessation:cease "
    "suspension:suspend pause delivery:deliver reopening:reopen opening:open closure:close lifting:lift "
    "removal:remove evacuation:evacuate establishment:establish formation:form resumption:resume disarmament:disarm "
    "demobilisation:demobilise demobilization:demobilise dismantling:dismantle dismantlement:dismantle "
    "clearance:clear restoration:restore repair publication:publish submission:submit payment:pay provision:provide "
    "appointment:appoint talk negotiation:negotiate normalisation:normalise normalization:normalise exchange "
    "surrender relocation:relocate cantonment:canton registration:register verification:verify monitoring:monitor "
    "inspection:inspect holding:hold election:elect creation:create launch relaunch construction:build "
    "reconstruction:rebuild rebuilding:rebuild decommissioning:decommission destruction:destroy storage:store "
    "admission:admit passage:pass reduction:reduce increase doubling:double freeze amnesty pardon notification:notify "
    "reinstatement:reinstate repatriation:repatriate resettlement:resettle disbandment:disband dissolution:dissolve "
    "integration:integrate ratification:ratify adoption:adopt signing:sign signature:sign end stop ceasefire:cease "
    "truce:cease supply distribution:distribute escort demining:demine mapping:map marking:mark sharing:share "
    "recognition:recognise compensation:compensate reparation:repair access:allow resupply vacation:vacate "
    "unblocking:unblock separation:separate disengagement:disengage convening:convene nomination:nominate report "
    "consultation:consult disclosure:disclose exhumation:exhume rehabilitation:rehabilitate rotation:rotate "
    "stationing:station dispatch referendum:hold census:hold vote:hold conference:hold extension:extend renewal:renew "
    "review audit collection:collect reactivation:reactivate patrol search visit burial:bury abolition:abolish "
    "waiver:waive unfreezing:unfreeze"
)
"""Nouns for acts a plan may ask for, with the verb each stands for."""
TIME_WORDS = _words(
    "before after within by on during until from upon when once following no not later at over for each every "
    "immediately simultaneously daily weekly monthly"
)
STANCES = _pairs(
    "reject:reject refuse:reject oppose:reject dismiss:reject decline:reject veto:reject demand:demand "
    "seek:demand want:demand insist:demand urge:demand require:demand propose:propose suggest:propose "
    "table:propose submit:propose present:propose back:support support:support endorse:support welcome:support "
    "favour:support favor:support accept:accept agree:accept approve:accept offer:offer believe:believe "
    "think:believe consider:believe expect:believe fear:believe doubt:believe hope:believe regard:believe"
)
"""Verbs that take a position, to its kind; those with a preposition or particle stand in STANCES_WITH."""
STANCES_WITH = {
    tuple(phrase.split("_")): kind
    for phrase, kind in _pairs(
        "call_for:demand push_for:demand press_for:demand ask_for:demand insist_on:demand hold_out:demand "
        "rule_out:reject turn_down:reject agree_to:accept consent_to:accept object_to:reject see_as:believe "
        "view_as:believe appeal_for:demand stick_to:red_line stand_by:red_line sign_on:accept sign_up:accept "
        "argue_for:demand argue_against:reject"
    ).items()
}
PRESSING = {"push": "propose", "press": "propose", "urge": "demand"}
"""Verbs that press somebody to do something, and what doing so amounts to."""
PRESSED = ("dobj", "nsubj", "ccomp", "xcomp")
READY = _words("willing ready prepared open willingness readiness")
UNREADY = _words("reluctant hesitant unwilling wary reluctance unwillingness")
TALKING = _words("discuss talk negotiate engage meet consider explore join enter participate resume return")
DEMANDS = _words("demand condition precondition requirement request term ultimatum")
NEGATIONS = _words("no not n't never neither nor none nobody nothing without hardly cannot scarcely barely little few")
"""Words that turn what is said into its opposite, or nearly."""
CONDITIONS = _words("if unless provided once until whether only except but assuming otherwise")
"""Words that make what is said hang on something else."""
HEDGES = _words(
    "allegedly reportedly possibly perhaps maybe probably likely almost nearly supposedly apparently partly"
)
"""Words that say how sure it is."""
