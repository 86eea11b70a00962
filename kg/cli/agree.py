"""``kg agree``: how far two curators of one document agree, and where they do not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._output import (
    deliver_records,
    deliver_text,
    notify,
    output_options,
    terminal_width,
    workspace_option,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.curate.agree.agreement import Agreement, Coding, Score
    from kg.curate.agree.coding import Curation
    from kg.text.layout import Layout
    from kg.text.turtle.document import Document

_FIELDS = ("claim_a", "claim_b", "field", "a", "b", "place")


@click.command("agree")
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@output_options("table", "json", "csv")
@workspace_option
def command(first: str, second: str, form: str | None, output: str, workspace: str | None) -> None:
    """Compare two curators' Turtle files for one document (a file, or the name of a source).

    Claims are matched by their evidence. Each field has its share of agreement and Krippendorff's
    alpha (1: complete, 0: as chance would have it); then comes what to adjudicate, and the
    claims that only one of them made. CSV holds these lists alone.

    \b
    Example:
      kg agree khaled-north-korea-russia khaled-north-korea-russia
    """
    from kg.curate.agree.agreement import agreement
    from kg.curate.agree.coding import require_one_document
    from kg.errors import UsageError, missing

    first_curation, second_curation = _read_curations((first, second), workspace)
    require_one_document(first_curation, second_curation)
    try:
        result = agreement(first_curation.codings, second_curation.codings)
    except ImportError as error:
        package = (error.name or "").partition(".")[0]
        if package not in ("krippendorff", "networkx", "numpy"):
            raise
        raise missing(package, "agree") from None
    if not result.pairs:
        raise UsageError(
            "no claim of one file has the evidence and the matter of a claim of the other",
            f"{first}, {second}",
            "see that both give oa:start and oa:end in characters of the same text",
        )
    if form in (None, "table"):
        deliver_text("".join(_table_texts(result, first_curation, second_curation)), output)
    elif form == "json":
        record = _agreement_record(result, first_curation, second_curation)
        deliver_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", output)
    else:
        _deliver_csv(result, output)


def _read_curations(files: tuple[str, str], workspace: str | None) -> tuple[Curation, Curation]:
    """Both files, with the ontology and the entities of the workspace. Raises KgError, DataError."""
    from kg.build.pipeline import parse_texts
    from kg.curate.agree.coding import read_curation, read_labels
    from kg.text.inputs import read_inputs
    from kg.text.layout import find_layout

    layout = find_layout(workspace)
    documents = [_parse_file(_path_of_source(file, layout), layout) for file in files]
    parsed = parse_texts(layout, read_inputs(layout))
    labels: dict[str, str] = {}
    for document in (*documents[::-1], *parsed.seeds):
        labels |= read_labels(document.triples)
    first_curation, second_curation = (
        read_curation(document, parsed.terms, labels) for document in documents
    )
    return first_curation, second_curation


def _path_of_source(name: str, layout: Layout) -> str:
    """The path of the file of a source, by its name; any other name is taken as a path."""
    candidates = [folder / f"{name}.ttl" for folder in layout.folders("seeds")]
    return next((str(p) for p in candidates if p.is_file() and not Path(name).exists()), name)


def _parse_file(file: str, layout: Layout) -> Document:
    from kg.text.inputs import InputFile
    from kg.text.reading import read_named
    from kg.text.turtle.document import parse_turtle, source_iri

    path = Path(file)
    data = InputFile(path, file, read_named(path))
    return parse_turtle(data, source_iri(path.stem), layout.prefixes)


def _table_texts(
    result: Agreement, first_curation: Curation, second_curation: Curation
) -> Iterator[str]:
    from kg.publish.terminal.grid import table
    from kg.text.display import visible, wrap

    width = terminal_width()
    files = f"{visible(first_curation.file)} (A) and {visible(second_curation.file)} (B)"
    head = wrap(f"{len(result.pairs)} claims of {files} are matched", width, 0, 2)
    yield "".join(f"{line}\n" for line in [*head, ""])
    rows = [[s.field, str(s.n), _percent(s), _alpha(s), s.level, s.note] for s in result.scores]
    columns = ("field", "n", "agreement", "alpha", "level", "note")
    yield table(columns, rows, width, (1, 2, 3))
    differences = [
        [visible(str(record[name] or "")) for name in _FIELDS]
        for record in _difference_records(result)
    ]
    yield f"\nto adjudicate: {len(differences)}\n"
    if differences:
        yield table(_FIELDS, differences, width)
    for name, codings in zip(("A", "B"), result.unmatched, strict=True):
        yield f"\nonly in {name}: {len(codings)}\n"
        for coding in codings:
            yield f"  {visible(_claim_id(coding))}  {_span_words(coding)}  {visible(_matter_words(coding))}\n"


def _percent(score: Score) -> str:
    return f"{100 * score.agreed / score.n:.1f}%"


def _alpha(score: Score) -> str:
    return "–" if score.alpha is None else f"{score.alpha:.3f}"


def _claim_id(coding: Coding) -> str:
    from kg.iris import SRC

    return coding.id.removeprefix(SRC)


def _span_words(*codings: Coding) -> str:
    """The part of the text that the claims rest on together."""
    spans = [span for coding in codings for span in coding.spans]
    if not spans:
        return "no span"
    return f"characters {min(start for start, _ in spans)}–{max(end for _, end in spans)}"


def _matter_words(coding: Coding) -> str:
    """What a claim is about: its subject, relation and object, or what it measures of what."""
    names = ("subject", "predicate", "object", "about", "measure")
    return " · ".join(coding.values[name] for name in names if name in coding.values)


def _difference_records(result: Agreement) -> Iterator[dict[str, str | None]]:
    """A record for each field in which two matched claims differ."""
    for difference in result.differences:
        first, second = difference.first, difference.second
        values = (_claim_id(first), _claim_id(second), difference.field, *difference.values)
        yield dict(zip(_FIELDS, (*values, _span_words(first, second)), strict=True))


def _unmatched_records(result: Agreement) -> Iterator[dict[str, str | None]]:
    """A record for each claim that only one curator made."""
    for codings, letter in zip(result.unmatched, ("a", "b"), strict=True):
        for coding in codings:
            record: dict[str, str | None] = dict.fromkeys(_FIELDS)
            record |= {"field": "claim", "place": _span_words(coding)}
            record |= {f"claim_{letter}": _claim_id(coding), letter: _matter_words(coding)}
            yield record


def _deliver_csv(result: Agreement, output: str) -> None:
    """Differences and unmatched claims as CSV; the scores of the fields go to stderr."""
    for score in result.scores:
        note = f" ({score.note})" if score.note else ""
        notify(f"{score.field}: n {score.n}, {_percent(score)}, alpha {_alpha(score)}{note}")
    records: list[dict[str, object]] = [
        dict(record) for record in (*_difference_records(result), *_unmatched_records(result))
    ]
    deliver_records(records, "csv", output, columns=_FIELDS)


def _agreement_record(
    result: Agreement, first_curation: Curation, second_curation: Curation
) -> dict[str, object]:
    return {
        "a": first_curation.file,
        "b": second_curation.file,
        "matched": len(result.pairs),
        "fields": [
            {
                "field": score.field,
                "level": score.level,
                "n": score.n,
                "agreement": score.agreed / score.n,
                "alpha": score.alpha,
                "note": score.note or None,
            }
            for score in result.scores
        ],
        "adjudicate": list(_difference_records(result)),
        "unmatched": list(_unmatched_records(result)),
    }
