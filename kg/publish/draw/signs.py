"""Symbols of kinds: a silhouette for each family, and in it a sign for each kind, told apart without colour.

A drawing of a symbol lies around (0, 0), of a radius of 6.5 in a box from -8 to 8. A sign is two
paths of SVG in the colour of the ground: what is stroked, and behind "|" what is filled. They are
drawn for 12 pixels: few strokes, thick. The page draws the same (``browser/views/shapes.js``).
"""

from __future__ import annotations

import math
from typing import Protocol
from xml.sax.saxutils import escape

from kg.text.display import xml_text

#: The radius of a symbol in the units of signs, and how thick these are stroked.
RADIUS, STROKE = 6.5, 1.5
#: The frame of units and forces (APP-6, affiliation unknown), around (0, 0).
FRAME = "M-3-3C-3-7.3 3-7.3 3-3 7.3-3 7.3 3 3 3 3 7.3-3 7.3-3 3-7.3 3-7.3-3-3-3z"
#: Corners, turn of the first (degrees), size and how far down it lies, by radii, of each silhouette but the disc.
OUTLINES: dict[str, tuple[int, float, float, float]] = {
    "square": (4, 45, 1.2, 0),
    "diamond": (4, 0, 1.28, 0),
    "triangle": (3, -90, 1.33, 0.32),
    "hexagon": (6, 0, 1.05, 0),
}


def _disc(x: float, y: float, radius: float) -> str:
    """A circle as a path."""
    return f"M{x - radius:g} {y:g}a{radius:g} {radius:g} 0 1 0 {2 * radius:g} 0a{radius:g} {radius:g} 0 1 0 {-2 * radius:g} 0z"


_WAVE = "q1.1-1.8 2.2 0t2.2 0 2.2 0 2.2 0"
_STAR = "M0-3.3.9-.9 3.3-.9 1.4.6 2.1 3 0 1.6-2.1 3-1.4.6-3.3-.9-.9-.9z"
#: By local name of the class; those with none are plain: the silhouette says it all.
SIGNS: dict[str, str] = {
    "Actor": "",
    "Alliance": f"{_disc(-1.7, 0, 2.3)}{_disc(1.7, 0, 2.3)}|",
    "ArmedForce": f"|{_STAR}",
    "Company": "M-3 4V.6M0 4V-4.2M3 4V-1.6|",
    "GovernmentAgency": "M-2.6-1V2.6M0-1V2.6M2.6-1V2.6|M0-4.6 4.4-1.8H-4.4zM-4.2 2.6H4.2V4.2H-4.2z",
    "MediaOrganisation": "|M-4.2-3.6H4.2V2H.4L-2.2 4.8V2H-4.2z",
    "MilitaryUnit": "",
    "Organisation": f"|{_disc(0, -2.5, 1.7)}{_disc(-2.6, 1.9, 1.7)}{_disc(2.6, 1.9, 1.7)}",
    "Person": f"|{_disc(0, -2.2, 2.1)}M-3.9 4.4a3.9 3.9 0 0 1 7.8 0z",
    "State": "M-2.6-4.2V4.6|M-2.6-4.2H4L2.4-1.8 4 .6H-2.6z",
    "ThinkTank": f"M-1.7 3.2H1.7|{_disc(0, -1.4, 3)}",
    "UnidentifiedGroup": f"M-2.2-1.9a2.2 2.2 0 1 1 3.3 1.8Q0 .5 0 1.4|{_disc(0, 3.7, 0.95)}",
    "Event": "",
    "ArmsTransfer": "M-4.2 2.6H3.6M1.4.2 3.8 2.6 1.4 5|M-4-.6-1-4.8 2-.6z",
    "Attack": "M0-4.4V4.4M-4.4 0H4.4M-3.1-3.1 3.1 3.1M3.1-3.1-3.1 3.1|",
    "Battle": "M-4.2-4.2 3.4 3.4M4.2-4.2-3.4 3.4M-4.4 1.4-1.4 4.4M4.4 1.4 1.4 4.4|",
    "Breach": "M-4.6 1-2.4-2.4.2 2.2 2.4-2.2 4.6 1|",
    "Casualties": "|M-1.2-4.6H1.2V-2.5H3.6V-.1H1.2V4.6H-1.2V-.1H-3.6V-2.5H-1.2z",
    "Conflict": "M-4.6 0H-1.4M-3.2-2.2-1-0-3.2 2.2M4.6 0H1.4M3.2-2.2 1 0 3.2 2.2|",
    "Cooperation": "M-4-2H3.4M1.4-4.2 3.6-2M4 2H-3.4M-1.4 4.2-3.6 2|",
    "Deployment": "M0-4.6V1.4M-2.6-1 0 1.6 2.6-1M-4.2 4.3H4.2|",
    "EntryIntoForce": "M-4 .2-1.2 3.2 4.2-3.4|",
    "EquipmentLoss": "|M-4.2-1.3H4.2V1.3H-4.2z",
    "Exercise": f"{_disc(0, 0, 2.7)}M0-4.8V-1.8M0 1.8V4.8M-4.8 0H-1.8M1.8 0H4.8|",
    "Incident": "M0-3.8 4.2 3.6H-4.2z|",
    "InformationSharing": f"M-1.6-.6H.4V4.2M-1.8 4.2H2.4|{_disc(0, -3.5, 1.2)}",
    "Invocation": f"|M-1.4-4.8H1.4L.8 1.2H-.8z{_disc(0, 3.5, 1.3)}",
    "LabourDeployment": "M-.4-1V4.6|M-4.4-4.4H2.4L4.2-1H-4.4z",
    "Launch": "M-2.4 2.6-3 4.6M2.4 2.6 3 4.6|M0-5Q2.6-2.4 2.4 2.2H-2.4Q-2.6-2.4 0-5z",
    "PortCall": f"M0-2.2V4.4M-2.2-.8H2.2M-4.2.8Q-3.4 4.4 0 4.4T4.2.8|{_disc(0, -3.6, 1.3)}",
    "Production": "|M-4.4 4.4V-4.4H-2.2V-.4L.8-2.8V-.4L3.8-2.8H4.4V4.4z",
    "Ratification": f"M-1.4 1-2.6 4.8M1.4 1 2.6 4.8|{_disc(0, -1.6, 2.9)}",
    "Reservation": "M-1.6-4.4Q-4.8 0-1.6 4.4M1.6-4.4Q4.8 0 1.6 4.4|",
    "SanctionsDelisting": "M3.6.8A3.5 3.5 0 1 1-.8-3.6M-.6.6 4-4M1-4.2H4.2V-1|",
    "SanctionsDesignation": f"{_disc(0, 0, 3.9)}M-2.7 2.7 2.7-2.7|",
    "Showcase": f"M-4.6 0Q0-5.6 4.6 0 0 5.6-4.6 0z|{_disc(0, 0, 1.4)}",
    "Signing": "M-1 4.4H4.4|M-4.6 4.4-3.8 1.2 1.6-4.2 4-1.8-1.4 3.6z",
    "Strike": "|M2-5-3.6.8H-.6L-2 5 3.6-.8H.6z",
    "TacticalAdaptation": "M-3.4 4.4V.6Q-3.4-2.4-.6-2.4H3.6M1.2-4.8 3.8-2.4 1.2 0|",
    "TechnologyTransfer": f"M-4.2 2.6H3.6M1.4.2 3.8 2.6 1.4 5{_disc(-1.2, -2.6, 1.7)}|",
    "Termination": "|M-3.2-3.2H3.2V3.2H-3.2z",
    "Test": "M-2-4.4H2|M-1.3-4.4H1.3V-1.2L4 4.4H-4L-1.3-1.2z",
    "Training": "M-3.8-.2 0-3.8 3.8-.2M-3.8 4 0 .4 3.8 4|",
    "Transfer": "M-4.4 0H3.8M.8-3.4 4.2 0 .8 3.4|",
    "TreatyAct": "M-3-4.2H3V4.2H-3zM-1-1.4H1M-1 1.2H1|",
    "Visit": "M-1.8-2.2V-4.2H1.8V-2.2|M-4.4-2.2H4.4V4.2H-4.4z",
    "Voyage": f"M-4.4-2{_WAVE}M-4.4 2{_WAVE}|",
    "WeaponPerformance": "M-4.2 2.8a4.2 4.6 0 0 1 8.4 0M0 2.8 1.8-.6|",
    "Agreement": "M-3-2.7H3M-3 0H3M-3 2.7H3|",
    "Clause": "M2.2-2.4Q1.8-4 0-4T-2.2-2.2Q-2.2-.8 0-.1T2.2 2.1Q2.2 4 0 4T-2.2 2.4|",
    "Weapon": "",
    "WeaponItem": f"|{_disc(0, 2, 2.1)}",
    "WeaponModel": "M-1.4.2H1.4M-3 3.2H3|",
    "WeaponType": "M-2.6 2.4H2.6|",
    "Entity": "",
    "Aircraft": "M0-4.6V4.2M-4.2 1 0-1.6 4.2 1M-1.6 4H1.6|",
    "Capability": "M0-3.8V3.8M-3.8 0H3.8|",
    "Craft": f"{_disc(0, 0, 3)}|",
    "Facility": "|M-3.4 3.4V-.6L0-4.2 3.4-.6V3.4z",
    "Place": f"M0 4.6V0|{_disc(0, -1.6, 2.5)}",
    "Post": "M-2-4V3.6M2.2 3.6V.2H-2|",
    "Programme": "|M-2.2-3.8 4 0-2.2 3.8z",
    "Ship": "M-.4-4.4V.4|M-4.6.6H4.6L2.6 3.6H-2.6zM.6-4 3.2-.4H.6z",
    "Tactic": "M-2.8-2.8 2.8 2.8M2.8-2.8-2.8 2.8|",
    "Tenure": "|M-2.9-3.6H2.9L-2.9 3.6H2.9z",
}


def corners(shape: str, x: float, y: float, size: float) -> list[tuple[float, float]]:
    """The corners of a silhouette around a point; none of a disc ("dot")."""
    if shape not in OUTLINES:
        return []
    count, turn, scale, down = OUTLINES[shape]
    angles = [math.radians(turn + number * 360 / count) for number in range(count)]
    far, middle = size * scale, y + size * down
    return [(x + far * math.cos(angle), middle + far * math.sin(angle)) for angle in angles]


class Look(Protocol):
    """How a kind is drawn; the meaning of each: ``kg.publish.page.kinds.KindStyle``."""

    @property
    def shape(self) -> str: ...
    @property
    def sign(self) -> str: ...
    @property
    def letter(self) -> str: ...
    @property
    def framed(self) -> bool: ...


def symbol_svg(kind: Look, family: str, at: tuple[float, float, float], ink: str = "sign") -> str:
    """The symbol of a kind as SVG: a silhouette of the class ``family``, the sign of the class ``ink``.

    ``at`` is its middle and its radius.
    """
    x, y, size = at
    place = f'transform="translate({x:g} {y:g}) scale({size / RADIUS:.3f})"'
    if kind.framed:
        outline = f'<path class="frame" {place} d="{FRAME}"/>'
    elif points := corners(kind.shape, x, y, size):
        drawn = " ".join(f"{across:.1f},{down:.1f}" for across, down in points)
        outline = f'<polygon class="shape {family}" points="{drawn}"/>'
    else:
        outline = f'<circle class="shape {family}" cx="{x:g}" cy="{y:g}" r="{size:g}"/>'
    lines, _, filled = kind.sign.partition("|")
    parts = [f'<path class="{ink}" d="{lines}"/>'] if lines else []
    parts += [f'<path class="{ink} filled" d="{filled}"/>'] if filled else []
    if kind.letter:
        high = {1: 8, 2: 6}.get(len(kind.letter), 4.5)
        text = escape(xml_text(kind.letter))
        parts.append(
            f'<text class="{ink} filled" y="{high / 3:.2f}" font-size="{high}">{text}</text>'
        )
    return f"{outline}<g {place}>{''.join(parts)}</g>" if parts else outline
