"""What a Korean sentence does with a figure: its verb, and what governs that, stand behind it."""

from __future__ import annotations

import re

from kg.claims.evidence.stated.denied_clause import DENIES, IT_SAYS, OPEN, SAYS, Stance

#: Not one word of these denies: "cannot but", "not only", "no fewer than", "there is no doubt".
_SEEMING = re.compile(
    r"(?:더도|덜도)\s?(?:말고\s?|아니고\s?)?(?:덜도|더도)\s?아니|지\s?않을\s?수(?:가|는|도)?\s?없|지\s?않으면\s?안|지\s?못할\s?것도\s?없|뿐\s?(?:만|만이)?\s?아니|만이\s?아니|못지\s?않|적지\s?않|"
    r"멈추지\s?않|중단하지\s?않|의심(?:의\s?여지|할\s?여지)?[이가은는]?\s?없|의문[이가은는]?\s?없|틀림\s?없|다름\s?없|아닐\s?수\s?없|머지\s?않|얼마\s?(?:되지|지나지)\s?않|부인할\s?수\s?없|부정할\s?수\s?없"
)
#: Double: what is not denied is said.
_NOT_DENIED = re.compile(
    r"(?:부인|부정|반박|일축|거부)하(?:지(?:는|도)?\s?(?:않|못)|진\s?않)|(?:부인|부정|반박)한\s?적(?:이|은)?\s?없|거짓(?:말)?[이은]?\s?아니"
)
_SAID = "밝히|확인하|확인되|인정하|말하|알려지|언급하|공개하|발표하|믿|보(?:고|지)|입증하|입증되|증명하|검증하|검증되|알지|답하|전하"
_NEGATED = re.compile(
    r"지(?:는|도|를|조차)?\s?(?:않|못)|진\s?않|[은는ㄴ한낸된간온]\s?(?:적|바|일|사실)(?:이|도|은|는)?\s?없|(?:은|는)?\s?사실[이]?\s?아니"
    r"|(?<![가-힣])(?:안|못)\s[가-힣]{1,6}(?:다|고|며|은|는)|할\s?수\s?없|수\s?없|없[었다으고]|아니[다라며고었]|아닌"
)
_UNSHOWN = re.compile(
    rf"(?:{_SAID})[가-힣]*\s?(?:않|못)|(?:{_SAID})[가-힣]{{0,2}}\s?수(?:는|가)?\s?없|(?:증거|근거|정황|징후|정보|확인|증명)(?:는|가|도|은|이|된)?\s?[가-힣]{{0,4}}\s?없"
    r"|(?:확인|입증|증명|검증|인정|공개)할\s?수(?:는|가)?\s?없|확인도\s?부인도|(?:불분명|불확실|알\s?수\s?없)"
)
_DENIED = re.compile(
    r"부인|부정[하했]|일축|반박|거짓|사실과\s?다[르른]|허위|가짜|잘못\s?(?:발표|보고|보도|전|말|알려|집계)|오보|날조|사실무근|거부|거절"
)
#: Endings at which another clause begins, and what ends a relative clause on another noun.
_LINKED = re.compile(
    r"(?<![가-힣])[가-힣]+(?:지만|으나|는데|은데|던데|면서|으며|[했었았냈났갔졌됐]고|하고|하며|되고|되며|므로|아서|어서|해서|더니|[했었았냈났갔졌됐]으나)(?=[\s,])"
)
_RELATIVE = re.compile(
    r"[가-힣]*[낸한된간온운준던진린킨긴친](?<!사실은)(?<![명대발문척기개인군자력들]은)\s(?!것|적|사실|바|주장|보도|의혹|증거|정황|일|데|설|혐의|소식|발표|후|뒤|채|셈|병력|군|명)[가-힣]+(?:[은는이가을를]|에)(?=\s)"
)
#: Behind these forms a verb may be negated alone ("sent them and was not paid"), or both: it is open.
_JOINED = re.compile(
    r"(?<![가-힣])(?!지난해|올해|서해|동해|피해)[가-힣]+(?:(?<![다라자냐])고(?!\s?[있싶])|해)[\s,]+(?!(?:주|오|가|내|두|놓|보)지\s)"
)
_QUOTED = re.compile(r"[다라](?:고|는)\s")
_ASKED = re.compile(r"(?<![가-힣])(?:몇|얼마|어디|언제|어떻게|왜|누가|누구|무엇|어떤)")
_WHETHER = re.compile(r"(?:는지|은지|인지|ㄴ지)\s?(?:여부|아닌지)|여부")
_PARTED = re.compile(r"(?:중|가운데|중에서|중에)\s")


def korean_stance(sentence: str, end: int) -> Stance:
    """What a sentence does with a figure that ends at a place, and the words by which it does."""
    rest = _SEEMING.sub(lambda match: "□" * len(match[0]), sentence[end:])
    for mark in (";", "(", "\n"):
        rest = rest.partition(mark)[0]
    quoted = _QUOTED.search(rest)
    for boundary in (_LINKED, _RELATIVE):
        found = boundary.search(rest)
        if found is None:
            continue
        negated = _NEGATED.search(rest[: found.end()])
        if negated or (boundary is _RELATIVE and quoted and quoted.start() <= found.start()):
            continue
        stop = found.end() if boundary is _LINKED else found.start()
        rest = rest[:stop]
    if (double := _NOT_DENIED.search(rest)) is not None:
        return Stance(SAYS, double[0])
    unshown = _UNSHOWN.search(rest)
    if unshown and _ASKED.search(sentence[: end + unshown.start()]) and not _WHETHER.search(rest):
        return IT_SAYS
    if unshown:
        return Stance(OPEN, unshown[0].strip())
    for pattern in (_DENIED, _NEGATED):
        if (found := pattern.search(rest)) is not None:
            joined = _JOINED.search(rest, 0, found.start())
            apart = joined and not _QUOTED.search(rest, joined.end(), found.start())
            return Stance(OPEN if apart else DENIES, found[0].strip())
    return IT_SAYS
