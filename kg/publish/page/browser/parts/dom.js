// Elements from text. Nothing here, nor elsewhere, parses text as markup.

/**
 * The boxes of the page that a selector finds.
 * @returns {HTMLInputElement[]}
 */
export const boxesOf = (selector) => [...document.querySelectorAll(selector)];

/**
 * The elements that a selector finds inside another.
 * @returns {HTMLElement[]}
 */
export const within = (host, selector) => [...host.querySelectorAll(selector)];

/** An element with a class, and children that are elements, text or (left out) nothing. */
export function el(tag, name, ...children) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.append(...children.filter((child) => child !== "" && child !== null && child !== undefined));
  return element;
}

/** Text of the data, whose direction stays inside it. */
export function bdi(text) {
  return el("bdi", "", text);
}

export function button(name, action, ...children) {
  const element = el("button", name, ...children);
  element.type = "button";
  element.addEventListener("click", action);
  return element;
}

/** A link to a web address; plain text for every other scheme. */
export function link(address, text) {
  if (!/^https?:\/\//i.test(address ?? "")) return bdi(text);
  const element = el("a", "", bdi(text));
  element.href = address;
  element.target = "_blank";
  element.rel = "noopener noreferrer";
  return element;
}

/** The symbol of a kind, as it stands in the legend. */
export function glyph(kind) {
  const drawn = document.querySelector(`[data-kind="${Number(kind)}"] + svg`);
  return drawn ? drawn.cloneNode(true) : "";
}

const SVG = "http://www.w3.org/2000/svg";

/** An SVG element with attributes, and children that are elements or text. */
export function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Say something to those who hear the page. */
export function notify(text) {
  document.getElementById("told").textContent = text;
}
