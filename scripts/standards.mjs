// `npm run standards`: writes the catalogues in standards/ again from checkouts of OWASP's repositories, at the commits
// that standards/sources.json states.
//
//   npm run standards                                                 checkouts in $ASSAY_SHARED/owasp or ../shared/owasp
//   npm run standards -- --masvs DIR --maswe DIR --mastg DIR          these (a folder, a checkout or a bare repository)
import { existsSync } from "node:fs";
import path from "node:path";
import { cargo, ensureRust } from "./lib/rust.mjs";
import { inside } from "./lib/run.mjs";
import { main, Stop } from "./lib/say.mjs";

await main(async () => {
  ensureRust();
  let args = process.argv.slice(2);
  if (args.length === 0) {
    const owasp = path.join(process.env.ASSAY_SHARED ?? inside("../shared"), "owasp");
    const found = ["masvs", "maswe", "mastg"].filter((name) => existsSync(path.join(owasp, name)));
    if (found.length === 0) {
      throw new Stop(
        "There are no checkouts of OWASP's repositories here.\n" +
          "Say where they are: npm run standards -- --masvs DIR --maswe DIR --mastg DIR",
        2,
      );
    }
    args = found.flatMap((name) => [`--${name}`, path.join(owasp, name)]);
  }
  await cargo("Writing the standards", "run", "-p", "assay-catalogue", "--example", "generate", "--", ...args);
});
