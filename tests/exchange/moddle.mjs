// Reads BPMN files (a JSON list of texts on the standard input) with bpmn-moddle; prints the warnings of each.
import { BpmnModdle } from "bpmn-moddle";
import { readFileSync } from "node:fs";

const moddle = new BpmnModdle();
const told = [];
for (const text of JSON.parse(readFileSync(0, "utf8"))) {
  try {
    const { warnings } = await moddle.fromXML(text);
    told.push(warnings.map((warning) => warning.message));
  } catch (error) {
    told.push([error.message]);
  }
}
console.log(JSON.stringify(told));
