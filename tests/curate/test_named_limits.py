"""Words that are the name of a term become the term; everything else stays as it is."""

from __future__ import annotations

import pytest

from kg.claims.limits import KnownLimits
from kg.curate.named_limits import with_named_limits
from kg.iris import KG

KNOWN = KnownLimits({("scope", "by sea"): KG + "bySea", ("basis", "поимённо"): KG + "byName"})
HEAD = f"@prefix kg: <{KG}> .\n@prefix c: <http://x/> .\n\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('c:c1 kg:scope "By sea" ; # by sea\n    kg:note "by sea" .', "c:c1 kg:limitedTo kg:bySea ; # by sea\n    kg:note \"by sea\" ."),
        ("c:c1 kg:basis 'поимённо' .", "c:c1 kg:onBasis kg:byName ."),
        # More than the name, another property's word, a language, a list, a long string.
        ('c:c1 kg:scope "by sea, on 64 voyages" .', None),
        ('c:c1 kg:basis "by sea" .', None),
        ('c:c1 kg:scope "by sea"@en .', None),
        ('c:c1 kg:scope "by sea", "by rail" .', None),
        ('c:c1 kg:scope """by sea""" .', None),
        ('c:c1 kg:note "kg:scope \\"by sea\\" ;" .', None),
        ("c:c1 kg:scope \"\" .", None),
    ],
)  # fmt: skip
def test_words_become_the_term_that_they_name(before, after):
    assert with_named_limits(HEAD + before, KNOWN) == HEAD + (before if after is None else after)
