"""What comes of comparing a claim with its text: a result, and each reason for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

VERIFIED, FAILED, NOT_CHECKABLE = "verified", "failed", "not checkable"
BY_EYE = "compare it by eye"
SPAN = "or set oa:start and oa:end to the sentence that says it"


class Reason(NamedTuple):
    """Why a claim is not verified: the result that follows, what is wrong, and what to do."""

    result: str
    problem: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """``verified``, ``failed`` or ``not checkable``, and why."""

    iri: str
    result: str
    reasons: tuple[Reason, ...] = ()
