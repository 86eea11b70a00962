// The question that is asked, and of what: the view of questions shows the answer.

import { showView } from "../views/views.js";
import { answerOf } from "../rules/answers.js";
import { claims, DATA } from "./data.js";
import { addOpener, close, panel } from "./opening.js";

/** @import { Question } from "../types" */

/** @type {Map<string, Question>} */
export const questions = new Map(DATA.questions.map((question) => [question.name, question]));
const mostAsked = DATA.questions.filter(({ headline }) => headline !== undefined).sort((a, b) => (a.headline ?? 0) - (b.headline ?? 0));
const isAnswered = (/** @type {Question} */ question) => Boolean(answerOf(question, question.parameters.map((each) => each.default ?? ""), claims)?.length);
const firstAsked = [...mostAsked, ...DATA.questions].find(isAnswered) ?? mostAsked[0] ?? DATA.questions[0]; // of a part others are answered than of the whole
export const asking = { name: firstAsked?.name ?? "", values: /** @type {Map<string, string>} */ (new Map()) };

/** Ask a question; what is not given of its parameters has its usual value. */
export function ask(name, given = new Map()) {
  if (!questions.has(name)) return;
  Object.assign(asking, { name, values: given });
  showView("questions");
}

/** What each parameter of a question is set to: as chosen, else as usual, else nothing. */
export function valuesOf({ parameters }) {
  return parameters.map((parameter) => asking.values.get(parameter.name) ?? parameter.default ?? "");
}

addOpener((id) => id?.startsWith("q:") && questions.has(id.slice(2)), (id) => {
  if (!panel.hidden) close();
  ask(id.slice(2));
});
