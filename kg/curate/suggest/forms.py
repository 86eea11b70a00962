"""The forms of words that state a relation, as patterns over coded sentences (``coding``). Data alone.

In a pattern ``a`` is who the relation is said of and ``b`` to whom it leads; ``x`` is a text. A form
whose ``a`` may be “the treaty” or “the group” says so with ``it``, a word by which it is looked for.
"""

from __future__ import annotations

from dataclasses import dataclass

_HAS = r"(?:(?:has|have|had|is|are|was|were|also|already|now|still|later|since|jointly|formally|officially|never|not|did|does|do|been|ever) )*"
#: The same without forms of “be”: who “was sent” something sent nothing.
_DID = r"(?:(?:has|have|had|also|already|now|still|later|since|jointly|formally|officially|never|not|did|does|do|ever) )*"
#: What stands before the participle of a passive.
_WAS = r"(?:(?:has|have|had|is|are|was|were|been|being|also|already|now|later|never|not|reportedly|allegedly) )+"
_PREPOSITION = r"(?:for|with|to|from|in|on|at|by|of|against|about|over|into|that|as|and|or|but|than|after|before|who|which) "
_MILITARY = r"(?:<unit>|<body>)"
_IT = r"[Tt]he (?P<it>treaty|agreement|pact|accord|group|unit|corps|brigade|division|regiment|battalion)"


@dataclass(frozen=True, slots=True)
class Form:
    """One form: its pattern, the label of the relation, how openly it says it.

    ``text``: the relation leads to the text ``x``. ``gap``: what ``whom`` would be, which the words do
    not name. ``subject``: it begins with the subject of its verb, so that no preposition may stand
    before it (“a general of Russia helped …”).
    """

    pattern: str
    relation: str
    explicitness: str = "stated"
    text: bool = False
    gap: str = ""
    subject: bool = True


FORMS = (
    Form(rf"(?P<a>{_MILITARY}|{_IT})(?: {_HAS}|, )(?:a |an )?(?:part|unit|branch|component|element) of (?P<b>{_MILITARY})", "is part of"),
    Form(rf"(?P<a>{_MILITARY}|{_IT}) {_HAS}(?:belongs?|belonged|subordinate|subordinated|attached) to (?P<b>{_MILITARY})", "is part of"),
    Form(rf"(?P<a>{_MILITARY}|{_IT}) {_HAS}(?:belongs?|belonged) to (?P<b><state>)", "belongs to"),
    Form(rf"\bplace[sd]? (?:it|them) under (?P<b>{_MILITARY})", "is part of", subject=False),
    Form(r"(?P<a><name>),? (?:which is |also |better |commonly |widely |often )*(?:known as|nicknamed|dubbed) (?:the )?[\"“](?P<x>[^\"”]{1,60})[\"”]", "has nickname", text=True, subject=False),
    Form(r"(?P<a><weapon>)(?: \([^)]*\))?, which <state> calls (?:the )?(?P<x>(?:<weapon>|<thing>))", "has nickname", text=True, subject=False),
    Form(rf"(?P<a><agreement>),? (?:which )?{_HAS}signed by (?:[\w-]+ ){{0,3}}?(?P<b><persons>)", "has signatory", subject=False),
    Form(rf"(?P<a><agreement>),? (?:which )?{_HAS}signed by (?P<b><states>)", "has party", subject=False),
    Form(rf"(?P<b><persons>) {_HAS}signed (?P<a><agreement>|{_IT})", "has signatory"),
    Form(rf"(?P<b><states>) {_HAS}signed (?P<a><agreement>|{_IT})", "has party"),
    Form(rf"\b(?:treaty|agreement|pact|accord)s?,? (?:which )?{_HAS}signed by (?:[\w-]+ ){{0,3}}?(?P<b><persons>)", "has signatory", subject=False),
    Form(rf"(?P<b><states>) {_HAS}signed (?:\w+ ){{0,2}}(?:treat(?:y|ies)|agreements?|pacts?|accords?)", "has party"),
    Form(r"(?P<a><agreement>)[^;]*? (?:contains?|includes?|contained|included) (?P<no>no )?(?:an? )?(?P<x>[\w-]+(?: [\w-]+)? clause)", "has clause", gap="clause", subject=False),
    Form(r"\b(?:treaty|agreement|pact|accord)\b[^;]*? (?:contains?|includes?|contained|included) (?P<no>no )?(?:an? )?(?P<x>[\w-]+(?: [\w-]+)? clause)", "has clause", gap="clause", subject=False),
    Form(r"(?P<a><state>) (?:has become|have become|had become|became|becomes|is|remains|was) (?P<b><state>)'s (?:[\w-]+ ){0,4}military (?:partner|ally)", "is military partner of"),
    Form(r"(?P<a><state>) (?:has become|became|is|remains|was) (?:[\w-]+ ){0,3}military (?:partner|ally) of (?P<b><state>)", "is military partner of"),
    Form(r"(?P<a><state>) and (?P<b><state>) (?:are|have become|became|remain) military (?:partners|allies)", "is military partner of"),
    Form(rf"(?P<a><state>) {_HAS}(?:started |began |begun |kept |continued (?:to )?)?(?:help|support|assist|aid)(?:s|ed|ing)? (?P<b><state>)(?!'s)(?! (?:to )?(?:develop|modern|build|produce|get|win|mak))", "supports"),
    Form(rf"(?P<a><state>) {_HAS}help(?:s|ed|ing)? (?P<s><state>) (?:to )?develop (?:its |the |their )?(?P<p>\w+(?: and \w+)?) program", "helps develop", gap="the programme"),
    Form(rf"(?P<a><state>) {_HAS}help(?:s|ed|ing)? <state> (?:to )?develop", "helps develop", gap="what is developed"),
    Form(rf"(?P<a><actor>) {_HAS}develop(?:s|ed|ing) (?:\w+ ){{0,2}}(?P<b><weapons>)", "develops"),
    Form(r"(?P<a><side>) (?:now |still |also |heavily )*rel(?:y|ies|ied) (?:[\w]+ ){0,2}on (?P<b>(?:<weapons>|<side>))", "relies on"),
    Form(r"(?P<a><side>) (?:has |have |had |now |also |already |did |does |not |never )*us(?:e|es|ed|ing) (?:<adjective> )?(?:[\w-]+ )?(?P<b><weapons>)", "uses"),
    Form(r"(?P<b><weapon>) that (?P<a><state>) uses(?! to )", "uses", "presupposed", subject=False),
    Form(r"(?P<a><body>),? (?:which is |is |was )?led by (?P<b><actors>)", "is led by", subject=False),
    Form(rf"(?P<b><state>) {_HAS}(?:a )?member of (?P<a><body>)", "has member"),
    Form(rf"(?P<a><state>) {_HAS}oppose[sd]? (?P<b><state>)", "opposes"),
    Form(r"(?P<b><state>)'s (?:[\w-]+ ){0,4}(?:unit|corps|brigade|division|force|army|agency), (?P<a><unit>|<body>)", "belongs to", subject=False),
    Form(r"(?P<x>special forces|infantry|artillery|missile forces|navy|air force) (?:unit|corps|brigade|division|force), (?P<a><unit>)", "has branch", text=True, subject=False),
    Form(r"\bdestabili[sz](?:e|es|ed|ing) (?:[\w ]{0,40}(?:of|on|in) )?(?P<b>(?:<place>|<state>))", "destabilises", subject=False),
    Form(r"\b(?:player|role) in (?P<b><body>)", "has a role in", subject=False),
)  # fmt: skip

#: Verbs of a transfer, and whether they say that it arrived.
ARRIVED = (
    "delivered",
    "delivering",
    "provided",
    "provides",
    "providing",
    "transferred",
    "gave",
    "given",
)
TRANSFER = (
    rf"(?P<a><side>) (?P<has>{_DID})(?P<verb>sent|supplied|delivered|shipped|provided|transferred|supplies|provides|sends|delivers)"
    r" (?P<what>[^.;:]{1,120}?) to (?P<b><state>)",
    rf"(?P<a><state>) (?P<has>{_DID})(?P<verb>provided|supplied|sent|delivered) (?P<what>(?:[\w-]+ )*<weapons>(?:, (?:and )?(?:[\w-]+ )*<weapon>)*)",
    rf"(?P<b><state>) (?P<has>{_WAS})(?P<verb>supplied|provided) with (?P<what>[^.;:]{{1,120}}?) by (?P<a><side>)(?!'s)",
    rf"(?P<what>(?:<figure> )?(?:[\w-]+ ){{0,3}}<weapons>) (?P<has>{_WAS})(?P<verb>sent|supplied|delivered|shipped|provided|transferred|given) to (?P<b><state>) by (?P<a><side>)(?!'s)",
)
ARRIVAL = r"(?P<a><adjective>) (?:[\w-]+ ){0,2}?(?P<what><weapon>) (?P<has>(?:(?:had|have|has|not|never|were|was|been|first) )*)(?P<verb>reached|arrived in|delivered to|sent to|supplied to|shipped to) (?P<b><state>)"
DEPLOYED = rf"(?P<a><state>) (?P<has>{_DID})(?P<verb>deployed|sent|dispatched) <figure> (?:<adjective> )?(?:\w+ )?(?:troops|soldiers|servicemen)"
LOST = r"<figure> (?P<a><adjective>) (?:soldiers|troops|servicemen) (?P<has>(?:(?:have|has|had|been|were|was) )*)(?P<verb>killed|wounded|died|injured)"
#: Who does what to whom, with a verb for which there is no relation here.
OTHER = rf"(?P<a><actor>) (?P<has>{_HAS}(?:(?:may|might|will|would|could|can|must|should|cannot) )?(?:not )?)(?P<verb>[a-z]{{3,}}) (?:(?!{_PREPOSITION})[a-z-]+ ){{0,2}}?(?P<b><name>|[Tt]he (?P<it>treaty|agreement|pact|accord))"
