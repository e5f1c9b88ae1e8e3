// `npm run bindings`: writes again what is generated from the registry of commands: the UI's TypeScript, the list of
// commands, and the desktop's capability. Tests compare all three with the registry.
import { ensureUiBuilt, ensureNodePackages } from "./lib/node.mjs";
import { cargo, ensureRust } from "./lib/rust.mjs";
import { attempt, built, must } from "./lib/run.mjs";
import { main, Stop } from "./lib/say.mjs";

await main(async () => {
  ensureRust();
  await ensureNodePackages();
  // With the workspace's features: for one package alone cargo would build the dependencies anew.
  await cargo("Building what writes the bindings", "build", "--quiet", "--workspace", "--example", "bindings");
  await must("Writing the bindings", built("examples/bindings"), []);
  await ensureUiBuilt();
  const { code } = await attempt(
    "cargo",
    ["test", "--quiet", "--workspace", "--bin", "assay-desktop", "the_capability_is_current"],
    {
      env: { ASSAY_REGENERATE: "1" },
    },
  );
  if (code !== 0) throw new Stop("The capability could not be written.");
});
