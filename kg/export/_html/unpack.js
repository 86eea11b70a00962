// Runs before the library, so that the data are unpacked while it starts.

/** The data of the page: JSON that was packed as base64 of deflate. */
const UNPACKED = (async () => {
  const text = JSON.parse(document.getElementById("data").textContent);
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).json();
})();
UNPACKED.catch(() => {
  const told = document.createElement("p");
  told.className = "empty";
  told.textContent = "This page needs a browser of 2023 or later: an older one cannot unpack its data.";
  document.querySelector("main").prepend(told);
});
