/* The page by itself. */

import { byId } from "./dom.js";
import { drafting } from "./draft.js";
import { edit } from "./edit.js";
import { alone } from "./home_alone.js";
import { starting } from "./start.js";

edit(alone(byId("files"))).then((hands) => {
  starting(hands);
  drafting(hands);
});
