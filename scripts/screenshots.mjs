// `npm run screenshots`: takes the pictures in docs/images from the example, in the real window, on a display of its own.
//
//   npm run screenshots                    the pictures of the documentation
//   npm run screenshots -- all [FOLDER]    every screen, to be looked at: light, dark, small, narrow, with large text;
//                                          in Chromium on the real backend, into FOLDER (else tests/output/pictures)
import path from "node:path";
import { ensurePackages, toTest } from "./lib/debian.mjs";
import { ensureNodePackages, ensureUiBuilt } from "./lib/node.mjs";
import { built, inside, must, onDisplay } from "./lib/run.mjs";
import { cargo, ensureRust } from "./lib/rust.mjs";
import { main } from "./lib/say.mjs";

const [what, folder] = process.argv.slice(2);
const binaries = what === "all" ? ["assay-bridge", "assay"] : ["assay-desktop", "assay"];

await main(async () => {
  ensureRust();
  await ensurePackages(toTest);
  await ensureNodePackages();
  await ensureUiBuilt();
  await cargo(
    "Building Assay",
    "build",
    "--workspace",
    ...[...binaries, "assay-typeset"].flatMap((bin) => ["--bin", bin]),
  );
  if (what === "all") {
    const pictures = folder ? path.resolve(folder) : inside("tests/output/pictures");
    const arguments_ = ["playwright", "test", "--config", "pictures.config.ts"];
    await must("Walking through every screen", "npx", arguments_, {
      cwd: inside("ui"),
      env: { ASSAY_PICTURES: pictures, ASSAY_BRIDGE_BIN: built("assay-bridge"), ASSAY_BIN: built("assay") },
    });
    console.log(`The pictures are in ${pictures}.`);
  } else {
    await must("Taking the pictures", ...onDisplay("node", inside("tests/desktop/screenshots.mjs")));
  }
});
