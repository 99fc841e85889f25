"""Words that tell what an English name is the name of."""

from __future__ import annotations

from typing import Final

#: Heads of what people are called.
HEADS: Final = frozenset(
    """
    chair chairman chairwoman chairperson president ceo cfo cto coo cio cmo cso ciso officer
    director manager founder co-founder cofounder head chief leader boss analyst economist
    scientist researcher professor lecturer dean rector principal teacher consultant adviser
    advisor editor reporter correspondent journalist columnist author writer photographer
    minister secretary premier chancellor governor mayor senator congressman congresswoman
    lawmaker ambassador envoy spokesman spokeswoman spokesperson commissioner commander
    general colonel captain lieutenant sergeant judge justice lawyer attorney prosecutor
    solicitor barrister engineer architect designer developer programmer partner owner
    investor trader dealer broker banker strategist planner treasurer auditor accountant
    inspector superintendent constable sheriff coach striker defender goalkeeper midfielder
    winger player champion driver rider pilot doctor surgeon nurse physician psychologist
    psychiatrist actor actress singer rapper comedian musician composer artist dancer
    presenter host student pupil farmer shopkeeper chef historian expert specialist fellow
    representative delegate trustee executive entrepreneur businessman businesswoman biologist
    chemist physicist astronomer mathematician geologist anthropologist sociologist
    philosopher translator interpreter librarian curator archaeologist activist campaigner
    king queen prince princess duke duchess earl pope bishop archbishop cardinal imam pastor
    priest rabbi sultan emir sheikh organiser organizer coordinator administrator controller
    supervisor mp mep detective veteran maintainer contributor vice-president vice-chairman
    deputy
    """.split()  # noqa: SIM905
)
TITLES: Final = frozenset(
    """
    mr mrs ms miss dr prof sir madam dame lord lady sen sens rep reps gov gen col capt lt sgt
    rev hon
    """.split()  # noqa: SIM905
)
#: Last (or first) words of the names of bodies.
BODIES: Final = frozenset(
    """
    inc ltd limited corp corporation co company companies group holdings bank university
    institute college school academy commission committee association authority administration
    ministry bureau agency council board fund lab labs laboratory union reserve motors motor
    technology technologies organisation organization department office party court parliament
    senate congress police army navy foundation society federation league club hospital museum
    airlines airways securities insurance media press news times post ledger daily gazette
    electronics electric pharmaceuticals energy oil steel airport port network networks
    alliance coalition consortium forum centre center exchange chamber service services
    industries industry semiconductor electron materials instruments foods entertainment games
    studios pictures aviation aerospace automotive automobile biotech healthcare logistics
    shipping telecom telecommunications research cloud solutions systems software partners
    ventures capital brothers bundestag nations community treasury cabinet government
    secretariat registry certification
    """.split()  # noqa: SIM905
)
# Words that end other names as well: a global network, a data centre.
WEAK: Final = frozenset(
    """
    network networks cloud service services research software media energy oil solutions
    systems port center centre exchange community news times post ledger daily school party
    office department group board industry industries technology technologies court congress
    treasury cabinet army navy games studios pictures instruments materials logistics shipping
    mobile police government forum alliance electric steel fund capital partners brothers
    certification registry chamber
    """.split()  # noqa: SIM905
)
#: Last words of the names of what is neither a person nor a body.
THINGS: Final = frozenset(
    """
    act law bill treaty agreement protocol convention report review award prize cup ordinance
    directive regulation regulations code plan programme program project street road avenue
    square strategy summit conference forum festival day week year war crisis scheme index
    standard system
    """.split()  # noqa: SIM905
)
POSSESSIVE_NAMES: Final = frozenset(
    "people women children men world mcdonald moody lloyd sotheby christie poor st".split()  # noqa: SIM905
)
TIMES: Final = frozenset({"today", "yesterday", "tomorrow", "tonight", "now", "last", "overseas"})
DAYS: Final = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april june
    july august september october november december jan feb mar apr jun jul aug sep sept oct
    nov dec
    """.split()  # noqa: SIM905
)
APART: Final = HEADS | TITLES | DAYS
# A body that a lower-case noun before its name tells: the Thai retailer Siam Select.
SORTS: Final = frozenset(
    """
    retailer maker carmaker automaker chipmaker manufacturer startup start-up company firm
    group bank lender insurer airline operator developer publisher broadcaster newspaper
    magazine agency regulator watchdog provider supplier vendor giant conglomerate brand chain
    platform producer brewer consultancy charity university think-tank union party team club
    unicorn utility miner steelmaker drugmaker builder builders contractor foundry website
    subsidiary unit
    """.split()  # noqa: SIM905
)
