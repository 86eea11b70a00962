"""What the tools answer with, as typed values: each claim with what is needed to cite it.

The names and meanings of the fields are what an assistant reads: the SDK makes the JSON schema of each
tool's answer of them.
"""

from __future__ import annotations

from pydantic import BaseModel, Field

Cell = str | int | float | bool | None


class Document(BaseModel):
    """The document in which a claim stands."""

    id: str
    title: str
    published: str = Field(default="", description="EDTF date; empty where the document names none")
    address: str = ""


class Claim(BaseModel):
    """One claim of one document: cite it by its id, speaker and document."""

    id: str
    iri: str
    kind: str = Field(description="claim, estimate (a figure), or judgement (never a fact)")
    speaker: str
    says: str = Field(description="how the speaker puts it: says, estimates, denies this, …")
    statement: str
    figure: str = ""
    of: str = Field(
        default="", description="the day or time that it speaks of (EDTF); empty: not said"
    )
    wording: str = Field(
        default="", description="the words of the text, where the claim keeps them"
    )
    evidence: str = Field(
        default="", description="where in the document: characters, or an address"
    )
    status: str = Field(default="", description="what has taken its place; empty while it stands")
    document: Document


class Answer(BaseModel):
    """What all answers have."""

    notes: list[str] = Field(
        default_factory=list, description="how a name was read, and what a reader should know"
    )


class Hit(BaseModel):
    """What fits some words."""

    id: str
    name: str
    kind: str
    matched: str = Field(description="the name, title or wording that fitted")
    score: float = Field(description="0 (not at all) to 1 (best)")
    claim: Claim | None = Field(
        None, description="the claim itself, or the one by which this is a nickname"
    )


class Found(Answer):
    """Entities first, then documents, then claims, each the best first."""

    hits: list[Hit]


class Pair(BaseModel):
    """Two claims and the verdict on them."""

    verdict: str
    outcome: str = Field(description="contradicts, undecided, fits or not comparable")
    about: str
    first: Claim
    second: Claim
    why: str
    to_do: str = Field(default="", description="what would settle it")


class ImpossibleSet(BaseModel):
    """Three figures or more that cannot all be true, though all but any one of them can."""

    about: str
    claims: list[Claim]
    why: str
    to_do: str


class Shown(Answer):
    """An entity, a document or a claim, with the claims on it."""

    id: str
    iri: str
    name: str
    kind: str
    other_names: list[str] = Field(default_factory=list)
    remarks: list[str] = Field(default_factory=list)
    same_as: list[str] = Field(default_factory=list)
    document: Document | None = None
    claims: list[Claim]
    total_claims: int = Field(description="how many there are; claims holds the first of them")
    against: list[Pair] = Field(
        [], description="of a claim that was asked for: what contradicts it, or may"
    )


class Parameter(BaseModel):
    """A parameter of a named question."""

    name: str
    kind: str = Field(description="entity, date, number or text")
    meaning: str
    default: str | None = Field(description="null: it must be given")


class Question(BaseModel):
    """A named question."""

    name: str
    question: str
    parameters: list[Parameter]


class Rows(Answer):
    """Rows of a query, and the claims that they name."""

    columns: list[str] = Field(default_factory=list)
    rows: list[list[Cell]] = Field(default_factory=list)
    total: int = Field(
        default=0, description="how many rows there are; rows holds the first of them"
    )
    truth: bool | None = Field(default=None, description="the answer of an ASK query")
    claims: list[Claim] = Field(default_factory=list, description="the claims that the rows name")


class Asked(Rows):
    """The answer to a named question, or the list of all questions."""

    question: str = ""
    no_rows_mean: str = Field(default="", description="what it means that there is no row")
    questions: list[Question] = Field(default_factory=list)


class Figure(BaseModel):
    """A figure as a range, with its claim; a bound that is null is not said."""

    claim: Claim
    lower: float | None
    lower_included: bool
    upper: float | None
    upper_included: bool
    best: float | None
    undated: bool


class Group(BaseModel):
    """Figures that compare: of one thing, measure, unit, scope, basis and whole."""

    about: str
    measure: str
    shared: dict[str, str]
    figures: list[Figure]
    independent_origins: int
    verdicts: list[str]


class Estimates(Answer):
    """The figures on an entity, in groups that compare."""

    id: str
    name: str
    groups: list[Group]


class Conflicts(Answer):
    """Verdicts, the gravest first; there may be more pairs than are listed."""

    pairs: list[Pair]
    sets: list[ImpossibleSet]
    counts: dict[str, int] = Field(description="how many pairs have each verdict")
    total: int = Field(description="how many verdicts there are; pairs holds the first of them")
    is_cut: bool = Field(description="whether some were not looked for: narrow by entity")
