// More of a server's graph, in place: another part is fetched, and the page's script goes on over it. What was seen
// stays where it was, what was open stays open, and "Back" leads to the part before.

import { network, placesNow, showAll } from "../views/picture.js";
import { scene } from "../views/sizes.js";
import { counted, edges, kept, life, nodes } from "./data.js";
import { notify } from "./dom.js";

const here = kept?.search ?? location.search;

/** Whether the address is still one of the part that is seen. */
export const isHere = () => location.search === here;

const givers = new Map();

/** Say what of the reader's own goes on where the graph grows: by name, and what gives it. */
export function handOn(name, give) {
  givers.set(name, give);
}

/** Show the part at an address of this server. What cannot be fetched is asked for as any page, so that the server's words are read. */
export async function growTo(wanted, { isBack = false } = {}) {
  const address = isBack ? wanted : inThisPicture(wanted);
  notify("More of the graph is fetched.");
  const page = await pageAt(address);
  if (life.signal.aborted) return;
  if (!page) return void location.assign(address);
  const data = JSON.parse(await unpacked("data", page));
  if (life.signal.aborted) return;
  const going = Object.fromEntries([...givers].map(([name, give]) => [name, give()]));
  const view = { position: network.getViewPosition(), scale: network.getScale() };
  if (!isBack) history.pushState(null, "", address);
  life.abort();
  network.destroy();
  for (const id of ["record", "data"]) document.getElementById(id).replaceWith(document.adoptNode(page.getElementById(id)));
  document.title = page.title;
  document.documentElement.classList.remove("drawn");
  for (const still of page.querySelectorAll("noscript")) still.remove(); // it was read without scripts
  document.body.replaceWith(document.adoptNode(page.body));
  PAGE.runAgain({ ...data, ...going }, { search: new URL(address).search, view, places: placesNow(), nodes: nodes.size, edges: edges.size });
}

/** An address with the picture that is seen, which may not be the usual one of a larger part. */
function inThisPicture(address) {
  const url = new URL(address, location.href);
  const state = new URLSearchParams(url.hash.slice(1));
  state.set("picture", scene.picture);
  url.hash = state.toString();
  return url.href;
}

/** A page of the same make as this one; null where there is none. */
function pageAt(address) {
  return new Promise((done) => {
    const request = new XMLHttpRequest(); // it reads a page without a text that is put in as markup
    request.responseType = "document";
    request.open("GET", address);
    request.onloadend = () => {
      const script = request.response?.getElementById("script")?.textContent;
      done(request.status === 200 && script === document.getElementById("script").textContent ? request.response : null);
    };
    request.send();
  });
}

/** After the script has begun again: the view as it was, then all that there is now. */
export function goOn() {
  if (!kept) return;
  network.moveTo(kept.view);
  scene.moved = false;
  showAll();
  const more = [nodes.size - kept.nodes, edges.size - kept.edges];
  notify(more.every((number) => number >= 0) ? `${counted(more[0], "entity", "entities")} and ${counted(more[1], "relation")} more are in the picture.` : `${counted(nodes.size, "entity", "entities")} are in the picture.`);
  if (!isHere()) growTo(location.href, { isBack: true }); // "Back" was asked for meanwhile
}

addEventListener("popstate", () => { if (!isHere()) growTo(location.href, { isBack: true }); }, life);
