/* The page by itself: it opens what a person gives and saves where they say. Nothing else is read or written. */

import { known, say } from "./words.js";

/**
 * A file that was opened. `handle` says where to save it again, where the browser knows.
 * @typedef {{name: string, text: string, handle?: any}} Opened
 */
/**
 * What became of a file. `saved`: it stands where it was; `downloaded`: among the downloads; `cancelled`: the person
 * changed their mind; `failed`: nothing was written, `said` tells why in a sentence, nothing of the page is lost.
 * @typedef {{state: "saved" | "downloaded" | "cancelled" | "failed", said?: string}} Saved
 */
/**
 * Where circuits come from and go to. `given`: its files are there at once (no first screen asks for them); `load`
 * gives what to open, the circuit and those it names; `save` takes the name and the text of the circuit; `keep` is told
 * where the circuit that was opened stands; `judge` asks the program what is wrong in a text, where there is one: null
 * where it does not answer; `where` says where the circuit's file stands, where the page opens it again by itself; `lessor` is the landlord's file where that is written too, by `saveLessor`.
 * @typedef {{given: boolean, load(): Promise<{files: Opened[]}>, save(name: string, text: string): Promise<Saved>, keep?(handle: any): void, where?(name: string): string, lessor?(): {name: string, shared: string[]} | null, saveLessor?(text: string): Promise<Saved>, judge?(text: string, landlord: string, sheets: boolean): Promise<import("./told.js").Row[] | null>}} Home
 */

const TYPES = [{ accept: { "text/yaml": [".yaml", ".yml"] } }];

/** @param {File} file @param {any} [handle] @returns {Promise<Opened>} */
async function opened(file, handle) {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await file.arrayBuffer());
  return { name: file.name, text, handle: handle && { handle, stamp: file.lastModified } };
}

/** The files that were dropped or chosen. @param {Iterable<File>} files */
export const openedAll = (files) => Promise.all([...files].map((file) => opened(file)));

/** @param {HTMLInputElement} input the field that chooses files where the browser has no picker @returns {Home} */
export function alone(input) {
  /** Where the circuit stands, and when it was last written there. @type {{handle: any, stamp: number} | null} */
  let kept = null;
  const page = /** @type {any} */ (window);
  return {
    given: false,
    keep: (given) => (kept = given ?? null),
    async load() {
      if (!page.showOpenFilePicker) return { files: await chosen(input) };
      /** @type {any[]} */
      const handles = await page.showOpenFilePicker({ multiple: true, types: TYPES }).catch(() => /** @type {any[]} */ ([]));
      return { files: await Promise.all(handles.map(async (each) => opened(await each.getFile(), each))) };
    },
    async save(name, text) {
      if (!page.showSaveFilePicker) return download(name, text);
      try {
        const same = kept && (await unchanged(kept));
        const handle = same ? kept.handle : await page.showSaveFilePicker({ suggestedName: name, types: TYPES });
        const stream = await handle.createWritable();
        await stream.write(text);
        await stream.close();
        kept = { handle, stamp: (await handle.getFile()).lastModified };
        return { state: "saved" };
      } catch (thrown) {
        const error = /** @type {Error} */ (thrown);
        return error.name === "AbortError" ? { state: "cancelled" } : { state: "failed", said: why(error) };
      }
    },
  };
}

/**
 * Whether the file may be written where it is: not once it is gone, nor, unless the person says so, where another
 * program or window has changed it since; then they choose another place.
 * @param {{handle: any, stamp: number}} kept
 */
async function unchanged({ handle, stamp }) {
  const file = await handle.getFile().catch(() => /** @type {File} */ (null));
  return file !== null && (file.lastModified === stamp || confirm(say("save.changed")));
}

/** @param {Error} error */
const why = ({ name, message }) => (known(`save.${name}`) ? say(`save.${name}`) : message);

/** The files of an input, none if it is closed without a choice. @param {HTMLInputElement} input @returns {Promise<Opened[]>} */
function chosen(input) {
  return new Promise((resolve) => {
    input.value = "";
    input.onchange = () => resolve(openedAll(input.files));
    input.oncancel = () => resolve([]);
    input.click();
  });
}

/** @param {string} name @param {string} text @returns {Saved} */
function download(name, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/yaml" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  return { state: "downloaded" };
}
