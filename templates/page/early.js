if (Element.prototype.checkVisibility) {
  const root = document.documentElement;
  root.className = "script wait";
  const fonts = Promise.all([...document.fonts].map((each) => each.load()));
  if (!location.search && !location.hash) fonts.finally(() => root.classList.remove("wait"));
}
