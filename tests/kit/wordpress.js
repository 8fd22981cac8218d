/* What WordPress does in a page that shows a pasted address, as far as our files meet it (read in its source, 6.8):
   a frame stays hidden behind its link until its page, known by its secret, has told its height. */
addEventListener("message", ({ data, source }) => {
  const secret = data && String(data.secret);
  if (!secret || /[^a-zA-Z0-9]/.test(secret)) return;
  for (const quote of document.querySelectorAll(`blockquote[data-secret="${secret}"]`)) quote.style.display = "none";
  for (const frame of document.querySelectorAll(`iframe[data-secret="${secret}"]`)) {
    if (source !== frame.contentWindow) continue;
    frame.removeAttribute("style");
    const told = parseInt(data.value, 10) || 0;
    if (data.message === "height") frame.height = Math.min(Math.max(told, 200), 1000);
  }
});
document.addEventListener("DOMContentLoaded", () => {
  for (const frame of document.querySelectorAll("iframe.wp-embedded-content"))
    frame.contentWindow.postMessage({ message: "ready", secret: frame.dataset.secret }, "*");
});
