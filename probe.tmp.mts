import { catalogues } from "./src/model/catalogues.js";
import { scenarioSchema } from "./src/scenario/schema.js";
import { unmarkedIn } from "./src/schema/marked-options.js";

console.log(unmarkedIn(scenarioSchema));
for (const [k, c] of Object.entries(catalogues))
  for (const one of c.choices) {
    const u = c.extent === "each" ? [] : unmarkedIn(one.options);
    if (u.length) console.log(k, one.name, u);
  }
