/* Folds the questions where they stand one under the other; a link to a source opens what it leads to. */
const table = document.querySelector(".compare");
const folds = [...table.querySelectorAll(".fold")];
const inside = (button) => document.getElementById(button.getAttribute("aria-controls"));

function arrange() {
  const abreast = getComputedStyle(table).display === "grid";
  for (const button of folds) {
    button.hidden = abreast;
    button.nextElementSibling.hidden = !abreast;
    inside(button).hidden = !abreast && button.getAttribute("aria-expanded") === "false";
  }
}

function turn(button, open) {
  button.setAttribute("aria-expanded", open);
  arrange();
}

/* What the address names may stand in a fold. */
function reveal() {
  const target = document.getElementById(location.hash.slice(1));
  const fold = target && folds.find((button) => inside(button).contains(target));
  if (!fold) return;
  turn(fold, true);
  target.scrollIntoView();
}

for (const button of folds) {
  button.addEventListener("click", () => turn(button, button.getAttribute("aria-expanded") === "false"));
}
for (const link of table.querySelectorAll(".src")) link.addEventListener("click", () => setTimeout(reveal));
addEventListener("hashchange", reveal);
addEventListener("resize", arrange);
arrange();
reveal();
