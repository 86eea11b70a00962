// What the page holds, as its JSON has it, and what the rules say of that. Only for the type checker
// (tests/publish/page/test_code.py): no browser reads this file.

/** A claim. Days are ISO dates; what is the plain case, or not said, is left out. */
export interface Claim {
  id: string; // the one that people cite, "stem/c012"
  iri: string;
  kind: "Claim" | "Estimate" | "Judgement";
  document: number; // its place among the documents
  speaker: string;
  hedge: string;
  speakerId?: string;
  aboutId?: string;
  wholeId?: string; // of a share: the whole, where it is an entity here
  statement?: string;
  figure?: string;
  measure?: string;
  about?: string;
  shareOf?: string;
  scope?: string;
  basis?: string;
  explicitness?: string;
  restsOn?: string;
  wording?: string;
  sentence?: [string, string, string]; // before its span, the span, behind it
  time?: string;
  asOf?: string;
  place?: string;
  placeUrl?: string;
  accessed?: string;
  note?: string;
  from?: string; // first and last day of its time
  to?: string;
  asOfFrom?: string; // first and last day of which a figure speaks
  asOfTo?: string;
  known?: string; // since when it can be known
  recorded?: boolean; // that day is the one of its recording: the document has none
  likelihood?: string;
  chance?: [number, number];
  state?: boolean; // its relation lasts, and ends with its time
  bears?: boolean; // a fact may rest on it by its stance and modality
  implied?: boolean; // no words of its text make it
  disputes?: boolean; // it denies a statement, and the view hears it
  event?: [number, string]; // the status of an event: place among the weakest first, label
  relation?: string;
  own?: boolean; // the author or publisher speaks, and names nobody
  derived?: string[]; // claims by their key, documents by their name

  // Added when the page is opened (parts/world.js).
  key: string; // its made-up id
  stance: string;
  modality: string;
  source: string;
  by: string;
  hedged: string;
  of: string;
  ends: string[]; // the entities that it names
  edge: Edge | null; // the line that it stands on

  // How it stands at the clocks and passes the filters (parts/state.js).
  held: boolean;
  taken: Link | null;
  bearing: boolean; // a fact rests on it
  near: boolean; // it holds and nothing but a box of the legend can hide it
  on: boolean; // it is shown
  status: string; // "retracted by stem/c012"; empty while it stands
}

/** An entity. */
export interface Entity {
  id: string;
  label: string;
  lines: string[];
  iri: string;
  kind: number;
  size: number;
  ranks: [number, number];
  among?: [number, number]; // its place in the picture of actors and what passes between them
  flowing: boolean; // it is drawn there
  aliases: string[];
  estimates: string[];
  judgements: string[];
  said: Said[];
  says: string[];
  ranges: Group[];
  symbol?: number;
  point?: { lat: number; long: number; radius?: number; source?: string };
  tenures?: { post: string; person: string; time?: string; claim?: string }[];
  x: number;
  y: number;
  status: string; // what an event only is: planned, agreed, alleged
  on: boolean;
  near: boolean;
  counts: boolean; // the box of its kind shows or hides it
}

/** What is said of an entity in a word. */
export interface Said extends LineMarks {
  label: string;
  iri: string;
  value: string;
  claims: string[];
  layer: string;
  timeless?: boolean; // it has no time
}

/** A line between two entities, with the claims that say so. */
export interface Edge extends LineMarks {
  id: string;
  from: string;
  to: string;
  label: string;
  iri: string;
  layer: string;
  status: string;
  claims: string[];
  bend: number;
  single?: boolean; // only one value can hold
  whole?: boolean; // the one is a part of the other
  timeless?: boolean; // it has no time
  passes: boolean; // its claims and its sort pass the filters
  on: boolean; // and so do both its ends
}

/** An arrow from actor to actor, which stands for what passes between them: events folded away, or relations. */
export interface Flow extends LineMarks {
  id: string;
  from: string;
  to: string;
  sort: string; // what passes, in a word; "structure": they only hang together
  label: string; // the word that is drawn
  mutual?: boolean; // it has no direction
  parts: FlowPart[];
  bend: number;
  status: string;
  claims: string[]; // those of the parts that stand
  on: boolean;
}

/** What an arrow is folded from: lines by which its one end gives and its other takes, and the entity between them. */
export interface FlowPart {
  node?: string;
  gives: string[];
  takes: string[];
  on: boolean;
}

/** How a line is drawn at the clocks. */
export interface LineMarks {
  drawn: string; // fact, judgement or claim
  known: number; // its claims that are shown
  chance: number;
  rivalled: boolean;
  denied: boolean; // nobody asserts it
  contested: boolean;
  implied: boolean; // a fact that no text says in words
  support: number; // independent origins
}

/** The later retracts, corrects or supersedes the earlier: claims by their key, else documents. */
export interface Link {
  later: string;
  earlier: string;
  kind: string;
  was?: string; // of an earlier one that is no claim: the name under which claims are derived from it
  known?: string; // of a later one that is no claim here: since when it is known,
  name?: string; // what it is called,
  document?: number; // and its place among the documents, where it is there
}

/** Two claims that contradict, or do not compare, or more that cannot all be true; why, and what would settle it. */
export interface Verdict {
  kind: string;
  claims: string[];
  why: string;
  remedy?: string;
  figures?: boolean; // on two figures, not on two statements
  question?: number; // of verdicts that answer one question the first counts
  values?: [string, string]; // the two entities of which only one can be the value
  needs?: string[]; // claims beside which alone it counts
  unless?: string[]; // claims of which none may stand
  after?: (string | number)[][]; // how many figures are looked at, and those before it, for each look
}

/** A question of kg ask with its answers. */
export interface Question {
  name: string;
  title: string;
  question: string;
  none: string; // what it means that there is no row
  headline?: number;
  parameters: { name: string; kind: string; meaning: string; default?: string; label?: string; days?: string[] }[];
  columns?: { title: string; claims?: boolean; of?: string; cells?: boolean }[];
  rows?: (string | number)[][]; // the claims of each, then its cells; 0: as the claim says it
  answers?: (string | number[])[][]; // the values of the parameters, and the places of their rows
  beyond?: string; // why it is not answered here
}

export interface AnswerRow {
  claims: string[];
  cells: string[];
}

/** The claims of two documents, those together that answer one question. */
export interface Comparison {
  figures: [Claim[], Claim[]][];
  same: [Claim[], Claim[]][];
  changed: [Claim[], Claim[]][];
  only: [Claim[], Claim[]];
}

/** Figures on one axis. */
export interface Group {
  measure: string;
  about: string;
  facts: string[];
  ticks: [number, string][];
  rows: Row[];
  over?: string; // "grows" or "level": how it behaves over days, where a day has a range
}

/** An end of a range: its number, on which side of that it cuts (0: below), and its place on the axis. */
export interface End {
  value: number;
  side: number;
  place: number;
}

/** What figures leave of a quantity on some days, counted from 1970 on; an end that is null is open, also of the days. */
export interface Step {
  first: number | null;
  last: number | null;
  low: End | null;
  high: End | null;
  empty: boolean; // no number fits them all
}

/** One figure on its axis; places are between 0 and 1, and an open end has none. */
export interface Row {
  claim: string;
  drawn: boolean;
  figure: string;
  who: string;
  words: string;
  speaker: number;
  dated: boolean;
  denied?: boolean;
  begins?: string; // the first day of which it speaks, where it can take the place of others
  replaces?: string[]; // the figures whose place it takes where it is the speaker's latest
  status: string; // computed at the clocks
  low?: number;
  high?: number;
  best?: number;
  lowIn: boolean;
  highIn: boolean;
  days?: [number | null, number | null]; // the first and the last day that it may mean, counted from 1970 on
  counts?: number; // the day from which it says to count
  least?: number; // its ends as numbers
  most?: number;
}

export interface Document {
  name: string;
  title: string;
  url: string;
  creator: string;
  issued: string; // in words
  day: string; // as its source writes it
  language: string; // a code of BCP 47, or empty
  claims: number;
  reading?: [string, string][]; // its text in passages, each with the claims that it holds
}

export interface Kind {
  name: string;
  label: string;
  shape: string;
  family: number;
  sign: string; // paths: stroked | filled
  letter: string; // of a workspace's own kind, in place of a sign
  framed: boolean;
  count: number;
}

/** All that the page holds. */
export interface Data {
  nodes: Entity[];
  edges: Edge[];
  flows: Flow[];
  claims: Record<string, Claim>;
  speakers: { id: string; label: string; aliases: string[]; iri: string; says: string[] }[];
  documents: Document[];
  kinds: Kind[];
  families: string[];
  links: Link[];
  verdicts: Verdict[];
  questions: Question[];
  symbols: { label: string; svg: string }[];
  options: string;
  land: string;
  story: { title: string; steps: StoryStep[] };
  /** Where a site of `kg docs` lies, with "/" at its end; empty where none is linked. */
  docs: string;
  /** On a server: the parameters that links keep, and the entities (IRIs) that this is a part around, none of the whole; else null. */
  served: { kept: string; centres: string[] } | null;
}

/** A saved view with a note; its state is what stands behind # in the address. */
export interface StoryStep {
  title: string;
  note: string;
  state: string;
}

/** Of what day the world is asked, what was known by a day, and documents that are not asked. */
export interface Clocks {
  asOf: string | null;
  knownAt: string | null;
  without: Set<number>;
}

/** How a claim stands at the clocks. */
export interface Standing {
  heard: boolean; // its document had appeared, and is asked
  begun: boolean; // what it speaks of had begun
  timely: boolean; // its document had appeared, and it speaks of what held on the day
  held: boolean; // and its document is asked
  taken: Link | null; // what takes it back
}

/** The independent origins of some claims. */
export type Origins = (ids: Iterable<string>) => Set<string>;

/** What follows of the claims at the clocks. */
export interface Facts {
  bearing: Set<string>; // the claims on which facts rest
  disputing: Set<string>; // the claims that dispute what others say
  rivalled: Set<Edge>;
  denied: Set<Edge>;
  wholes: Map<string, Set<string>>; // of each unit all that it is a part of
}

/** What the reader has switched off. */
export interface Filters {
  kinds: Set<number>;
  layers: Set<string>;
  relations: Set<string>;
  sources: Set<number>;
  speakers: Set<string>;
  likelihoods: Set<string>;
}

/** The clocks and the other filters that are no sets. */
export interface Choice {
  asOf: string | null;
  knownAt: string | null;
  asSince?: string | null; // only what lasts until this day or longer, or says no day
  knownSince?: string | null; // only what has been known from this day on
  dated?: boolean; // only what says its day
  clashing: boolean; // only what contradicts
  fallen: boolean; // also what is denied, retracted, corrected or superseded
  around: { id: string; hops: number } | null; // only what is so near to an entity
}

/** What the reader has set, and the contradictions that count with it. */
export interface State extends Choice {
  verdicts: Verdict[];
}

/** What lines say of the same two ends, with all its claims. */
export interface Statement {
  edges: Edge[];
  claims: Claim[];
}

/** What a page holds, by made-up id. */
export interface World {
  nodes: Map<string, Entity>;
  edges: Map<string, Edge>;
  flows: Map<string, Flow>;
  claims: Map<string, Claim>;
  edgesOf: Map<string, Edge[]>;
  own: Map<Edge | Said, Claim[]>; // the claims of a line, and of what is said in a word
  statements: Statement[];
  documents: Document[];
  links: Link[];
  verdicts: Verdict[];
  view: string;
}

/** What the rules say beside the marks. */
export interface Moment {
  verdicts: Verdict[];
  origins: Origins;
}

/** What can be found, with its texts folded. */
export interface Sought {
  id: string;
  sort: string;
  size: number;
  texts: { text: string; weight: number; whole: string; words: string[] }[];
}

/** What is found, by which of its texts, and how well it fits. */
export interface Found {
  id: string;
  sort: string;
  size: number;
  score: number;
  text: string;
}

/** A class of a property: what has this value. */
export interface LookClass {
  value: string; // empty: none is said
  ids: string[];
  rest: boolean; // without a colour of its own
}

/** A claim in the picture of who says what, or those of one speaker on the same things. */
export interface Saying {
  id: string;
  by: string;
  ends: string[];
  claims: string[];
}

/** A line from claim to claim. */
export interface SayingLine {
  id: string;
  from: string;
  to: string;
  sort: string; // "contradicts", "may contradict", "does not compare"
}

/** The colours of the page as it looks now. */
export interface Theme {
  families: string[];
  ground: string;
  sheet: string;
  ink: string;
  soft: string;
  fact: string;
  judgement: string;
  claim: string;
  disputed: string;
  mark: string;
  speakers: string[];
}

/** A place of the picture, in its own units. */
export interface Place {
  x: number;
  y: number;
}

declare global {
  /** vis-network, which ships no types in the form that the page carries. */
  const vis: any;
  interface Window {
    trustedTypes?: { createPolicy(name: string, rules: { createScript(text: string): string }): { createScript(text: string): string } };
    entente: any;
  }
  /** In browsers since 2025. */
  interface Uint8ArrayConstructor {
    fromBase64?(text: string): Uint8Array<ArrayBuffer>;
  }
}
