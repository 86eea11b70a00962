"""What each named question must answer, found by reading the article.

A row's cells follow the case's columns. Claim ids stand for c001 to c086, whose numbers follow the
text; of later claims only the content is expected, with ``LATER`` for the id.
"""

from __future__ import annotations

from dataclasses import dataclass, field

AUTHOR = "Sara Khaled"
WEST = "Western officials (unnamed)"
EXPERTS = "experts on the hypersonic cruise missile (unnamed)"
UK = "Ministry of Defence of the United Kingdom"
DIA = "Defense Intelligence Agency of South Korea"
SEOUL = "South Korea"
UKRAINE = "Armed Forces of Ukraine"
LATER = "later"

DEPLOYMENT = "North Korea's deployment of troops alongside Russia (2024)"
SUPPLY = "North Korean supply of arms to Russia"
TROOPS = "North Korean troops deployed alongside Russian forces"
CORPS = "11th Corps of the Korean People's Army"
ROUND = "artillery round made in North Korea (unspecified)"
INITIAL = "initial shipment of North Korean ballistic missiles"
WESTERN_ALLIANCE = "anti-Western alliance led by China and Russia"
NOT_SAID = "not said"


def perhaps(speaker: str) -> str:
    """The author, where the text may go on with the report of another speaker."""
    return f"{AUTHOR} (or {speaker})"


@dataclass(frozen=True)
class Case:
    """A question asked with some parameters, and all the rows of its answer."""

    columns: str
    rows: set[tuple[str, ...]]
    given: dict[str, str] = field(default_factory=dict)


#: A few words of the article that each span of an answer must hold.
WORDS = {
    "70–152": "most important military partner",
    "70–300": "up to 15,000 soldiers",
    "154–216": "millions of artillery shells",
    "154–299": "advanced weapons technology in return",
    "301–372": "military dynamics on the Korean Peninsula",
    "395–440": "anti-Western alliance led by China and Russia",
    "476–615": "between 14,000 and 15,000 troops",
    "616–714": "Most come from",
    "631–714": "special forces unit",
    "672–741": "Storm Corps",
    "782–889": "More than 6,000 North Korean soldiers",
    "894–975": "real combat experience",
    "1117–1195": "light infantry attacks",
    "1117–1227": "sophisticated drone warfare",
    "1287–1331": "drones to target North Korean soldiers",
    "1336–1383": "mines at closer intervals",
    "1493–1542": "first weapons shipment arrived in August 2023",
    "1531–1613": "both Russian and Ukrainian armies were running low",
    "1615–1736": "more than 12 million artillery shells",
    "1737–1821": "rely almost exclusively on",
    "1787–1881": "roughly half of Russia's artillery supply",
    "1883–1973": "short-range ballistic missiles",
    "1883–2032": "self-propelled guns and multiple rocket launch systems",
    "1906–1973": "capable of carrying nuclear warheads",
    "2033–2083": "Russia and North Korea have also signed agreements",
    "2066–2115": "agreements for Pyongyang to produce drones",
    "2186–2261": "helping North Korea modernize",
    "2186–2287": "unprecedented pace",
    "2324–2430": "air defense equipment, anti-aircraft missiles",
    "2463–2575": "Nearly half of",
    "2478–2534": "missiles in the initial shipment",
    "2576–2621": "accuracy has improved significantly",
    "2576–2670": "thanks to battlefield data sharing",
    "2633–2669": "battlefield data sharing from Russia",
    "2671–2931": "experts say resembles a Russian model",
    "2749–2810": "destroyer in April 2025",
    "2856–2893": "resembles a Russian model",
    "2878–2930": "Russian model capable of carrying nuclear warheads",
    "2963–3107": "South Korea warns",
    "3108–3181": "its space and nuclear programs",
    "3255–3336": "signed by Kim and Putin in June 2024",
    "3255–3376": "mutual defense clause",
    "3414–3446": "previous isolation",
    "3450–3496": "key player in the Russia-China axis",
    "3475–3496": "Russia-China axis",
    "3611–3745": "will likely influence",
    "3763–3807": "tensions remain high",
}

AUGUST_2023 = {
    ("2023-08", AUTHOR, "asserted", "1493–1542", "c040"),
    ("2023-08", AUTHOR, "asserted", "1531–1613", "c041"),
    ("2023-08", AUTHOR, "asserted", "1531–1613", "c042"),
}
BEGAN = "time speaker hedge characters claim"

EXPECTED: dict[str, list[Case]] = {
    "casualties": [
        Case(
            "counted low high wording speaker hedge as_of characters claim",
            {
                (
                    "killed or wounded",
                    "6000",
                    "",
                    "More than 6,000",
                    UK,
                    "reported",
                    NOT_SAID,
                    "782–889",
                    "c020",
                )
            },
        ),
        # The article gives no losses of anyone else.
        Case("claim", set(), {"force": "Russian Armed Forces"}),
    ],
    "killed": [Case("claim", set())],
    "lost": [Case("claim", set())],
    "troops": [
        Case(
            "low high limited_to wording speaker hedge time characters claim",
            {
                (
                    "14000",
                    "15000",
                    "",
                    "between 14,000 and 15,000 troops",
                    WEST,
                    "reported",
                    "2024-23/..",
                    "476–615",
                    "c012",
                ),
                (
                    "",
                    "15000",
                    "",
                    "up to 15,000 soldiers",
                    AUTHOR,
                    "asserted",
                    NOT_SAID,
                    "70–300",
                    "c004",
                ),
            },
        ),
        Case("claim", set(), {"actor": "China"}),
    ],
    "shells": [
        Case(
            "low high limited_to wording speaker hedge as_of characters claim",
            {
                (
                    "12000000",
                    "",
                    "",
                    "more than 12 million",
                    DIA,
                    "estimated",
                    NOT_SAID,
                    "1615–1736",
                    "c043",
                ),
                # "Millions" are at least two.
                (
                    "2000000",
                    "",
                    "",
                    "millions of artillery shells",
                    AUTHOR,
                    "asserted",
                    NOT_SAID,
                    "154–216",
                    "c006",
                ),
            },
        ),
        Case("claim", set(), {"supplier": "Russia", "recipient": "DPRK"}),
    ],
    "agreed": [
        Case(
            "what status under parties speaker wording characters claim",
            {
                (
                    "North Korean production of drones (agreed)",
                    "agreed",
                    "agreements for North Korea to produce drones",
                    "North Korea, Russia",
                    AUTHOR,
                    "signed agreements",
                    "2066–2115",
                    "c056",
                )
            },
        )
    ],
    "compare": [
        Case(
            "counted wording speaker other_wording other_speaker characters claims",
            {
                (
                    "personnel deployed",
                    "up to 15,000 soldiers",
                    AUTHOR,
                    "between 14,000 and 15,000 troops",
                    WEST,
                    "70–300, 476–615",
                    "c004, c012",
                ),
                (
                    "munitions sent",
                    "millions of artillery shells",
                    AUTHOR,
                    "more than 12 million",
                    DIA,
                    "154–216, 1615–1736",
                    "c006, c043",
                ),
            },
        )
    ],
    "speakers": [
        Case(
            "speaker kind figures",
            {
                (AUTHOR, "author of a text", "7"),
                (WEST, "group without names", "1"),
                (EXPERTS, "group without names", "0"),
                (UK, "named", "1"),
                (DIA, "named", "1"),
                (SEOUL, "named", "0"),
                (UKRAINE, "named", "0"),
                ("Entente editors", "curator of the graph", "0"),
            },
        )
    ],
    "unattributed": [
        Case(
            "wording low high speaker characters claim",
            {
                ("up to 15,000 soldiers", "", "15000", AUTHOR, "70–300", "c004"),
                ("millions of artillery shells", "2000000", "", AUTHOR, "154–216", "c006"),
                ("Most", "0.5", "1", perhaps(WEST), "616–714", "c017"),
                ("almost exclusively", "0.9", "1", perhaps(DIA), "1737–1821", "c047"),
                ("roughly half", "0.4", "0.6", perhaps(DIA), "1787–1881", "c048"),
                ("Nearly half", "0.4", "0.5", AUTHOR, "2463–2575", "c062"),
                # "Agreements", in the plural, are at least two.
                ("signed agreements", "2", "", AUTHOR, "2033–2083", LATER),
            },
        )
    ],
    "undated": [
        Case(
            "wording speaker known_by characters claim",
            {
                (wording, speaker, "day of recording", span, claim)
                for wording, speaker, span, claim in (
                    ("up to 15,000 soldiers", AUTHOR, "70–300", "c004"),
                    ("millions of artillery shells", AUTHOR, "154–216", "c006"),
                    ("Most", perhaps(WEST), "616–714", "c017"),
                    ("More than 6,000", UK, "782–889", "c020"),
                    ("more than 12 million", DIA, "1615–1736", "c043"),
                    ("almost exclusively", perhaps(DIA), "1737–1821", "c047"),
                    ("roughly half", perhaps(DIA), "1787–1881", "c048"),
                    ("Nearly half", AUTHOR, "2463–2575", "c062"),
                    ("signed agreements", AUTHOR, "2033–2083", LATER),
                )
            },
        )
    ],
    "shares": [
        Case(
            "part of wording low high speaker characters claim",
            {
                (CORPS, DEPLOYMENT, "Most", "0.5", "1", perhaps(WEST), "616–714", "c017"),
                (
                    ROUND,
                    "artillery rounds that these units use",
                    "almost exclusively",
                    "0.9",
                    "1",
                    perhaps(DIA),
                    "1737–1821",
                    "c047",
                ),
                (
                    ROUND,
                    "Russia's artillery supply",
                    "roughly half",
                    "0.4",
                    "0.6",
                    perhaps(DIA),
                    "1787–1881",
                    "c048",
                ),
                (
                    "failure of missiles in the initial shipment",
                    INITIAL,
                    "Nearly half",
                    "0.4",
                    "0.5",
                    AUTHOR,
                    "2463–2575",
                    "c062",
                ),
            },
        )
    ],
    "reliance": [
        Case(
            "who relies_on how_much low high speaker characters claim",
            {
                (
                    "some Russian units that rely on North Korean artillery rounds",
                    ROUND,
                    "almost exclusively",
                    "0.9",
                    "1",
                    perhaps(DIA),
                    "1737–1821",
                    "c047",
                ),
                (
                    "Russia",
                    ROUND,
                    "roughly half",
                    "0.4",
                    "0.6",
                    perhaps(DIA),
                    "1787–1881",
                    "c048",
                ),
            },
        ),
        Case("claim", set(), {"maker": "China"}),
    ],
    "missiles": [
        Case(
            "low high wording speaker hedge characters claim",
            {
                ("0.4", "0.5", "Nearly half", AUTHOR, "asserted", "2463–2575", "c062"),
                ("", "", "", AUTHOR, "asserted", "2463–2575", LATER),
                ("", "", "improved significantly", AUTHOR, "asserted", "2576–2621", LATER),
                ("", "", "", AUTHOR, "asserted", "2576–2670", "c064"),
            },
        )
    ],
    "nuclear": [
        Case(
            "can_carry origin speaker hedge characters claim",
            {
                ("yes", "", AUTHOR, "asserted", "1906–1973", "c050"),
                ("yes", "Russia", perhaps(EXPERTS), "asserted", "2878–2930", "c071"),
                # The tested missile has only a likeness to a model that can.
                ("not said: resembles", "", EXPERTS, "assessed", "2671–2931", "c065"),
            },
        )
    ],
    "sent": [
        Case(
            "sent in disputed speaker hedge characters claim",
            {
                ("artillery shell", SUPPLY, "no", DIA, "asserted", "1615–1736", "c045"),
                (
                    "nuclear-capable short-range ballistic missile sent by North Korea"
                    " (unspecified)",
                    SUPPLY,
                    "no",
                    AUTHOR,
                    "asserted",
                    "1883–1973",
                    "c049",
                ),
                ("self-propelled gun", SUPPLY, "no", AUTHOR, "asserted", "1883–2032", "c051"),
                ("multiple rocket launcher", SUPPLY, "no", AUTHOR, "asserted", "1883–2032", "c052"),
                # What the shipment of August 2023 held, the article does not say.
                (
                    "(not said what)",
                    "first North Korean weapons shipment to Russia (August 2023)",
                    "no",
                    AUTHOR,
                    "asserted",
                    "1493–1542",
                    "c040",
                ),
                (
                    "North Korean ballistic missile (unspecified)",
                    INITIAL,
                    "no",
                    AUTHOR,
                    "asserted",
                    "2478–2534",
                    LATER,
                ),
            },
        ),
        Case("claim", set(), {"supplier": "China"}),
        Case("claim", set(), {"supplier": "China", "recipient": "North Korea"}),
    ],
    "returns": [
        Case(
            "given for speaker hedge characters claim",
            {
                (given, f"{DEPLOYMENT}; {SUPPLY}", AUTHOR, "asserted", "2324–2430", LATER)
                for given in (
                    "air defence equipment",
                    "anti-aircraft missile",
                    "electronic warfare system",
                )
            },
        ),
        Case("claim", set(), {"giver": "China"}),
    ],
    "gains": [
        Case(
            "how what from speaker hedge characters claim",
            {
                (
                    "gained",
                    "combat experience in the war in Ukraine",
                    "",
                    AUTHOR,
                    "asserted",
                    "894–975",
                    "c023",
                ),
                (
                    "gained",
                    "advanced weapons technology gained by North Korea",
                    "",
                    AUTHOR,
                    "asserted",
                    "154–299",
                    LATER,
                ),
                (
                    "helped with",
                    "North Korea's military capabilities",
                    "Russia",
                    AUTHOR,
                    "asserted",
                    "2186–2261",
                    LATER,
                ),
                (
                    "helped with",
                    "North Korean space programme",
                    "Russia",
                    perhaps(SEOUL),
                    "asserted",
                    "3108–3181",
                    "c073",
                ),
                (
                    "helped with",
                    "North Korean nuclear programme",
                    "Russia",
                    perhaps(SEOUL),
                    "asserted",
                    "3108–3181",
                    "c074",
                ),
                (
                    "received",
                    "sharing of battlefield data by Russia with North Korea",
                    "Russia",
                    AUTHOR,
                    "asserted",
                    "2633–2669",
                    LATER,
                ),
                *(
                    ("received", what, "Russia", AUTHOR, "asserted", "2324–2430", LATER)
                    for what in (
                        "air defence equipment",
                        "anti-aircraft missile",
                        "electronic warfare system",
                    )
                ),
            },
        )
    ],
    "programmes": [
        Case(
            "programme of how_far speaker hedge characters claims",
            {
                (
                    f"North Korean {name} programme",
                    "North Korea",
                    "remains unclear",
                    perhaps(SEOUL),
                    "asserted",
                    "3108–3181",
                    f"{claim}, c075",
                )
                for name, claim in (("space", "c073"), ("nuclear", "c074"))
            },
        ),
        Case("claims", set(), {"helper": "China"}),
    ],
    "where": [Case("claim", set()), Case("claim", set(), {"force": "Storm Corps"})],
    "under": [Case("claim", set())],
    "agreement": [
        Case(
            "aspect value time speaker characters claim",
            {
                ("has signatory", "Kim Jong Un", "2024-06", AUTHOR, "3255–3336", "c077"),
                ("has signatory", "Vladimir Putin", "2024-06", AUTHOR, "3255–3336", "c078"),
                (
                    "has clause",
                    "mutual defence clause of the treaty of North Korea and Russia",
                    "",
                    AUTHOR,
                    "3255–3376",
                    "c079",
                ),
                ("has party", "North Korea", "2024-06", AUTHOR, "3255–3336", LATER),
                ("has party", "Russia", "2024-06", AUTHOR, "3255–3336", LATER),
                (
                    "is signed in",
                    "signing of the treaty of North Korea and Russia (June 2024)",
                    "2024-06",
                    AUTHOR,
                    "3255–3336",
                    LATER,
                ),
                ("day of signing", NOT_SAID, "", "", "", ""),
                ("place of signing", NOT_SAID, "", "", "", ""),
                ("is in force", NOT_SAID, "", "", "", ""),
            },
        ),
        Case(
            "aspect value time speaker characters claim",
            {
                ("has party", "Russia", "", AUTHOR, "2033–2083", "c053"),
                ("has party", "North Korea", "", AUTHOR, "2033–2083", "c054"),
                (
                    "provides for",
                    "North Korean production of drones (agreed)",
                    "",
                    AUTHOR,
                    "2066–2115",
                    "c055",
                ),
                ("has signatory", NOT_SAID, "", "", "", ""),
                ("has clause", NOT_SAID, "", "", "", ""),
                ("day of signing", NOT_SAID, "", "", "", ""),
                ("place of signing", NOT_SAID, "", "", "", ""),
                ("is in force", NOT_SAID, "", "", "", ""),
            },
            {"agreement": "agreements for North Korea to produce drones"},
        ),
    ],
    "timeline": [
        Case(
            "time earliest latest status speaker characters claim",
            {
                ("2023-08", "2023-08-01", "2023-08-31", "occurred", AUTHOR, "1493–1542", "c040"),
                ("2024-06", "2024-06-01", "2024-06-30", "occurred", AUTHOR, "3255–3336", "c076"),
                ("2024-23/..", "2024-09-01", "", "ongoing", WEST, "476–615", "c013"),
                ("2025-04", "2025-04-01", "2025-04-30", "occurred", AUTHOR, "2749–2810", "c068"),
            },
        )
    ],
    "began": [
        Case(
            BEGAN,
            AUGUST_2023
            | {
                ("2024-06", AUTHOR, "asserted", "3255–3336", claim)
                for claim in ("c076", "c077", "c078", LATER)
            },
        ),
        Case(BEGAN, AUGUST_2023, {"day": "2023"}),
        Case(BEGAN, set(), {"day": "2023-07-31"}),
    ],
    "tactics": [
        Case(
            "who change tactic in_answer_to speaker characters claim",
            {
                (
                    TROOPS,
                    "gave up",
                    "light infantry assault",
                    "",
                    perhaps(UKRAINE),
                    "1117–1195",
                    "c030",
                ),
                (TROOPS, "took up", "drone warfare", "", perhaps(UKRAINE), "1117–1227", "c031"),
                (
                    UKRAINE,
                    "took up",
                    "drone targeting",
                    TROOPS,
                    perhaps(UKRAINE),
                    "1287–1331",
                    "c035",
                ),
                (
                    UKRAINE,
                    "took up",
                    "closer mining",
                    TROOPS,
                    perhaps(UKRAINE),
                    "1336–1383",
                    "c036",
                ),
            },
        )
    ],
    "orbat": [
        Case(
            "unit relation value through speaker claim",
            {
                (CORPS, "is part of", "Korean People's Army", "", perhaps(WEST), "c016"),
                (CORPS, "belongs to", "North Korea", "", perhaps(WEST), LATER),
                (CORPS, "has branch", "special forces", "", perhaps(WEST), "c018"),
                (CORPS, "has nickname", "Storm Corps", "", perhaps(WEST), "c019"),
                (
                    CORPS,
                    "belongs to",
                    "North Korea",
                    "Korean People's Army",
                    "Entente editors",
                    LATER,
                ),
            },
        ),
        # "Some Russian units" are no known part of Russia's forces.
        Case("claim", set(), {"force": "Russian Armed Forces"}),
    ],
    "alliances": [
        Case(
            "alliance relation actor is speaker characters claim",
            {
                (
                    WESTERN_ALLIANCE,
                    "opposes",
                    "the West",
                    "a statement",
                    AUTHOR,
                    "395–440",
                    "c009",
                ),
                (WESTERN_ALLIANCE, "is led by", "China", "a statement", AUTHOR, "395–440", "c010"),
                (WESTERN_ALLIANCE, "is led by", "Russia", "a statement", AUTHOR, "395–440", "c011"),
                (
                    "Russia-China axis",
                    "has a role in",  # "a key player" is no member
                    "North Korea",
                    "a judgement",
                    AUTHOR,
                    "3450–3496",
                    "c082",
                ),
                *(
                    (
                        "Russia-China axis",
                        "has member",
                        member,
                        "a statement",
                        AUTHOR,
                        "3475–3496",
                        LATER,
                    )
                    for member in ("Russia", "China")
                ),
            },
        )
    ],
    "outlook": [
        Case(
            "speaker hedge likelihood wording characters claim",
            {
                (
                    SEOUL,
                    "warned",
                    NOT_SAID,
                    "threatens to destabilize",
                    "2963–3107",
                    "c072",
                ),
                (
                    AUTHOR,
                    "forecast",
                    "likely (ordinary language)",
                    "will likely influence",
                    "3611–3745",
                    "c085",
                ),
            },
        )
    ],
    "judgements": [
        Case(
            "speaker hedge wording characters claim",
            {
                (AUTHOR, "assessed", "most important military partner", "70–152", "c005"),
                (AUTHOR, "assessed", "unprecedented pace", "2186–2287", "c058"),
                (AUTHOR, "assessed", "previous isolation", "3414–3446", "c081"),
                (AUTHOR, "assessed", "key player", "3450–3496", "c082"),
                (AUTHOR, "forecast", "will likely influence", "3611–3745", "c085"),
            },
        ),
        Case(
            "speaker hedge wording characters claim",
            {
                (AUTHOR, "assessed", "", "301–372", "c007"),
                (SEOUL, "warned", "threatens to destabilize", "2963–3107", "c072"),
                (AUTHOR, "assessed", "tensions remain high", "3763–3807", "c086"),
            },
            {"entity": "한반도"},
        ),
    ],
    "unnamed": [
        Case(
            "relation object speaker hedge time characters claim",
            {
                (relation, value, WEST, "reported", "2024-23/..", "476–615", claim)
                for relation, value, claim in (
                    ("has event status", "ongoing", "c013"),
                    ("is conducted by", "North Korea", "c014"),
                    # "To fight alongside" is a purpose, so a judgement (c015).
                    ("deployed force", TROOPS, LATER),
                )
            },
        )
    ],
    "about": [
        Case(
            "kind speaker hedge characters claim",
            {
                ("statement", perhaps(WEST), "asserted", "631–714", "c016"),
                ("figure", perhaps(WEST), "asserted", "616–714", "c017"),
                ("statement", perhaps(WEST), "asserted", "631–714", "c018"),
                ("statement", perhaps(WEST), "asserted", "672–741", "c019"),
                ("statement", perhaps(WEST), "asserted", "631–714", LATER),
                ("judgement", perhaps(WEST), "assessed", "631–714", LATER),
            },
            {"entity": "storm corps"},
        )
    ],
    "says": [
        Case(
            "hedge time wording said_by characters claim",
            {
                ("reported", NOT_SAID, "More than 6,000", UK, "782–889", "c020"),
                ("reported", NOT_SAID, "", UK, "782–889", "c021"),
            },
        ),
        Case(
            "hedge wording said_by characters claim",
            {
                ("assessed", "resembles a Russian model", EXPERTS, "2671–2931", "c065"),
                ("asserted", "", perhaps(EXPERTS), "2878–2930", "c071"),
                ("asserted", "", perhaps(EXPERTS), "2856–2893", LATER),
            },
            {"speaker": EXPERTS},
        ),
    ],
    # Each fact of the article has one speaker, and nobody denies any.
    "corroborated": [Case("claim", set())],
    "disputed": [Case("claim", set())],
}
