// The editor: CodeMirror 6, with the colours of SPARQL, completion, and an error at its line.

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { complete } from "./completion.js";

const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--mark)", fontWeight: "600" },
  { tag: tags.variableName, color: "var(--judgement)" },
  { tag: tags.local(tags.variableName), color: "var(--judgement)" },
  { tag: tags.atom, color: "var(--known)" },
  { tag: tags.string, color: "var(--claim)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
  { tag: tags.standard(tags.name), color: "var(--mark)" },
]);

const LOOK = EditorView.theme({
  "&": { backgroundColor: "var(--sheet)", color: "var(--ink)", fontSize: "14px" },
  ".cm-content": { caretColor: "var(--ink)", fontFamily: "var(--mono)", minHeight: "10em", padding: "8px 0" },
  ".cm-scroller": { fontFamily: "var(--mono)", maxHeight: "min(56vh, 30em)", lineHeight: "1.5" },
  ".cm-gutters": { backgroundColor: "var(--sheet)", color: "var(--soft)", border: "0" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-activeLine": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLine": { backgroundColor: "var(--tint)" },
  "& .cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": { backgroundColor: "var(--chosen)" },
  ".cm-matchingBracket": { backgroundColor: "var(--chosen) !important" },
  ".cm-tooltip": { backgroundColor: "var(--sheet)", color: "var(--ink)", border: "1px solid var(--line)", borderRadius: "8px", boxShadow: "var(--shade)", overflow: "hidden" },
  ".cm-tooltip-autocomplete > ul": { fontFamily: "inherit", maxHeight: "16em", maxWidth: "min(90vw, 46em)" },
  ".cm-tooltip-autocomplete > ul > li": { padding: "4px 8px", fontFamily: "var(--mono)" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--chosen)", color: "var(--ink)" },
  ".cm-completionDetail": { fontFamily: "var(--text)", fontStyle: "normal", color: "var(--ink)", opacity: ".85" },
  ".cm-completionInfo": { maxWidth: "26em", padding: "8px 10px", fontSize: "13px" },
  ".cm-wrong": { backgroundColor: "var(--wrong)" },
  ".cm-diagnostic": { borderLeft: "3px solid var(--disputed)", padding: "6px 10px" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--disputed)", textUnderlineOffset: "3px" },
});

/** An editor in a box, with a text; ``run`` is called by Ctrl+Enter, ``changed`` with each edit, true for those by hand. */
export function makeEditor(host, text, { run, changed }) {
  const nonce = /** @type {HTMLElement} */ (document.getElementById("style")).nonce;
  const view = new EditorView({
    parent: host,
    state: EditorState.create({
      doc: text,
      extensions: [
        EditorView.cspNonce.of(nonce), lineNumbers(), history(), drawSelection(), highlightActiveLine(), bracketMatching(), closeBrackets(),
        StreamLanguage.define(sparql), syntaxHighlighting(COLOURS), LOOK, EditorView.lineWrapping,
        autocompletion({ override: [complete], icons: false, activateOnTypingDelay: 200 }),
        EditorView.contentAttributes.of({ "aria-label": "Query in SPARQL", tabindex: "0", spellcheck: "false", autocapitalize: "off" }),
        keymap.of([{ key: "Mod-Enter", run: () => { run(); return true; } }, ...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
        EditorView.updateListener.of((update) => { if (update.docChanged) changed(!update.transactions.some((each) => each.isUserEvent("written"))); }),
      ],
    }),
  });
  const mark = (problem) => {
    if (!problem?.line) return view.dispatch(setDiagnostics(view.state, []));
    let line = view.state.doc.line(Math.min(problem.line, view.state.doc.lines));
    while (!line.text.trim() && line.number > 1) line = view.state.doc.line(line.number - 1); // it breaks off before
    const from = Math.min(line.from + Math.max(problem.column - 1, 0), line.to);
    const start = from >= line.to ? line.from : from;
    view.dispatch({ ...setDiagnostics(view.state, [{ from: start, to: line.to, severity: "error", message: problem.message }]), selection: { anchor: from }, scrollIntoView: true });
    return undefined;
  };
  return {
    view,
    text: () => view.state.doc.toString(),
    write: (words) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: words }, selection: { anchor: 0 }, userEvent: "written" }),
    mark,
  };
}
