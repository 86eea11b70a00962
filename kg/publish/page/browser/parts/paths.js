// The question for the other end of a path, in the place of the search for a name.

let pathFrom = null; // the entity that a path is asked from, by id

function askPath(id) {
  pathFrom = id;
  query.value = "";
  query.placeholder = `Path from ${nameOf(id)} to…`;
  query.setAttribute("aria-label", `Path from ${nameOf(id)} to`);
  query.focus();
  tell(`Name the entity to which a path from ${nameOf(id)} is to be found.`);
}

function forgetPath() {
  pathFrom = null;
  query.placeholder = "Find a name or an alias";
  query.removeAttribute("aria-label");
}
