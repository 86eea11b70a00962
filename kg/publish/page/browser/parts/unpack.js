// Runs before all else, so that the data are there when the library has started.

/** The data of the page: JSON that was packed as base64 of deflate. */
const UNPACKED = (async () => {
  const packed = atob(JSON.parse(document.getElementById("data").textContent));
  const bytes = new Uint8Array(packed.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = packed.charCodeAt(at);
  const { readable, writable } = new DecompressionStream("deflate");
  const writer = writable.getWriter();
  writer.write(bytes);
  writer.close();
  const reader = readable.getReader(); // a Blob's stream would go by way of another process
  const decoder = new TextDecoder();
  let json = "";
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) json += decoder.decode(value, { stream: true });
  return JSON.parse(json);
})();
UNPACKED.catch(() => {
  const showProblem = () => {
    const problem = document.createElement("p");
    problem.className = "empty";
    problem.textContent = "The data of this page cannot be unpacked: it needs a browser of 2023 or later, and a file that is whole.";
    document.querySelector("main").prepend(problem);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", showProblem);
  else showProblem();
});
