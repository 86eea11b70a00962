// Runs before all else: unpacks the data, the library and the page's own script, and starts these two.

/** The bytes of a text in base64. */
function bytesOf(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text); // browsers of 2025, many times as fast
  const packed = atob(text);
  const bytes = new Uint8Array(packed.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = packed.charCodeAt(at);
  return bytes;
}

/** What a block of a page holds, packed as base64 of deflate. */
async function unpacked(id, page = document) {
  const bytes = bytesOf(JSON.parse(page.getElementById(id).textContent));
  const { readable, writable } = new DecompressionStream("deflate");
  const writer = writable.getWriter();
  writer.write(bytes);
  writer.close();
  const reader = readable.getReader(); // a Blob's stream would go by way of another process
  const decoder = new TextDecoder();
  let text = "";
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) text += decoder.decode(value, { stream: true });
  return text;
}

// The page's policy names the hash of each script, so that no other text would run; nobody else can make such a policy.
const TRUSTED = window.trustedTypes?.createPolicy("library", { createScript: (text) => text });

function run(text, type) {
  const script = document.createElement("script");
  script.type = type;
  script.textContent = TRUSTED ? TRUSTED.createScript(text) : text;
  document.head.append(script);
}

/** What the page's own script is run over: the data, and what goes on from the data before, where it is run again. */
const PAGE = {
  script: "",
  kept: null,
  data: (async () => {
    const [library, own, json] = await Promise.all(["library", "script", "data"].map((id) => unpacked(id)));
    // A module that stands in the page waits for all of it; one that is put in does not.
    if (document.readyState === "loading") await new Promise((parsed) => { document.addEventListener("DOMContentLoaded", parsed, { once: true }); });
    run(library, "text/javascript");
    PAGE.script = own;
    run(own, "module");
    return JSON.parse(json);
  })(),
  runAgain(data, kept) {
    Object.assign(PAGE, { data: Promise.resolve(data), kept });
    run(PAGE.script, "module");
  },
};
PAGE.data.catch(() => {
  const showProblem = () => {
    const problem = document.createElement("p");
    problem.className = "empty";
    problem.textContent = "This page cannot be unpacked: it needs a browser of 2023 or later, and a file that is whole.";
    document.querySelector("main").prepend(problem);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", showProblem);
  else showProblem();
});
