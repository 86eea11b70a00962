"""Symbol codes of 20 digits (APP-6 D, MIL-STD-2525 D): what they say of a unit.

Digits 5 and 6 are the symbol set, 7 the status, 9 and 10 the echelon, 11 to 16 the entity.
https://www.jcs.mil/Portals/36/Documents/Doctrine/Other_Pubs/ms_2525d.pdf
"""

from __future__ import annotations

import re

SIDC = re.compile(r"[0-9]{20}(?:[0-9]{10})?")
_ECHELONS = {
    "11": "team", "12": "squad", "13": "section", "14": "platoon", "15": "company",
    "16": "battalion", "17": "regiment", "18": "brigade", "21": "division", "22": "corps",
    "23": "army", "24": "armyGroup", "25": "theatre", "26": "command",
}  # fmt: skip
#: The branch of a land unit, by the first four digits of the entity.
_BRANCHES = {
    "1110": "signals", "1204": "antiTankTroops", "1205": "armour", "1211": "infantry",
    "1213": "reconnaissanceTroops", "1215": "snipers", "1217": "specialForces",
    "1218": "specialForces", "1219": "unmannedSystemsForces", "1301": "airDefenceForces",
    "1303": "artillery", "1307": "missileForces", "1407": "engineers", "1613": "medicalTroops",
    "1634": "supplyTroops",
}  # fmt: skip
_LAND = "10"
#: Symbol sets of single ships and aircraft.
CRAFT = {"30": "Ship", "35": "Ship", "01": "Aircraft"}


def read_code(code: str) -> tuple[list[tuple[str, str]], list[str]]:
    """The relations and words that a code says of a unit, and what of it has none here."""
    if not SIDC.fullmatch(code):
        return [], ["symbol codes that are not of 20 digits"]
    said, lost = [], []
    symbol_set, echelon, entity = code[4:6], code[8:10], code[10:14]
    if echelon in _ECHELONS:
        said.append(("echelon", _ECHELONS[echelon]))
    elif echelon != "00":
        lost.append(f"the echelon {echelon} of symbol codes")
    if symbol_set == _LAND and entity in _BRANCHES:
        said.append(("branch", _BRANCHES[entity]))
    elif entity != "0000":
        lost.append(f"the entity {entity} of the symbol set {symbol_set}")
    return said, lost
