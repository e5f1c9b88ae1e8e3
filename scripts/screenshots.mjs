// `npm run screenshots`: takes the pictures in docs/images from the example, in the real window, on a display of its own.
import { ensurePackages, toTest } from "./lib/debian.mjs";
import { ensureNodePackages, ensureUiBuilt } from "./lib/node.mjs";
import { inside, must, onDisplay } from "./lib/run.mjs";
import { cargo, ensureRust } from "./lib/rust.mjs";
import { main } from "./lib/say.mjs";

await main(async () => {
  ensureRust();
  await ensurePackages(toTest);
  await ensureNodePackages();
  await ensureUiBuilt();
  await cargo("Building Assay", "build", "--workspace", "--bin", "assay-desktop", "--bin", "assay");
  await must("Taking the pictures", ...onDisplay("node", inside("tests/desktop/screenshots.mjs")));
});
