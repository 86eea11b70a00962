"""The columns of a sheet: what each means, with an example. The page seeds/SHEETS.md lists the same."""

from __future__ import annotations

from dataclasses import dataclass

from kg.iris import KG, RDF

#: What a column belongs to, in the order of the page.
GROUPS = {
    "claim": "What is claimed",
    "figure": "Figures",
    "time": "Time",
    "speaker": "Who says it, and how surely",
    "evidence": "Where it stands",
    "links": "Links to other claims",
    "document": "The document, once for each source that is new",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: its name, its group (a key of GROUPS), what it holds, an example.

    ``also``: other names that people give it. ``vocabulary``: the class (of kg: or skos:) whose
    words it takes. ``usual``: whether an empty sheet from ``kg new sheet`` has it.
    """

    name: str
    group: str
    means: str
    example: str = ""
    also: tuple[str, ...] = ()
    vocabulary: str = ""
    usual: bool = True


_CLAIM = (
    Column("source", "claim", "id of the source: the name of its file in seeds/, without .ttl; `--source` instead of the column", "unn-2025-04-30-casualties", ("source id", "file")),
    Column("claim", "claim", "id of the claim; empty for a new one, which gets the next free id", "c004", ("id", "claim id", "no")),
    Column("who", "claim", "of whom or what the row speaks: the subject, or what a figure or judgement is about", "Storm Corps", ("subject", "about", "entity", "actor", "whose", "name", "кто", "субъект", "название", "наименование", "хто", "суб'єкт", "назва", "주체", "누가", "이름", "명칭")),
    Column("who kind", "claim", "only where the graph does not know it yet: what kind of thing it is; it is then made in the source's file", "military unit", ("subject kind", "kind")),
    Column("relation", "claim", "a relation of the ontology", "is part of", ("predicate", "verb", "отношение", "действие", "відношення", "дія", "관계", "행위")),
    Column("whom", "claim", "to whom or what the relation leads: an entity, a word of a vocabulary, or a text", "Korean People's Army", ("object", "target", "to whom", "объект", "кому", "кого", "об'єкт", "대상", "객체")),
    Column("whom kind", "claim", "as `who kind`", "armed force", ("object kind",)),
    Column("statement", "claim", "the claim in one plain sentence of your own; if empty, it is put together from the row", "The Storm Corps is part of the Korean People's Army.", ("sentence", "text", "summary")),
)  # fmt: skip
_FIGURE = (
    Column("figure", "figure", "the figure as people write it; its words are the phrases of `ontology/vocab/qualifiers.ttl`", "more than 6,000", ("number", "value", "amount", "quantity", "estimate", "число", "количество", "численность", "кількість", "чисельність", "수", "수량", "인원", "규모")),
    Column("hedge", "figure", "instead of words in `figure`: a qualifier, with the numbers in the next three columns", "between", ("qualifier",), "Qualifier"),
    Column("lowest", "figure", "the stated lower bound", "14000", ("lower", "low", "minimum", "min", "at least")),
    Column("highest", "figure", "the stated upper bound", "15000", ("upper", "high", "maximum", "max", "at most")),
    Column("best", "figure", "the stated best value", "4700", ("best value", "central")),
    Column("measure", "figure", "what kind of quantity it is", "personnel killed or wounded", ("показатель", "показник", "지표"), "Measure"),
    Column("counted", "figure", "the kind of thing that is counted", "soldier", ("counts", "what is counted", "item", "weapon", "вооружение", "оружие", "озброєння", "зброя", "무기", "품목"), "Concept"),
    Column("unit", "figure", "what one of the number is; `ratio` for a share, and for per cent also if empty", "person", ("unit of measure", "единица", "единица измерения", "ед. изм.", "одиниця", "одиниця виміру", "단위"), "Unit"),
    Column("share of", "figure", "of a share: the whole", "North Korea's deployment of troops alongside Russia (2024)", ("whole",)),
    Column("scope", "figure", "to what the claim is limited; between semicolons also places, units and kinds of scope by their identifiers", "by sea", ("limit",)),
    Column("basis", "figure", "by what assumption the number was reached; also a counting basis by its identifier", "if all were 152 mm", ("assumption",)),
)  # fmt: skip
_TIME = (
    Column("when", "time", "when it happened: EDTF, or in words with a year", "2024-06, or June 2024", ("time", "date", "period", "дата", "год", "время", "период", "рік", "час", "період", "날짜", "일자", "연도", "시기", "기간", "year")),
    Column("from", "time", "instead of `when`: its begin; without `to` it goes on", "autumn 2024", ("since", "start date", "begin")),
    Column("to", "time", "instead of `when`: its end", "2025-03", ("until", "end date")),
    Column("as of", "time", "the day of which a figure speaks", "2025-04-30", ("as of date", "asof")),
)  # fmt: skip
_SPEAKER = (
    Column("speaker", "speaker", "who says it: not who prints it", "National Intelligence Service of South Korea", ("attributed to", "said by", "according to", "who says", "reported by", "claimed by", "stated by", "listed by", "по данным", "кто сообщил", "кто говорит", "за даними", "хто повідомив", "хто каже", "발언자", "화자")),
    Column("speaker kind", "speaker", "as `who kind`", "unidentified group"),
    Column("possible speaker", "speaker", "of whom the text leaves open whether they say it too; several with `;`", "Ukrainian military", (), "", False),
    Column("stance", "speaker", "`asserts` (if empty) or `denies`", "denies", ("denied",), "Stance"),
    Column("how said", "speaker", "`asserted` (if empty), `estimated`, `reported`; `assessed`, `warned`, `forecast`, `no comment`, `not known` or `not confirmed` make the row a judgement, unless it has a figure", "estimated", ("modality", "how sure", "certainty", "hedging"), "Modality"),
    Column("explicitness", "speaker", "`stated` where the words say it, `presupposed` where they take it for granted, `implied` where a reader concludes it; empty: nobody has looked", "presupposed", ("how openly", "explicit"), "Explicitness"),
    Column("rests on", "speaker", "what the speaker rests it on, where the text says so; several with `;`", "imagery", ("evidence kind", "kind of evidence"), "EvidenceKind", False),
    Column("how likely", "speaker", "a word of probability; with the scale in brackets unless it is ordinary language", "highly likely (PHIA)", ("likelihood", "probability", "confidence"), "LikelihoodTerm"),
    Column("credibility", "speaker", "a grade of the Admiralty scale", "3: possibly true", (), "Credibility", False),
)  # fmt: skip
_EVIDENCE = (
    Column("quote", "evidence", "the passage, at most one sentence; it is looked for in the text, and kept as offsets", "Seoul said that about 4,700 had been killed or wounded.", ("quotation", "passage", "evidence", "excerpt", "цитата", "인용", "인용문")),
    Column("wording", "evidence", "the words in it that matter, at most twelve, as they stand; if empty: the quote of a figure or judgement that is as short", "about 4,700", ("words",)),
    Column("start", "evidence", "first character of the passage, counted from 0; with a quote: which of several", "782", ("offset", "begin offset")),
    Column("end", "evidence", "the character after the last", "889", ("end offset",)),
    Column("address", "evidence", "without a text: the web address; if empty, that of the document", "https://example.org/report", ("url", "link", "web address", "uri", "ссылка", "адрес", "посилання", "адреса", "링크", "주소")),
    Column("accessed", "evidence", "the day on which you read the page", "2026-11-24", ("access date", "read on")),
    Column("note", "evidence", "your own remark; never evidence", "The page says could accommodate.", ("notes", "comment", "примечание", "примечания", "комментарий", "примітка", "примітки", "коментар", "비고", "참고", "remarks", "comments")),
)  # fmt: skip
_LINKS = (
    Column("derived from", "links", "the claim or source on which it rests: `c001` of this source, `other-source/c001`, or a source's id; several with `;`", "c001", ("based on",), "", False),
    Column("link basis", "links", "whether the document says so, or you conclude it", "stated by source", (), "LinkBasis", False),
    Column("alternative to", "links", "a claim of the same statement of which only one can hold", "c003", (), "", False),
    Column("addition to", "links", "a claim of the same statement that holds as well", "c003", (), "", False),
    Column("supersedes", "links", "an earlier claim of the same speaker that it brings up to date", "c002", (), "", False),
    Column("retracts", "links", "an earlier claim of the same speaker that it takes back", "c002", (), "", False),
    Column("corrected by", "links", "a later claim of the same speaker that puts it right", "c009", (), "", False),
    Column("disputes", "links", "a claim that it speaks against", "other-source/c001", (), "", False),
)  # fmt: skip
_DOCUMENT = (
    Column("title", "document", "its title, as it stands there; this alone must be given", "About 600 North Korean soldiers died", ("headline", "document title")),
    Column("document kind", "document", "what kind of document it is", "news article", ("source kind", "document type"), "Source"),
    Column("author", "document", "who wrote it; several with `;`", "Sara Khaled", ("authors", "creator", "byline")),
    Column("publisher", "document", "who published it", "UNN", ("outlet", "medium")),
    Column("published", "document", "the day of publication; empty if it has none", "2025-04-30", ("issued", "publication date", "date published")),
    Column("document address", "document", "its web address", "https://example.org/report", ("source address", "source url")),
    Column("language", "document", "its language", "en", ("lang",)),
    Column("licence", "document", "the address of its licence", "https://creativecommons.org/licenses/by/4.0/", ("license",), "", False),
    Column("reliability", "document", "a grade of the Admiralty scale", "B: usually reliable", (), "Reliability", False),
    Column("recorded", "document", "the day on which the claims were written down; today if empty", "2026-11-24", ("recorded at", "coded on")),
    Column("curator", "document", "who wrote them down; `--curator` instead of the column", "Entente editors", ("coder", "coded by")),
    Column("review", "document", "`draft` if empty", "draft", ("status", "review status"), "ReviewStatus", False),
    Column("text sha256", "document", "SHA-256 of the text; taken from the text if you have it in `texts/`", "46086e82…", ("hash", "sha256"), "", False),
    Column("text length", "document", "its length in characters; likewise", "3820", ("length",), "", False),
    Column("remark", "document", "a remark on the document", "The title is from the page's address.", (), "", False),
)  # fmt: skip

COLUMNS: tuple[Column, ...] = (
    *_CLAIM, *_FIGURE, *_TIME, *_SPEAKER, *_EVIDENCE, *_LINKS, *_DOCUMENT,
)  # fmt: skip
BY_NAME = {column.name: column for column in COLUMNS}
#: Without these a sheet cannot hold a claim.
REQUIRED = ("who", "speaker")
#: By column, the property of a claim that holds such a link.
LINKS = {
    "derived from": KG + "derivedFrom",
    "alternative to": KG + "alternativeTo",
    "addition to": KG + "additionTo",
    "supersedes": KG + "supersedes",
    "retracts": KG + "retracts",
    "corrected by": KG + "correctedBy",
    "disputes": KG + "disputes",
}

#: By property, the column that holds it (a figure, a time and a place of evidence are put together).
COLUMN_OF = {
    RDF + "subject": "who",
    RDF + "predicate": "relation",
    RDF + "object": "whom",
    **{
        KG + name: column
        for name, column in {
            "about": "who",
            "statement": "statement",
            "lower": "figure",
            "upper": "figure",
            "best": "figure",
            "qualifier": "figure",
            "measure": "measure",
            "counts": "counted",
            "unit": "unit",
            "shareOf": "share of",
            "scope": "scope",
            "limitedTo": "scope",
            "basis": "basis",
            "onBasis": "basis",
            "time": "when",
            "asOf": "as of",
            "attributedTo": "speaker",
            "possiblyAttributedTo": "possible speaker",
            "stance": "stance",
            "modality": "how said",
            "explicitness": "explicitness",
            "evidenceKind": "rests on",
            "likelihood": "how likely",
            "credibility": "credibility",
            "wording": "wording",
            "evidence": "quote",
            "note": "note",
            "linkBasis": "link basis",
        }.items()
    },
    **{name: column for column, name in LINKS.items()},
}


def letter(index: int) -> str:
    """The letters of a column in a spreadsheet from its index: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, remainder = divmod(index - 1, 26)
        letters = chr(65 + remainder) + letters
    return letters
