// A story as a file: the TOML that kg export html --story reads (kg/publish/page/story.py).

/** @import { StoryStep } from "../types" */

/**
 * Text between quotation marks, as TOML and JSON both have it.
 * @param {string} text
 */
const tomlText = (text) => JSON.stringify(text).replaceAll("\u007f", "\\u007f");

/**
 * @param {{ title: string, steps: StoryStep[] }} story
 * @returns {string}
 */
export function storyAsToml({ title, steps }) {
  const parts = steps.map((step) => ["[[step]]", `title = ${tomlText(step.title)}`, `note = ${tomlText(step.note)}`, `state = ${tomlText(step.state)}`].join("\n"));
  return `${[`title = ${tomlText(title)}`, ...parts].join("\n\n")}\n`;
}

/**
 * Steps with one moved to another place; the same where there is none.
 * @template T
 * @param {T[]} steps
 * @param {number} from
 * @param {number} to
 */
export function movedTo(steps, from, to) {
  const left = [...steps];
  if (from < 0 || from >= left.length || to < 0 || to >= left.length) return left;
  left.splice(to, 0, ...left.splice(from, 1));
  return left;
}
