/* What a page shows of a text that got out of its place; one sentence a fault. */
() => {
  const faults = [];
  if (globalThis.struck !== undefined) faults.push("a script ran");
  for (const each of globalThis.violated ?? []) faults.push(`refused by the policy: ${each}`);
  if (Object.prototype.struck !== undefined || [].struck !== undefined) faults.push("a prototype changed");
  const ADDRESSES = ["href", "xlink:href", "src", "srcset", "action", "formaction", "data", "poster", "background", "ping"];
  const fair = (value) => {
    const scheme = /^[\s\0]*([a-z][\w+.-]*):/i.exec(value)?.[1].toLowerCase();
    if (!scheme) return !/^\s*[/\\]{2}|etc[/\\]/.test(value);
    if (scheme === "data") return value === "data:," || /^data:(image\/(svg\+xml|png)|font\/woff2|text\/calendar)[;,]/.test(value);
    return /^(tel|sms):[+0-9]+$/i.test(value) || (/^https?$/.test(scheme) && !/^https?:\/*away\.invalid/i.test(value));
  };
  for (const each of document.querySelectorAll("*")) {
    const text = each.localName === "script" && !each.type.endsWith("json") ? each.textContent : "";
    if (text.includes("struck") || (each.localName === "style" && /@import|url\((?!["']?data:)/.test(each.textContent)))
      faults.push(`<${each.localName}> ${each.textContent.slice(0, 80)}`);
    if (["object", "embed", "base", "foreignobject", "animate", "set", "audio", "video"].includes(each.localName.toLowerCase()))
      faults.push(`<${each.localName}>`);
    for (const { name, value } of each.attributes) {
      if (/^on/i.test(name) || name === "srcdoc") faults.push(`${each.localName} ${name}`);
      if (ADDRESSES.includes(name) && !fair(value)) faults.push(`${each.localName} ${name}=${value.slice(0, 80)}`);
      if (name === "http-equiv" && value.toLowerCase() === "refresh") faults.push("refresh");
      if (name === "style" && /url\(|expression/i.test(value)) faults.push(`${each.localName} style=${value.slice(0, 80)}`);
    }
  }
  return [...new Set(faults)];
}
