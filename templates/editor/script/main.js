/* The page by itself. */

import { byId } from "./dom.js";
import { edit } from "./edit.js";
import { alone } from "./home_alone.js";

edit(alone(byId("files")));
