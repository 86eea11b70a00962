"""Where each thing has its page: IRIs become folders, so that the site can be served at the IRIs."""

from __future__ import annotations

import hashlib
import re

from kg.namespaces import KG, KGD, SRC

_TOPS = ((KG, "ns"), (KGD, "id"), (SRC, "source"))
# What is safe as a path on every system: letters, digits and a few marks, no segment of dots.
_SAFE = re.compile(r"[A-Za-z0-9_~\-][A-Za-z0-9._~\-]*(/[A-Za-z0-9_~\-][A-Za-z0-9._~\-]*)?")
_LONGEST = 120


def place_of(iri: str) -> str:
    """The page's path below the site: ``ns/Claim/``, ``id/state-russia/``, ``source/stem/c001/``.

    What has another namespace, or a name that is no safe path, gets one by its hash.
    """
    for space, top in _TOPS:
        local = iri.removeprefix(space)
        if local != iri and len(local) <= _LONGEST and _SAFE.fullmatch(local):
            return f"{top}/{local}/"
    return f"other/{hashlib.sha256(iri.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}/"


def up(place: str) -> str:
    """The way from a page back to the top: ``../../``."""
    return "../" * place.count("/")
