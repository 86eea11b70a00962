// Search of the site: every word must stand in the name or in the further words; names count more.
"use strict";
const entries = JSON.parse(document.getElementById("index").textContent);
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFC").toLowerCase();
const MOST = 100;
const asked = (new URLSearchParams(location.search).get("q") ?? "").slice(0, 200).trim();
document.getElementById("find").value = asked;

function score([name, kind, , more], words) {
  const [first, rest] = [fold(name), fold(more)];
  let sum = first === words.join(" ") ? 10 : 0;
  for (const word of words) {
    if (first.startsWith(word)) sum += 4;
    else if (first.includes(word)) sum += 3;
    else if (rest.includes(word)) sum += 1;
    else return 0;
  }
  return kind === "claim" ? sum : sum + 2;
}

if (asked) {
  const words = fold(asked).split(/\s+/);
  const hits = entries.map((entry) => ({ entry, value: score(entry, words) })).filter((hit) => hit.value)
    .sort((a, b) => b.value - a.value || a.entry[0].length - b.entry[0].length);
  const items = hits.slice(0, MOST).map(({ entry: [name, kind, place, more] }) => {
    const item = document.createElement("li");
    const anchor = document.createElement("a");
    const [folder, mark] = place.split("#");
    anchor.href = `../${folder}index.html${mark ? `#${mark}` : ""}`;
    const text = document.createElement("bdi");
    text.textContent = name;
    anchor.append(text);
    const small = document.createElement("small");
    small.textContent = ` ${kind}${more ? ` · ${more.slice(0, 160)}` : ""}`;
    item.append(anchor, small);
    return item;
  });
  document.getElementById("found").replaceChildren(...items);
  const more = hits.length > MOST ? `; the first ${MOST} are shown` : "";
  document.getElementById("told").textContent =
    hits.length ? `${hits.length} found for “${asked}”${more}` : `Nothing is found for “${asked}”. Try fewer or shorter words.`;
}
