/* The page inside « jeu-oie serve ». */

import { byId } from "./dom.js";
import { edit } from "./edit.js";
import { studio } from "./home_studio.js";

const home = studio();
edit(home).then((hands) => home.start(hands, byId("menu")));
