// A file that the reader gets from the page itself.

import { el, notify } from "./dom.js";

/** Give the reader a file of a name, a media type and its parts. */
export function download(name, type, parts) {
  const address = URL.createObjectURL(new Blob(parts, { type }));
  const link = el("a", "unseen");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
  notify(`${name} is saved.`);
}
