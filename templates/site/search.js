/* Shows the landlords whose names (short, full, former), place or circuits hold every word that is typed. */
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[’']/g, "'").toLowerCase();
const bar = document.querySelector("[role=search]");
const input = bar.querySelector("input");
const told = bar.querySelector("[role=status]");
const groups = [...document.querySelectorAll("main > section")].map((section) => ({
  section,
  name: plain([...section.querySelectorAll("h2, h3, .more")].map((title) => title.textContent).join(" ")),
}));
input.addEventListener("input", () => {
  const words = plain(input.value).split(/\s+/).filter(Boolean);
  let found = 0;
  for (const { section, name } of groups) {
    section.hidden = !words.every((word) => name.includes(word));
    found += section.hidden ? 0 : 1;
  }
  told.textContent = words.length ? told.dataset.found.replace("{n}", found) : "";
});
bar.hidden = false;
