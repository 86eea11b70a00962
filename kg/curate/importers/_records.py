"""What a reader gives for a file: the release, then entities, claims, and what it cannot take."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

Number = int | Decimal


@dataclass(frozen=True, slots=True)
class Word:
    """A term of the ontology by its local name: ``Word("occurred")``.

    ``others``: what serves where the ontology has not this one.
    """

    name: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A text as the object of a claim."""

    value: str


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity of the file.

    ``key``: its id there, which makes its identifier here, so it must last from release to release.
    ``kind``: classes (local names), of which the first that the ontology has is meant, or with
    ``is_every_kind`` the narrowest, since it is of all of them. ``same``:
    IRIs of the same thing elsewhere; ``codes``: (identifier scheme, notation); ``country``: ISO
    3166-1 alpha-2 of a state itself; ``state``: the key of the state whose it is. ``part``: the
    source in which it is described ("": that of all that several share). ``compared``: whether it
    may be one that the graph has. ``shared``: many rows name it, so that it may come again, with
    other names. ``hint``: what tells it from others of its name. ``iri``: its identifier, where the file comes from a graph like this one. ``place``:
    where it stands in the file, for messages.
    """

    key: str
    kind: tuple[str, ...]
    name: str
    aliases: tuple[tuple[str, str], ...] = ()  # (text, language tag or "")
    same: tuple[str, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    country: str = ""
    state: str = ""
    point: tuple[str, str] | None = None  # latitude, longitude (WGS 84, decimal degrees)
    remark: str = ""
    part: str = ""
    compared: bool = True
    shared: bool = False
    is_every_kind: bool = False
    hint: str = ""
    iri: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity: measures, counted kinds and units are local names, of which the first that the
    ontology has is meant. ``estimated``: the publisher marks the number itself as an estimate.
    ``qualifier``: the words that bend it, by their local name ("": as the bounds have it). ``model``: the
    key of the weapon model of which pieces are counted, instead of a kind.
    """

    measure: tuple[str, ...]
    counts: tuple[str, ...]
    unit: str
    lower: Number | None = None
    upper: Number | None = None
    best: Number | None = None
    estimated: bool = False
    qualifier: str = ""
    model: str = ""
    lower_inclusive: bool = True
    upper_inclusive: bool = True


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim of the file: a relation (the first that the ontology has) to an object, or a figure.

    ``key``: its id in the file, from which its own is made; ``subject`` and ``speaker`` are keys of
    entities ("": the publisher speaks), and so is a text as ``object``. ``time`` and ``as_of`` are
    EDTF, ``address`` is where it can be read ("": that of the release), ``quoted``
    the words that stand there, ``accessed`` the day on which somebody read it. ``judgement``: it weighs or
    foresees, and may have no relation. ``also``: further properties with a word of a vocabulary
    each, both by local names; ``possible_speakers``, ``share_of`` (the whole of a share) and
    ``limited_to`` are keys of entities. ``likelihood``: the scheme and its term, by local names.
    ``derived_from``: the IRI of the claim of this graph that it was; ``links``: property (local name)
    and IRI of a claim or source, with ``link_basis``; one of which the file brings a copy is that copy.
    """

    key: str
    statement: str
    subject: str
    relation: tuple[str, ...] = ()
    object: str | Word | Text = ""
    figure: Figure | None = None
    speaker: str = ""
    time: str = ""
    as_of: str = ""
    modality: str = ""
    explicitness: str = "stated"
    denied: bool = False
    scope: str = ""
    note: str = ""
    wording: str = ""
    basis: str = ""
    judgement: bool = False
    also: tuple[tuple[str, str], ...] = ()
    possible_speakers: tuple[str, ...] = ()
    share_of: str = ""
    limited_to: tuple[str, ...] = ()
    likelihood: tuple[str, str] | None = None
    derived_from: str = ""
    links: tuple[tuple[str, str], ...] = ()
    link_basis: str = ""
    address: str = ""
    quoted: str = ""
    accessed: str = ""
    part: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Loss:
    """Something of the file that is not taken: what, in the same words for all of its kind; and where."""

    what: str
    place: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Release:
    """The file as a publication. ``tag``: a short name that begins all that it brings, as ``misp``.

    ``issued`` is EDTF, ``licence`` an address; "" where nobody says it.
    """

    tag: str
    title: str
    publisher: Entity
    address: str
    licence: str = ""
    version: str = ""
    issued: str = ""
    language: str = "en"
    kind: str = "ReferenceWork"
    remark: str = ""


Record = Entity | Claim | Loss


@dataclass(frozen=True, slots=True)
class Options:
    """What a person says about a file; "" where the file, or its reader, shall say it."""

    title: str = ""
    publisher: str = ""
    address: str = ""
    licence: str = ""
    version: str = ""
    issued: str = ""
    language: str = ""
    mapping: str = ""
