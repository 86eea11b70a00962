"""What the questions of the wider field must answer, found by reading the article and the documents.

``OF_THE_ARTICLE`` is as ``EXPECTED`` in ``expected_answers``; ``OF_ALL`` gives the different rows
of some columns over all sources, read from the pages whose addresses the sources give.
"""

from __future__ import annotations

from tests.ontology.expected_answers import (
    AUTHOR,
    CORPS,
    DIA,
    LATER,
    NOT_SAID,
    SUPPLY,
    UKRAINE,
    WEST,
    Case,
    perhaps,
)

#: The article speaks of none of these.
_NOTHING = (
    *("sanctions", "voyages", "fights", "equipment", "equipment-losses", "acts", "contacts"),
    *("facilities", "strength", "captives", "models", "civilians", "money", "labour"),
    *("posts", "control", "limits"),
)
_EQUIPMENT = "Russian supply of military equipment to North Korea"
_SHOW = "North Korean show of new military technology"
_ARMY = "Korean People's Army"
#: Of the question basis, of which the questions before it give nothing: words of each span.
WORDS = {
    "1034–1116": "quickly adapted their tactics",
    "2671–2810": "destroyer",
    "2671–2850": "hypersonic cruise missile",
}
OF_THE_ARTICLE: dict[str, list[Case]] = {
    **{name: [Case("claim", set())] for name in _NOTHING},
    "commands": [
        Case(
            "unit command above time speaker characters claim",
            {(CORPS, "is part of", _ARMY, "", perhaps(WEST), "631–714", "c016")},
        )
    ],
    "articles": [
        Case(
            "provision article provides_for speaker characters claim",
            {
                (
                    "mutual defence clause of the treaty of North Korea and Russia",
                    *(NOT_SAID, "mutual defence", AUTHOR, "3255–3376", LATER),
                )
            },
        )
    ],
    # Guns of 75 millimetres and more are category III, missiles VII; what defends against aircraft
    # falls under none by its kind alone, nor does ammunition.
    "register": [
        Case(
            "transfer type category speaker characters claim",
            {
                (SUPPLY, "artillery shell", "none by its kind", DIA, "1615–1736", "c045"),
                (SUPPLY, "short-range ballistic missile", "VII", AUTHOR, "1883–1973", "c049"),
                (SUPPLY, "self-propelled gun", "III", AUTHOR, "1883–2032", "c051"),
                (SUPPLY, "multiple rocket launcher", "III", AUTHOR, "1883–2032", "c052"),
                (
                    "initial shipment of North Korean ballistic missiles",
                    *("ballistic missile", "VII", AUTHOR, "2478–2534", LATER),
                ),
                *(
                    (_EQUIPMENT, kind, "none by its kind", AUTHOR, "2324–2430", LATER)
                    for kind in (
                        *("air defence equipment", "anti-aircraft missile"),
                        "electronic warfare system",
                    )
                ),
            },
        )
    ],
    "episodes": [
        Case(
            "episode within speaker characters claim",
            {
                (
                    "launch of a North Korean destroyer (April 2025)",
                    *(_SHOW, AUTHOR, "2671–2810", LATER),
                ),
                (
                    "North Korean test of a hypersonic cruise missile",
                    *(_SHOW, AUTHOR, "2671–2850", LATER),
                ),
            },
        )
    ],
    "basis": [
        Case(
            "rests_on speaker characters claim",
            {
                ("field report", UKRAINE, "1034–1116", "c027"),
                ("field report", UKRAINE, "1034–1116", "c028"),
                *(
                    ("unnamed official", WEST, "476–615", claim)
                    for claim in ("c012", "c013", "c014", "c015", LATER)
                ),
            },
        )
    ],
}

_SOF = "Special Operations Force of the Korean People's Army"
_TROOPS = "North Korean troops deployed alongside Russian forces"
_KIM, _RI = (
    f"designation of {name} by the United States (December 2024)"
    for name in ("Kim Yong Bok", "Ri Chang Ho")
)
_BRIGADE = "93rd Brigade of the Korean People's Army"
_NRC = "National Resistance Center of Ukraine"
_NIS = "National Intelligence Service of South Korea"
_OFAC = "Office of Foreign Assets Control of the United States"
_TREATY = "comprehensive strategic partnership treaty of North Korea and Russia (2024)"
_IN_FORCE = "entry into force of the treaty of North Korea and Russia"
_ENDED = "end of the treaty of North Korea and Russia of 2000"
_BY_RUSSIA, _BY_DPRK = (
    f"{who} ratification of the treaty of North Korea and Russia"
    for who in ("Russia's", "North Korea's")
)
_LOSS = "loss of a Bulsae-4 in Kharkiv region (November 2024)"
_BULSAE, _KOKSAN, _KN23 = (
    *("Bulsae-4 anti-tank missile", "M1989 Koksan self-propelled gun"),
    "KN-23 ballistic missile",
)
_STRIKE = "missile strike on Kyiv (24 April 2025)"
_PLANT = "February 11 Plant"
_DELISTING = "delisting of four ships by the United Nations (March 2016)"
_SHIPS_LISTED = "designation of ships of a North Korean company by the United Nations (March 2016)"
_RESERVATION = "North Korea's reservation to the Geneva Protocol of 1925"
_GENEVA_PROTOCOL = "Geneva Protocol on gases and bacteriological warfare (1925)"
_BREACH = "breach of Security Council resolutions by arms from North Korea for Russia"
_EXERCISE = "exercise Ocean-2024 (September 2024)"
_VISIT = "visit of Sergei Shoigu to Pyongyang (17 June 2025)"
_RUSSIAN = "Armed Forces of the Russian Federation"

_FLIGHT = "Il-76 to Pyongyang (March 2024)"
_SEALIFT = "Pacific Fleet ships with North Korean soldiers (October 2024)"
_BATTLE = "battle of Makhnovka (January 2025)"
_RELIANCE = "North Korea's reliance on Article 4 of its treaty with Russia"
_TRAINING = "training of North Korean soldiers in the Russian Far East (2024)"
OF_ALL: dict[str, tuple[str, set[tuple[str, ...]]]] = {
    "sanctions": (
        "entry aspect value time",
        {
            (_DELISTING, "has event status", "occurred", "2016-03"),  # of the trade press
            (_DELISTING, "has event status", "occurred", "2016-03-21"),  # of an American official
            (_DELISTING, "is conducted by", "United Nations Security Council", ""),
            (_DELISTING, "revokes designation", _SHIPS_LISTED, ""),
            (_SHIPS_LISTED, "designates", "Jin Teng", ""),
            (_SHIPS_LISTED, "has event status", "occurred", "2016-03-02"),
            (_SHIPS_LISTED, "is on list", "UN sanctions list", ""),
        }
        | {
            row
            for entry, name in ((_KIM, "Kim Yong Bok"), (_RI, "Ri Chang Ho"))
            for row in (
                (entry, "designates", name, ""),
                (entry, "is on list", "OFAC SDN list", ""),
                (entry, "is conducted by", _OFAC, ""),
                (entry, "has designation reason", "accompanied troops to Russia", ""),
                (entry, "has event status", "occurred", "2024-12-16"),
            )
        },
    ),
    "voyages": (
        "journey aspect value time",
        {
            ("Lady R", "has flag state", "Russia", ""),
            ("Lady R at Vostochny Port (April 2024)", "is made by craft", "Lady R", ""),
            ("Lady R at Vostochny Port (April 2024)", "is located in", "Vostochny Port", ""),
            (
                "Lady R at Vostochny Port (April 2024)",
                *("has event status", "occurred", "2024-04-02/2024-04-03"),
            ),
            ("Lady R at Rajin (April 2024)", "is made by craft", "Lady R", ""),
            ("Lady R at Rajin (April 2024)", "is located in", "port of Rajin", ""),
            ("Lady R at Rajin (April 2024)", "has event status", "occurred", "2024-04-14"),
            ("Il-76 of Aviacon Zitotrans", "belongs to", "Aviacon Zitotrans", ""),
            (_FLIGHT, "is made by craft", "Il-76 of Aviacon Zitotrans", ""),
            (_FLIGHT, "departed from", "Shanghai", ""),
            (_FLIGHT, "arrived at", "Pyongyang", ""),
            (_FLIGHT, "has event status", "occurred", ""),
            (_FLIGHT, "has event status", "occurred", "2024-03-11"),
            (_SEALIFT, "is conducted by", "Pacific Fleet of Russia", ""),
            (_SEALIFT, "departed from", "North Korea", ""),
            (_SEALIFT, "arrived at", "Vladivostok", ""),
            (_SEALIFT, "has event status", "occurred", "2024-10-08/2024-10-13"),
        },
    ),
    # The administrative, the operational and the attached stand apart.
    "commands": (
        "unit command above speaker",
        {
            (CORPS, "is part of", _ARMY, perhaps(WEST)),
            (CORPS, "is part of", _SOF, "government sources in South Korea (unnamed)"),
            (CORPS, "is part of", _SOF, "Korean Wikipedia"),
            (CORPS, "is commanded by", "Kim Yong Bok", "Korean Wikipedia"),
            (CORPS, "is commanded by", "Kim Yong Bok", "JoongAng Ilbo"),
            (_SOF, "is part of", _ARMY, "Korean Wikipedia"),
            (_SOF, "is part of", _ARMY, "Family Care Foundation"),
            (_BRIGADE, "is part of", _ARMY, "Dmytro Ponomarenko"),
            (
                _TROOPS,
                "is attached to",
                *("airborne and naval infantry units of Russia (unspecified)", _NIS),
            ),
            (
                _TROOPS,
                "is under operational command of",
                *("11th Separate Air Assault Brigade of Russia", _NRC),
            ),
        },
    ),
    "posts": (
        "person post time",
        {
            ("Kim Yong Bok", "deputy chief of the General Staff of the Korean People's Army", ""),
            ("Ri Chang Ho", "director of the Reconnaissance General Bureau", ""),
            ("Ri Chang Ho", "director of the Reconnaissance General Bureau", "2022/.."),
        },
    ),
    "strength": (
        "of measured as_of low high",
        {
            (CORPS, "personnel strength: soldier", "2024-10-18", "40000", "80000"),
            (_BRIGADE, "personnel strength: soldier", "2024-11", "876", "876"),
        },
    ),
    "captives": (
        "of measured as_of low high",
        {
            (
                "capture of two North Korean soldiers in Kursk region (January 2025)",
                *("personnel captured: prisoner of war", "2025-01-12", "2", "2"),
            )
        },
    ),
    "fights": (
        "fight aspect value time",
        {
            (_STRIKE, "has attacking party", "Russia", ""),
            (_STRIKE, "has event status", "occurred", "2025-04-24"),
            (_STRIKE, "is located in", "Kyiv", ""),
            (_STRIKE, "used weapon", _KN23, ""),
            (_BATTLE, "has event status", "occurred", ""),
            (_BATTLE, "has event status", "occurred", "2025-01-03/2025-01-04"),
            (_BATTLE, "is located in", "Makhnovka", ""),
            (_BATTLE, "has belligerent", "Russian and North Korean force at Makhnovka", ""),
            (_BATTLE, "has attacking party", "Russian and North Korean force at Makhnovka", ""),
        },
    ),
    "control": (
        "place holder held time speaker",
        {
            ("Gornal", _RUSSIAN, "holds", "2025-04-26/..", "Valery Gerasimov"),
        },
    ),
    "equipment": (
        "loss aspect value",
        {
            (_LOSS, "lost item", _BULSAE),
            (_LOSS, "has kind of loss", "destroyed"),
            (_LOSS, "has event status", "occurred"),
            (_LOSS, "is located in", "Kharkiv region"),
            (_LOSS, "is observed by", UKRAINE),
            (_LOSS, "is conducted by", "3rd Assault Brigade of Ukraine"),
        },
    ),
    # About 700 is a tenth to either side.
    "models": (
        "of measured low high unit",
        {
            (_BULSAE, "maximum range: length", "10", "25", "kilometre"),
            (_KN23, "maximum range: length", "700", "700", "kilometre"),
            (_KN23, "maximum range: length", "630", "770", "kilometre"),
            (_KOKSAN, "calibre: length", "170", "170", "millimetre"),
            (_KOKSAN, "maximum range: length, rocket-assisted round", "", "60", "kilometre"),
        },
    ),
    "articles": (
        "article provides_for",
        {
            ("3", "consultation"),
            ("4", "mutual defence"),
            ("8", "strengthening of defence"),
            ("10", "economic cooperation"),
            ("10", "technology cooperation"),
            ("16", "opposition to sanctions"),
            ("22", "final provision"),
        },
    ),
    "acts": (
        "act aspect value time",
        {
            (_RESERVATION, "concerns agreement", _GENEVA_PROTOCOL, ""),
            (_RESERVATION, "has event status", "occurred", "1988-12-08"),
            (_RESERVATION, "is conducted by", "North Korea", ""),
            (_BREACH, "has event status", "occurred", ""),  # the United Kingdom, with others
            (_BREACH, "has event status (denied)", "occurred", "../2023-11-11"),  # Russia
            (_BREACH, "is conducted by", "North Korea", ""),
            (_BREACH, "is conducted by", "Russia", ""),
        }
        | {
            (_IN_FORCE, "has event status", "occurred", "2024-12-04"),
            (_IN_FORCE, "concerns agreement", _TREATY, ""),
            (_ENDED, "has event status", "occurred", "2024-12-04"),
            (
                _ENDED,
                *("concerns agreement", "friendship treaty of North Korea and Russia (2000)", ""),
            ),
            (_BY_RUSSIA, "has event status", "occurred", "2024-11-09"),
            (_BY_RUSSIA, "concerns agreement", _TREATY, ""),
            (_BY_RUSSIA, "is conducted by", "Vladimir Putin", ""),
            (_BY_DPRK, "has event status", "occurred", "2024-11-11"),
            (_BY_DPRK, "concerns agreement", _TREATY, ""),
            (_BY_DPRK, "is conducted by", "Kim Jong Un", ""),
            (_RELIANCE, "has event status", "occurred", ""),
            (_RELIANCE, "is conducted by", "Kim Jong Un", ""),
            (
                _RELIANCE,
                *(
                    "concerns agreement",
                    "mutual defence clause of the treaty of North Korea and Russia",
                    "",
                ),
            ),
        },
    ),
    "money": (
        "of measured as_of low high unit",
        {
            (SUPPLY, "value transferred: money", "2024-10-28", low, "5500000000", "US dollar")
            for low in ("1700000000", "")
        },
    ),
    "civilians": (
        "of measured as_of low high",
        {(_STRIKE, "civilians injured: civilian", "2025-04-24", "90", "90")},
    ),
    "facilities": (
        "site aspect value",
        {
            (_PLANT, "has kind of facility", "arms plant"),
            (_PLANT, "makes", _KN23),
            (_PLANT, "is located in", "Hamhung"),
            ("port of Rajin", "has kind of facility", "seaport"),
            ("Vostochny Port", "has kind of facility", "seaport"),
        },
    ),
    "contacts": (
        "contact aspect value time",
        {
            (_EXERCISE, "has event status", "occurred", "2024-09-10/2024-09-16"),
            (_EXERCISE, "has event status", "ongoing", "2024-09-10/.."),
            (_EXERCISE, "is conducted by", "Armed Forces of the Russian Federation", ""),
            (_EXERCISE, "is observed by", "North Korea", ""),  # says Gerasimov
        }
        | {
            (_VISIT, "has event status", "occurred", "2025-06-17"),
            (_VISIT, "has participant", "Sergei Shoigu", ""),
            (_VISIT, "is hosted by", "North Korea", ""),
            (_VISIT, "is located in", "Pyongyang", ""),
            ("North Korean builders for Kursk region (2025)", "has event status", "planned", ""),
            ("North Korean builders for Kursk region (2025)", "is conducted by", "North Korea", ""),
            ("North Korean builders for Kursk region (2025)", "deployed to", "Kursk region", ""),
            (
                "North Korean workers sent to Russia (2024)",
                *("has event status", "occurred", "2024"),
            ),
            (_TRAINING, "has event status", "ongoing", ""),
            (
                _TRAINING,
                *(
                    "has participant",
                    "North Korean soldiers in the Russian Far East (October 2024)",
                ),
                "",
            ),
            *(
                (_TRAINING, "is located in", town, "")
                for town in ("Vladivostok", "Ussuriysk", "Khabarovsk")
            ),
            ("North Korean workers sent to Russia (2024)", "is conducted by", "North Korea", ""),
            ("North Korean workers sent to Russia (2024)", "deployed to", "Russia", ""),
        },
    ),
    # About 8,000 is a tenth to either side; 5,000 are only to be sent.
    "labour": (
        "of as_of low high",
        {
            ("North Korean workers sent to Russia (2024)", "2024-12", "7200", "8800"),
            ("North Korean workers sent to Russia (2024)", "2024-12", "8000", "8000"),
            ("North Korean builders for Kursk region (2025)", "2025-06-17", "5000", "5000"),
        },
    ),
}
