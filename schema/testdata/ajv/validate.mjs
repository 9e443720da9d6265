// Validates documents against a JSON Schema, as an admin screen would: reads
// {"schema": …, "documents": [[name, text], …]} and prints, for each name, the
// instance paths of what is wrong, or null where nothing is.
import { readFileSync } from "node:fs";
import Ajv from "ajv/dist/2020.js";
import formats from "ajv-formats";

const { schema, documents } = JSON.parse(readFileSync(0, "utf8"));
const ajv = new Ajv({ allErrors: true });
formats(ajv);
const validate = ajv.compile(schema);
const verdicts = {};
for (const [name, text] of documents) {
  verdicts[name] = validate(JSON.parse(text)) ? null : validate.errors.map((e) => e.instancePath);
}
console.log(JSON.stringify(verdicts));
