"""Symbol codes of 20 digits (APP-6 D, MIL-STD-2525 D): what they say of a unit.

Digit 3 is the context, 5 and 6 are the symbol set, 7 the status, 8 marks headquarters, task forces and
dummies, 9 and 10 are the echelon, 11 to 16 the entity, 17 to 20 two modifiers of it.
https://www.jcs.mil/Portals/36/Documents/Doctrine/Other_Pubs/ms_2525d.pdf
"""

from __future__ import annotations

import re

SIDC = re.compile(r"[0-9]{20}(?:[0-9]{10})?")
#: A drawing of one's own in ORBAT Mapper, with the code that it stands for.
_CUSTOM = re.compile(r"custom1:([0-9]{20}):.*")
_ECHELONS = {
    "11": "team", "12": "squad", "13": "section", "14": "platoon", "15": "company",
    "16": "battalion", "17": "regiment", "18": "brigade", "21": "division", "22": "corps",
    "23": "army", "24": "armyGroup", "25": "theatre", "26": "command",
}  # fmt: skip
#: The branch of a land unit, by the first four digits of the entity.
_BRANCHES = {
    "1110": "signals", "1204": "antiTankTroops", "1205": "armour", "1211": "infantry",
    "1213": "reconnaissanceTroops", "1214": "specialForces", "1215": "snipers", "1217": "specialForces",
    "1218": "specialForces", "1219": "unmannedSystemsForces", "1301": "airDefenceForces",
    "1303": "artillery", "1307": "missileForces", "1407": "engineers", "1613": "medicalTroops",
    "1634": "supplyTroops",
}  # fmt: skip
#: The same by all six digits, or by the infantry's modifiers: naval (digits 17 and 18), airborne, light.
_FINER = {"121102": "mechanisedInfantry", "121105": "mechanisedInfantry"}
_INFANTRY = "121100"
_OF_INFANTRY = {
    ("46", "00"): "navalInfantry", ("00", "01"): "airborneTroops", ("00", "19"): "lightInfantry",
}  # fmt: skip
_LAND, _SEA, _TASK_ORGANISATION = "10", "30", "1210"
_CONTEXTS = {"1": "an exercise", "2": "a simulation"}
_DUMMIES = "1357"
_PLANNED = "1"
#: Symbol sets of single ships and aircraft.
CRAFT = {"30": "Ship", "35": "Ship", "01": "Aircraft"}


def plain_code(code: str) -> str:
    """The code itself, also of a drawing of one's own: ``custom1:10031000001211000000:id``."""
    custom = _CUSTOM.fullmatch(code)
    return custom[1] if custom else code


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
    branch, taken = _branch(symbol_set, code[10:20])
    if branch:
        said.append(("branch", branch))
    elif entity != "0000":
        lost.append(f"the entity {entity} of the symbol set {symbol_set}")
    if code[10 + taken : 20].strip("0"):
        lost.append("what symbol codes say finer: kinds of an entity, modifiers")
    return said, lost + _marks(code)


def _marks(code: str) -> list[str]:
    """What a code says of how real a unit is, and of its staff: the ontology has no terms for it."""
    lost = []
    if code[2] in _CONTEXTS:
        lost.append(f"that a symbol is one of {_CONTEXTS[code[2]]}")
    if code[6] == _PLANNED:
        lost.append("that a symbol is only planned, expected or suspected")
    if code[7] in _DUMMIES:
        lost.append("that a symbol is of a dummy, made to deceive")
    elif code[7] != "0":
        lost.append("that a symbol is of a headquarters or task force")
    return lost


def _branch(symbol_set: str, entity: str) -> tuple[str, int]:
    """The branch by an entity with its modifiers ("": none here), and of how many digits it tells all."""
    if symbol_set == _SEA and entity.startswith(_TASK_ORGANISATION):
        return "navy", 4
    if symbol_set != _LAND:
        return "", 4
    if entity[:6] == _INFANTRY and (finer := _OF_INFANTRY.get((entity[6:8], entity[8:]))):
        return finer, 10
    if entity[:6] in _FINER:
        return _FINER[entity[:6]], 6
    return _BRANCHES.get(entity[:4], ""), 4
