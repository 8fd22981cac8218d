/* Shows the landlords whose names (short, full, former), places or circuits hold every word that is typed; where the other
   words are those of a problem (« fuite meylan »), the problems that hold them, in the commune that is named. */
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[’']/g, "'").toLowerCase();
const textOf = (elements) => plain([...elements].map((each) => each.textContent).join(" "));
const bar = document.querySelector("[role=search]");
const input = bar.querySelector("input");
const told = bar.querySelector("[role=status]");
const communes = [...(input.list?.options ?? [])].map(({ value }) => value);
const groups = [...document.querySelectorAll("main > section")].map((section) => ({
  section,
  name: textOf(section.querySelectorAll("h2, h3, .more")),
  folds: [...section.querySelectorAll(".kit details")],
  links: [...section.querySelectorAll(".kit details a")].map((link) => ({ link, href: link.getAttribute("href"), title: plain(link.textContent) })),
}));
input.addEventListener("input", () => {
  const typed = plain(input.value);
  const words = typed.split(/\s+/).filter(Boolean);
  const commune = communes.find((each) => typed.includes(plain(each)));
  const asked = commune ? `?commune=${encodeURIComponent(commune)}` : "";
  let found = 0;
  for (const { section, name, folds, links } of groups) {
    const others = words.filter((word) => !name.includes(word));
    for (const { link, href, title } of links) {
      link.parentElement.hidden = !others.every((word) => title.includes(word));
      link.href = href.replace("#", `${asked}#`);
    }
    const left = links.some(({ link }) => !link.parentElement.hidden);
    section.hidden = others.length > 0 && !left;
    section.classList.toggle("sought", others.length > 0);
    for (const fold of folds) {
      fold.open = others.length > 0 && Boolean(fold.querySelector("li:not([hidden])"));
      fold.closest(".kit").hidden = others.length > 0 && !fold.open;
    }
    found += section.hidden ? 0 : 1;
  }
  told.textContent = words.length ? told.dataset.found.replace("{n}", found) : "";
});
bar.hidden = false;
