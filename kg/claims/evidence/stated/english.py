"""English, as the reader of texts knows it."""

from __future__ import annotations

from fractions import Fraction

from kg.claims.evidence.stated.language import Language, by_word, hedges, numbered, phrases, words

_CARDINALS = numbered("""
0: zero
1: one
2: two
3: three
4: four
5: five
6: six
7: seven
8: eight
9: nine
10: ten
11: eleven
12: twelve
13: thirteen
14: fourteen
15: fifteen
16: sixteen
17: seventeen
18: eighteen
19: nineteen
20: twenty
30: thirty
40: forty fourty
50: fifty
60: sixty
70: seventy
80: eighty
90: ninety
""")

_MAGNITUDES = numbered("""
12: dozen
100: hundred
1000: thousand
100000: lakh lac
1000000: million mln mn mio
10000000: crore
1000000000: billion bn bln milliard mlrd mrd
1000000000000: trillion trn tn
""")

_BEFORE = hedges("""
moreThan: >, upward of, a little over, a little more than, well above, just above, more than, over, above, upwards of, exceeding, exceeded, exceeds, exceed, in excess of, greater than, well over, just over, slightly over, slightly more than, beyond, topped, topping, surpassed, surpassing, surpasses, north of
atLeast: as few as, as little as, ≥, > =, min, a minimum, at least, no fewer than, no less than, not fewer than, not less than, a minimum of, minimum of, minimum, at the very least
fewerThan: <, just below, well below, fewer than, less than, under, below, well under, slightly under, south of
fewerThan nearly: just under, just short of, a little under
nearly: not quite, close on, nigh on, getting on for, verging on, very nearly, just shy of, nearly, almost, close to, approaching, nearing
upTo: ≤, < =, max, not above, a maximum, up to, at most, no more than, not more than, a maximum of, maximum of, maximum, at the most, not exceeding, no greater than
asManyAs: as many as, as much as
approximately aboutBetween: more or less, est, something like, about, around, approximately, roughly, some, circa, ca, c, approx, ≃, an estimated, estimated, the estimated, in the region of, on the order of, in the order of, somewhere around, ~, ≈, ∼, or so
exactly: exactly, precisely
totalOf exactly: a total of, total of, totalling, totaling, altogether
approximately exactly aboutBetween between: estimated at, estimated to be, estimated that, put at
""")

_AFTER = hedges("""
orMore atLeast: - plus, or more, and more, or above, and above, +, plus, or over, and up, or greater
atLeast: at least, at the least, at a minimum, minimum
upTo: tops, or under, or fewer, or less, at most, at the most, at a maximum, or below, maximum
approximately aboutBetween: or so, odd, give or take, or thereabouts, approximately, roughly
totalOf exactly: overall, in total, in all, altogether, all told
""")

_MEASURES = """
mm cm km m kg g t ton tons tonne tonnes kilo kilos kilogram kilograms kilogramme kilogrammes gram
grams millimeter millimeters millimetre millimetres centimetre centimetres centimeter centimeters
kilometer kilometers kilometre kilometres metre metres meter meters mile miles foot feet ft inch
inches yard yards knot knots mph kph kmh hectare hectares acre acres litre litres liter liters
barrel barrels gallon gallons watt watts kw mw gw kwh mwh volt volts hz khz mhz ghz kt kiloton
kilotons megaton megatons degree degrees celsius second seconds minute minutes hour hours day days
night nights week weeks month months year years decade decades century centuries o'clock am pm gmt
utc dollar dollars usd us euro euros eur pound pounds gbp rouble roubles ruble rubles rub won krw
hryvnia hryvnias uah yen yuan rupee rupees cent cents percent percentage point points time times fold x
year-old caliber calibre cal byte bytes mb gb tb square cubic nautical
"""

_THINGS_SINGULAR = """
person: person soldier troop man woman fighter serviceman servicewoman servicemember member casualty fatality death victim recruit reservist conscript officer official operator worker engineer sapper prisoner captive pilot sailor marine commando trainer instructor adviser advisor specialist technician paratrooper mercenary volunteer reinforcement refugee resident employee guard sniper gunner crewman wounded injury infantryman trooper combatant defector inhabitant passenger evacuee
person-civilian: civilian child bystander
round shell: shell round projectile munition cartridge bullet
container: container
piece: missile rocket drone tank gun howitzer vehicle aircraft jet plane helicopter ship vessel destroyer frigate submarine boat launcher weapon mine bomb rifle warhead truck mortar uav uas quadcopter warplane fighter-jet bomber interceptor radar satellite carrier cannon grenade torpedo tractor car bus locomotive wagon machine item system piece
other: battalion brigade division regiment company platoon squad corps unit battery base city village town attack strike test launch country state site factory plant shipment delivery flight visit occasion meeting school hospital house building sanction article page paragraph sortie train port camp centre center case report document contract agreement treaty facility depot hour
"""
_PLURALS = {"casualty": "casualties", "fatality": "fatalities", "man": "men", "woman": "women",
            "serviceman": "servicemen", "servicewoman": "servicewomen", "infantryman": "infantrymen",
            "mercenary": "mercenaries", "crewman": "crewmen", "child": "children",
            "injury": "injuries", "person": "persons", "battery": "batteries", "city": "cities",
            "country": "countries", "factory": "factories", "delivery": "deliveries",
            "company": "companies", "facility": "facilities", "treaty": "treaties"}  # fmt: skip
_THINGS = by_word(_THINGS_SINGULAR)
_THINGS |= {
    _PLURALS.get(word, f"{word}{'es' if word.endswith('s') else 's'}"): kind
    for word, kind in list(_THINGS.items())
}
_THINGS |= by_word("""
person: people persons personnel troops military dead killed wounded injured manpower staff crew military-personnel lives hostages
round shell: ammunition ammo
piece: aircraft mlrs ships weaponry equipment
""")

_VAGUE = phrases("""
tensOf: tens of, tens
dozensOf: dozens of, dozens
scoresOf: scores of, scores
hundredsOf: hundreds of, hundreds
thousandsOf: thousands of, thousands
tensOfThousandsOf: tens of thousands of, tens of thousands, dozens of thousands of, tens of thousand
hundredsOfThousandsOf: hundreds of thousands of, hundreds of thousands
millionsOf: millions of, millions
tensOfMillionsOf: tens of millions of, tens of millions
hundredsOfMillionsOf: hundreds of millions of, hundreds of millions
billionsOf: billions of, billions
several: several, numerous, a few, a handful of, a handful, some few, a number of, several of, a few of
nearlyHalf: nearly half, almost half, close to half, just under half
roughlyHalf: roughly half, about half, around half, approximately half, some half
almostExclusively: almost exclusively, almost entirely, nearly all, almost all, virtually all, practically all
most: most, mostly, the majority of, a majority of, majority, the bulk of
""")
_VAGUE |= {
    f"{many} {one}{of}": name
    for many in ("several", "a few", "few", "many", "a couple of", "a couple", "some", "multiple")
    for one, name in (
        ("dozen", "dozensOf"),
        ("score", "scoresOf"),
        ("hundred", "hundredsOf"),
        ("thousand", "thousandsOf"),
        ("million", "millionsOf"),
        ("billion", "billionsOf"),
        ("hundreds", "hundredsOf"),
        ("thousands", "thousandsOf"),
        ("millions", "millionsOf"),
        ("dozens", "dozensOf"),
        ("tens of thousands", "tensOfThousandsOf"),
        ("hundreds of thousands", "hundredsOfThousandsOf"),
        ("hundred thousand", "hundredsOfThousandsOf"),
        ("hundred million", "hundredsOfMillionsOf"),
        ("tens", "tensOf"),
    )
    for of in ("", " of")
}

ENGLISH = Language(
    code="en",
    decimal=".",
    stems=False,
    cardinals=_CARDINALS,
    magnitudes=_MAGNITUDES,
    fractions={
        "half": Fraction(1, 2), "halves": Fraction(1, 2), "third": Fraction(1, 3),
        "thirds": Fraction(1, 3), "quarter": Fraction(1, 4), "quarters": Fraction(1, 4),
        "fourth": Fraction(1, 4), "fourths": Fraction(1, 4), "fifth": Fraction(1, 5),
        "fifths": Fraction(1, 5), "sixth": Fraction(1, 6), "sixths": Fraction(1, 6),
        "seventh": Fraction(1, 7), "sevenths": Fraction(1, 7), "eighth": Fraction(1, 8),
        "eighths": Fraction(1, 8), "ninth": Fraction(1, 9), "ninths": Fraction(1, 9),
        "tenth": Fraction(1, 10), "tenths": Fraction(1, 10), "twelfth": Fraction(1, 12),
        "twentieth": Fraction(1, 20), "hundredth": Fraction(1, 100), "hundredths": Fraction(1, 100),
    },
    before=_BEFORE,
    after=_AFTER,
    range_from=words("between from"),
    range_to=words("to and or"),
    skipped=words("a an the another additional further extra other new us its their his this that these those as of total only just merely even still probably perhaps possibly likely now already-"),
    percent=words("percent pct"),
    measures=frozenset(_MEASURES.split()),
    things=_THINGS,
    families=by_word("""
killed: killed dead death deaths died dying fatality fatalities slain killing kills perished
wounded: wounded injured injuries wounding injuring wounds hurt
casualties: casualties casualty losses
captured: captured prisoners pows
missing: missing
"""),
    vague=_VAGUE,
    vague_words=words("several few many some multiple couple scores dozens hundreds thousands millions billions tens numerous lakhs crores"),
    designators=words("""war generation type no nos № number numbers article articles section sections page pages p pp chapter figure
        fig table paragraph para clause annex appendix resolution unit office room bureau route flight highway volume
        vol issue version mark mk model class phase stage line item step part protocol point points group area building
        gate block psalm verse rule order decree law act case file docket serial house street pier hangar plant factory
        camp lot series channel bus train"""),
    ordinal_suffixes=words("st nd rd th"),
    stops=words("""in from to by on at for with and or that which who whom were was is are be been being have has had
        as since until till during after before than but while when where will would could can may might per a an the
        including plus via into onto across against near around so if because though although whose came went
        arrived there fell stood"""),
    strange=words("""grand gross myriad myriads score zillion gazillion bazillion ths thsd thou tys man wan yi eok oku
        arab kharab quintal quintals tsd tausend mille milli mil mill bil billiard trilliard hundredweight pood poods
        cwt million-million stone dz doz"""),
    joint=frozenset(("and",)),
    of_=frozenset(("of",)),
    suffixes={"k": 1000, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "b": 10**9,
              "million": 10**6, "thousand": 1000, "billion": 10**9, "trn": 10**12},
)  # fmt: skip
