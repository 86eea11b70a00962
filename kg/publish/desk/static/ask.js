// What is asked of the server, and elements from text. Nothing here parses text as markup.

/** An answer that is no success: what the server says, in words. */
export class Problem extends Error {
  /**
   * @param {number} status
   * @param {Record<string, any>} told
   */
  constructor(status, told) {
    // What stands before the server (a proxy) may answer without words of ours.
    const words = told.title ? [told.title, told.detail] : [`this was answered with ${status}, and no words`, "do it again: what you typed is kept; if it stays so, see what the server's log says"];
    super(words.filter(Boolean).join(" → "));
    this.status = status;
    this.told = told;
  }
}

/**
 * Ask the server; gives what it answers, and throws a Problem.
 * @param {string} method
 * @param {string} path
 * @param {unknown} [sent]
 * @param {string} [tag]
 * @returns {Promise<any>}
 */
export async function ask(method, path, sent, tag) {
  /** @type {Record<string, string>} */
  const headers = { Accept: "application/json" };
  if (sent !== undefined) headers["Content-Type"] = "application/json";
  if (tag) headers["If-Match"] = `"${tag}"`;
  let answer;
  try {
    const body = sent === undefined ? undefined : JSON.stringify(sent);
    answer = await fetch(`/desk/${path}`, { method, headers, body, credentials: "same-origin" });
  } catch {
    throw new Problem(0, { title: "the server does not answer", detail: "see whether it runs; what you typed is kept" });
  }
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Problem(answer.status, told || {});
  return told;
}

/** The address of a document behind the desk. @param {string} source */
export const at = (source) => `api/documents/${encodeURIComponent(source)}`;

/**
 * An element with properties, and children that are elements, texts or (left out) nothing.
 * @param {string} tag
 * @param {Record<string, any>} [given]
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {any}
 */
export function el(tag, given = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  for (const child of children) if (child !== null && child !== undefined && child !== false && child !== "") element.append(child);
  return element;
}

/**
 * A button.
 * @param {string} label
 * @param {() => void} action
 * @param {Record<string, any>} [given]
 */
export const button = (label, action, given = {}) => el("button", { type: "button", onclick: action, ...given }, label);

/** Say something to those who look and to those who listen. @param {string} text */
export function say(text) {
  const place = document.getElementById("said");
  if (!place) return;
  place.textContent = "";
  requestAnimationFrame(() => { place.textContent = text; });
}
