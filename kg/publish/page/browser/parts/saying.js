// Several claims that stand as one in the picture of who says what.

import { setFocus } from "../views/picture.js";
import { sayingPicture } from "../views/saying.js";
import { cards, contradictions, section, supportOf } from "./cards.js";
import { DATA } from "./data.js";
import { bdi, el } from "./dom.js";
import { addOpener, announce, fill, nameLink, nameOf, remember } from "./opening.js";

function openBundle(id) {
  const { by, ends, claims } = sayingPicture.bundles.get(id);
  remember(id);
  const title = el("h2", "triple", nameLink(by.slice(3), nameOf(by.slice(3)) || "nobody named"), el("span", "verb", "on"), ...ends.map((end) => (end.startsWith("kind ") ? bdi(DATA.kinds[Number(end.slice(5))].label) : nameLink(end, nameOf(end)))));
  fill(title, title, el("p", "note", bdi(supportOf(claims)), "."), ...contradictions(claims), ...section("What is said", cards(claims, true)));
  setFocus(id, [id], []);
  announce(`${nameOf(by.slice(3))}: ${supportOf(claims)}`, true);
}

addOpener((id) => sayingPicture.bundles.has(id), openBundle);
