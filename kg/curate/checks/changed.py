"""Check few changed texts: only what their change can alter the findings of, and keep the other findings.

What that is rests on the scope of each rule (``kg.curate.checks.rules.SCOPES``) and on the build, which is
brought up to date first: in its store the nodes are found that lead to what was changed, and all that
these lead to. Where it cannot be shown that the findings are those of a check of all texts, None is given.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.build.pipeline import build
from kg.claims.facts.view import View
from kg.curate.checks.around import Around, Change, TooMuchError
from kg.curate.checks.gaps import gap_findings
from kg.curate.checks.kept import KeptText, Tagged
from kg.curate.checks.rules import read_rules, rule_rows, with_values
from kg.curate.checks.run import time_for
from kg.curate.checks.shapes import Shacl
from kg.curate.checks.source_map import SourceMap
from kg.curate.checks.vocabularies import unknown_reused
from kg.errors import CacheError, DataError, Finding, KgError
from kg.iris import ONTOLOGY_GRAPH, RDFS, SRC
from kg.store.cache import open_again
from kg.store.limits import value_limited
from kg.text.inputs import TIMES_TELL, InputFile, key_of, read_input
from kg.text.turtle.document import parse_all, source_iri, with_own_blank_nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping, Sequence

    from kg.curate.checks.kept import Kept
    from kg.curate.checks.rules import Rule
    from kg.curate.checks.source_map import Node
    from kg.iris import Prefixes
    from kg.store.base import Store
    from kg.store.limits import Limits
    from kg.text.inputs import Surveyed
    from kg.text.layout import Layout
    from kg.text.turtle.document import Document

#: Of more texts than this part (and this number), all are checked: that costs less.
_MOST_CHANGED, _FEW = 0.1, 8
_MOST_READ = 300


def recheck(
    layout: Layout,
    kept: Kept,
    surveyed: Sequence[Surveyed],
    folders: Sequence[Path],
    texts: Path | None,
    limits: Limits,
) -> bool:
    """Bring what was found (``kept``) to the texts as they are; False where all are to be checked.

    ``folders`` hold the rules, ``texts`` copies of the sources' texts. Raises as ``run_checks`` does.
    """
    changed = {
        text.path: text
        for text in surveyed
        if text.path not in kept.texts or kept.texts[text.path].known.sha256 != text.known.sha256
    }
    gone = kept.texts.keys() - {text.path for text in surveyed}
    if len(changed) + len(gone) > max(_FEW, _MOST_CHANGED * len(surveyed)):
        return False
    try:
        if changed or gone:
            _Recheck(layout, kept, surveyed, changed, gone).run(folders, limits)
        for text in surveyed:
            if kept.texts[text.path].known != text.known:
                kept.put(text.path, KeptText(text.known, kept.texts[text.path].copy))
        if texts is not None:
            _compare_copies(layout, kept, surveyed, changed, texts)
    except (TooMuchError, DataError, CacheError):
        return False
    return True


def copy_state(
    texts: Path | None, stem: str, absent: Container[str] = ()
) -> tuple[int, ...] | None:
    """How the copy of a source's text looks, as ``KeptText`` has it; ``absent``: where it is missed."""
    if texts is None:
        return None
    try:
        found = (texts / f"{stem}.txt").stat()
    except OSError:
        return () if stem in absent else None
    if time.time_ns() - max(found.st_mtime_ns, found.st_ctime_ns) <= TIMES_TELL:
        return (0,)  # too new to be known by its times
    return (found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def _compare_copies(
    layout: Layout,
    kept: Kept,
    surveyed: Sequence[Surveyed],
    changed: Container[str],
    texts: Path,
) -> None:
    """Compare the evidence of texts that were changed, or whose copies were."""
    due = [
        text.path
        for text in surveyed
        if layout.is_seed(text.path)
        if text.path in changed or _is_other_copy(kept.texts[text.path].copy, texts, text.path)
    ]
    if not due:
        return
    from kg.curate.checks.texts import text_findings

    documents = {}
    for path in due:
        file = InputFile(Path(path), kept.texts[path].known.shown, kept.body(path).encode())
        graphs = {file.path: source_iri(file.path.stem)}
        (documents[path],) = parse_all([file], graphs, layout.prefixes)
    source_map = SourceMap(documents.values(), layout.prefixes)
    findings, absent = text_findings(list(documents.values()), texts, source_map)
    files = {document.shown for document in documents.values()}
    kept.findings = [t for t in kept.findings if t.kind != "copy" or t.finding.file not in files]
    kept.findings += [Tagged("copy", "", finding) for finding in findings]
    for path, document in documents.items():
        copy = copy_state(texts, document.stem, absent)
        kept.put(path, KeptText(kept.texts[path].known, copy))


def _is_other_copy(before: tuple[int, ...] | None, texts: Path, path: str) -> bool:
    """Whether a copy is not as it was, or cannot be known to be."""
    now = copy_state(texts, Path(path).stem)
    return (now or None) != (before or None) or now == (0,)


class _Recheck:
    """One check of changed texts (by path), and of those that are gone. Raises TooMuchError where it will not do."""

    def __init__(
        self,
        layout: Layout,
        kept: Kept,
        surveyed: Sequence[Surveyed],
        changed: dict[str, Surveyed],
        gone: Iterable[str],
    ) -> None:
        self._layout, self._kept, self._surveyed = layout, kept, surveyed
        self._changed, self._gone = changed, set(gone)
        self._sha256 = {text.path: text.known.sha256 for text in surveyed}
        try:
            built, _ = build(layout)
        except KgError:  # what is wrong is said by the check of all, which needs no build
            raise TooMuchError from None
        if built.key != key_of((t.known.shown, t.known.sha256) for t in surveyed):
            raise TooMuchError  # it was changed meanwhile
        if built.view != str(View()):
            raise TooMuchError  # its facts are not those that rules see
        self._counts = built.counts
        self._store = open_again(built)
        self.around = Around(self._store)
        self._new = {path: self._parsed(text.file) for path, text in changed.items()}
        old = {p: self._before(p) for p in {*changed, *gone} if p in kept.texts}
        self._change = Change(old, self._new)
        terms = {RDFS + "subClassOf", RDFS + "subPropertyOf"}
        if terms & self._change.named or self.around.merged() & self._change.named:
            raise TooMuchError
        self._vocabulary = set(kept.about.vocabulary)
        for document in self._new.values():
            blank = {t.subject for t in document.triples if isinstance(t.subject, ox.BlankNode)}
            owned = all(self.around.owner(node) for node in blank)
            if not owned or unknown_reused(document, self._vocabulary):
                raise TooMuchError

    def _parsed(self, file: InputFile) -> Document:
        (document,) = parse_all(
            [file], {file.path: source_iri(file.path.stem)}, self._layout.prefixes
        )
        return with_own_blank_nodes(document)

    def _before(self, path: str) -> Document:
        shown = self._kept.texts[path].known.shown
        return self._parsed(InputFile(Path(path), shown, self._kept.body(path).encode()))

    def run(self, folders: Sequence[Path], limits: Limits) -> None:
        change = self._change
        sources = {source_iri(Path(path).stem) for path in (*self._changed, *self._gone)}
        concerned = self.around.leading_to(change.other) | change.nodes
        concerned |= self.around.claims_of(sources) | self.around.namesakes(change.named)
        self._nodes, self._quads = self.around.reached_from(concerned)
        if self.around.merged() & self._nodes:
            raise TooMuchError
        shown = {
            self._kept.texts[p].known.shown
            for p in (*self._changed, *self._gone)
            if p in self._kept.texts
        }
        shown |= {text.known.shown for text in self._changed.values()}
        self._files = shown
        rules = read_rules(*folders)
        limits = time_for(limits, self._counts["quads"])
        found = value_limited(lambda: self._found(rules), limits, "the check")
        for document in self._new.values():
            found += [Tagged("file", "", f) for f in gap_findings([document], [])]
        before = [t for t in self._kept.findings if not self._is_looked_at_again(t)]
        self._kept.findings = before + found
        self._note()

    def _note(self) -> None:
        """Have what is kept hold the texts as they are."""
        for path in self._gone:
            self._kept.forget(path)
        for path, text in self._changed.items():
            self._kept.put(path, KeptText(text.known), self._new[path].text)
        self._kept.about = replace(
            self._kept.about,
            claims=self._counts["claims"],
            sources=self._counts["sources"],
            vocabulary=tuple(sorted(self._vocabulary)),
        )

    def _is_looked_at_again(self, tagged: Tagged) -> bool:
        """Whether a finding that was kept, or one that was found now, is among those that now are found."""
        if tagged.kind in ("file", "copy", "source"):
            return tagged.finding.file in self._files
        if tagged.kind == "description":
            return tagged.owner in self._nodes
        if tagged.kind in ("names", "rows"):
            return any(value in self._change.named for value in tagged.values)
        return tagged.kind == "all"

    def _found(self, rules: Sequence[Rule]) -> list[Tagged]:
        """What shapes and rules find of all that is looked at again."""
        found = self._of_shapes()
        part = self.around.part(self._quads)
        for rule in rules:
            if rule.kind == "ontology":
                continue
            if rule.kind == "rows":
                found += self._of_rows(rule)
                continue
            found += self._of_rule(rule, self._store if rule.kind == "all" else part)
        return found

    def _of_rows(self, rule: Rule) -> list[Tagged]:
        """The findings of a rule in the whole store, of rows with what stands in the changed texts."""
        listed = " ".join(str(ox.NamedNode(iri)) for iri in sorted(self._change.named))
        found = []
        for name in rule.variables:
            asked = with_values(rule, f"?{name}", listed)
            if asked is None:
                return self._of_rule(rule, self._store)
            found += self._of_rule(rule, self._store, asked)
        return found

    def _of_rule(self, rule: Rule, store: Store, query: str | None = None) -> list[Tagged]:
        found = []
        for row in rule_rows(rule, store, self._layout.prefixes, query):
            owner = self.around.owner(row.focus) or ""
            file_matters = rule.kind == "source"
            tagged = Tagged(rule.kind, owner, _NO_FINDING, row.values)
            if file_matters or self._is_looked_at_again(tagged):
                tagged = tagged._replace(finding=row.finding(self._places))
                if self._is_looked_at_again(tagged):
                    found.append(tagged)
        return found

    def _of_shapes(self) -> list[Tagged]:
        """The findings of the shapes at the nodes that are looked at again."""
        shacl = Shacl(self._ontology, self._layout.prefixes)
        graphs = {q.graph_name.value for q in self._quads if isinstance(q.graph_name, ox.NamedNode)}
        documents = self._places.texts(graph for graph in graphs if graph.startswith(SRC))
        found = shacl.tagged_of(documents, self._nodes, self._places)
        if not shacl.looks_onward:
            raise TooMuchError
        return found

    @cached_property
    def _ontology(self) -> tuple[Document, ...]:
        files = [
            self._read(text.path) for text in self._surveyed if not self._layout.is_seed(text.path)
        ]
        graphs = dict.fromkeys((file.path for file in files), ONTOLOGY_GRAPH)
        return tuple(map(with_own_blank_nodes, parse_all(files, graphs, self._layout.prefixes)))

    @cached_property
    def _places(self) -> _Places:
        seeds = {
            source_iri(Path(text.path).stem): text.path
            for text in self._surveyed
            if self._layout.is_seed(text.path)
        }
        return _Places(self.around, seeds, self._ontology, self.document, self._layout.prefixes)

    def _read(self, path: str) -> InputFile:
        """A file as it was surveyed."""
        file = read_input(self._layout, Path(path))
        if hashlib.sha256(file.data).hexdigest() != self._sha256[path]:
            raise TooMuchError
        return file

    def document(self, path: str) -> Document:
        """A text, read where it has not been."""
        return self._new.get(path) or self._parsed(self._read(path))


class _Places(SourceMap):
    """The files that describe nodes, of which those are read that are asked for. Raises TooMuchError for many.

    ``seeds`` are the files of sources by their graph, ``read`` gives one; ``ontology`` are read already.
    """

    def __init__(
        self,
        around: Around,
        seeds: Mapping[str, str],
        ontology: tuple[Document, ...],
        read: Callable[[str], Document],
        prefixes: Prefixes,
    ) -> None:
        super().__init__((), prefixes)
        self._around, self._seeds, self._ontology, self._read = around, seeds, ontology, read
        self._known: dict[str, Document] = {}
        self._order = {graph: number for number, graph in enumerate(seeds)}
        self._maps: dict[tuple[str, ...], SourceMap] = {}

    def texts(self, graphs: Iterable[str]) -> list[Document]:
        """The documents of some graphs, in the order of their files."""
        wanted = sorted((g for g in graphs if g in self._order), key=self._order.__getitem__)
        for graph in wanted:
            if graph not in self._known:
                if len(self._known) > _MOST_READ:
                    raise TooMuchError
                self._known[graph] = self._read(self._seeds[graph])
        return [self._known[graph] for graph in wanted]

    def owner(self, node: Node) -> ox.NamedNode | None:
        name = self._around.owner(node)
        return None if name is None else ox.NamedNode(name)

    def document(
        self,
        name: str,
        term: str | None = None,
        value: object = None,
        source: str | None = None,
    ) -> Document | None:
        graphs = self._around.documents(name)
        key = tuple(sorted(graphs))
        if key not in self._maps:
            ontology = self._ontology if ONTOLOGY_GRAPH in graphs else ()
            self._maps[key] = SourceMap([*ontology, *self.texts(graphs)], self.prefixes)
        return self._maps[key].document(name, term, value, source)


_NO_FINDING = Finding("", "", "", 0, "", "", "")
