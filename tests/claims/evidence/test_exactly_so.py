"""Words that bound a number on both sides: by both readers it is exactly that number."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kg.claims.evidence.verify import VERIFIED
from kg.iris import KG
from tests.claims.evidence.test_stance import stance
from tests.curate.sheets.test_figure_grammar import LEXICON

#: A sentence, and the figure of it as one types it into a cell.
EXACT = [
    ("en", "They sent no more and no less than 300 soldiers.", "no more and no less than 300"),
    ("en", "They sent neither more nor less than 300 soldiers.", "neither more nor less than 300"),
    ("en", "They sent not more and not less than 300 soldiers.", "not more and not less than 300"),
    ("en", "They sent no fewer and no more than 300 soldiers.", "no fewer and no more than 300"),
    ("en", "They sent no more, no less than 300 soldiers.", "no more, no less than 300"),
    ("en", "They sent no more nor fewer than 300 soldiers.", "no more nor fewer than 300"),
    ("en", "They sent no more or less than 300 soldiers.", "no more or less than 300"),
    ("en", "They sent 300 soldiers, no more and no less.", "300 no more and no less"),
    ("ru", "Отправили ни больше ни меньше 300 солдат.", "ни больше ни меньше 300"),
    ("ru", "Отправили ни больше, ни меньше, чем 300 солдат.", "ни больше, ни меньше чем 300"),
    ("ru", "Отправили не больше и не меньше 300 солдат.", "не больше и не меньше 300"),
    ("ru", "Отправили не менее и не более 300 солдат.", "не менее и не более 300"),
    ("ru", "Отправили ни много ни мало 300 солдат.", "ни много ни мало 300"),
    ("uk", "Відправили ні більше ні менше 300 солдатів.", "ні більше ні менше 300"),
    ("uk", "Відправили не більше й не менше ніж 300 солдатів.", "не більше й не менше ніж 300"),
    ("uk", "Відправили ні багато ні мало 300 солдатів.", "ні багато ні мало 300"),
    ("ko", "북한은 더도 말고 덜도 말고 300명을 보냈다.", "더도 말고 덜도 말고 300"),
    ("ko", "북한은 더도 덜도 아닌 300명을 보냈다.", "더도 덜도 아닌 300"),
]  # fmt: skip
LEAST = [
    ("en", "They sent no less than 300 soldiers.", "atLeast"),
    ("en", "They sent not less than 200 and not more than 300 soldiers.", "upTo"),
    ("en", "They sent more or less 300 soldiers.", "approximately"),
    ("ru", "Отправили не менее 300 солдат.", "atLeast"),
    ("uk", "Відправили не більше 300 солдатів.", "upTo"),
]


def _claimed(language, text, qualifier, **values):
    bound = {"atLeast": "lower", "upTo": "upper", "moreThan": "lower"}.get(qualifier, "best")
    figures = ((f"kg:{bound}", Fraction(300)),)
    return stance(text, language, figures=figures, qualifier=qualifier, **values).result


@pytest.mark.parametrize(("language", "text", "cell"), EXACT)
def test_neither_more_nor_less_is_exactly(language, text, cell):
    assert _claimed(language, text, "exactly") == VERIFIED
    for other in ("atLeast", "upTo", "moreThan", "approximately"):
        assert _claimed(language, text, other) != VERIFIED, other
    assert _claimed(language, text, "exactly", denies=True) != VERIFIED
    stated = LEXICON.figures_in(language).read(cell)
    assert (stated.qualifier, list(stated.bounds.values())) == (f"{KG}exactly", [300])


@pytest.mark.parametrize(("language", "text", "qualifier"), LEAST)
def test_one_side_alone_stays_a_bound(language, text, qualifier):
    assert _claimed(language, text, qualifier) == VERIFIED
    assert _claimed(language, text, "exactly") != VERIFIED
