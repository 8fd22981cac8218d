/* The page by itself: it opens what a person gives and saves where they say. Nothing else is read or written. */

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
 * where the circuit that was opened stands.
 * @typedef {{given: boolean, load(): Promise<{files: Opened[]}>, save(name: string, text: string): Promise<Saved>, keep?(handle: any): void}} Home
 */

const TYPES = [{ accept: { "text/yaml": [".yaml", ".yml"] } }];
const OPENS = [{ accept: { "text/yaml": [".yaml", ".yml"], "text/csv": [".csv"] } }];

/** @param {File} file @param {any} [handle] @returns {Promise<Opened>} */
async function opened(file, handle) {
  return { name: file.name, text: await decoded(file), handle };
}

/** A file's text; what is not UTF-8 is refused by the reading, which sees the mark that stands for wrong bytes. @param {File} file */
const decoded = async (file) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(await file.arrayBuffer());

/** The files that were dropped or chosen. @param {Iterable<File>} files */
export const openedAll = (files) => Promise.all([...files].map((file) => opened(file)));

/** @param {HTMLInputElement} input the field that chooses files where the browser has no picker @returns {Home} */
export function alone(input) {
  /** @type {any} */
  let handle = null;
  const page = /** @type {any} */ (window);
  return {
    given: false,
    keep: (given) => (handle = given ?? null),
    async load() {
      if (!page.showOpenFilePicker) return { files: await chosen(input) };
      /** @type {any[]} */
      const handles = await page.showOpenFilePicker({ multiple: true, types: OPENS }).catch(() => /** @type {any[]} */ ([]));
      return { files: await Promise.all(handles.map(async (each) => opened(await each.getFile(), each))) };
    },
    async save(name, text) {
      if (!page.showSaveFilePicker) return download(name, text);
      try {
        const target = handle ?? (await page.showSaveFilePicker({ suggestedName: name, types: TYPES }));
        const stream = await target.createWritable();
        await stream.write(text);
        await stream.close();
        handle = target;
        return { state: "saved" };
      } catch (thrown) {
        const error = /** @type {Error} */ (thrown);
        return error.name === "AbortError" ? { state: "cancelled" } : { state: "failed", said: error.message };
      }
    },
  };
}

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
