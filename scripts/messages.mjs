// `npm run messages`: gathers what the program says into the file that other languages are made from. A test compares it
// with the sources.
import { writeFileSync } from "node:fs";
import { FILE, gather, written } from "./lib/messages.mjs";
import { inside } from "./lib/run.mjs";
import { main } from "./lib/say.mjs";

await main(async () => {
  writeFileSync(inside(FILE), written(gather().crates));
});
