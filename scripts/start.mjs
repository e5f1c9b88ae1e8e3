// `npm start`: installs what is missing, builds, and opens the desktop app.
//
//   npm start                     the window
//   npm start -- --workspace DIR  the window, with this workspace open
//   npm start -- --headless       no window: the UI for a browser on this machine, address printed
//
// Exit codes: 0 done, 1 failed, 2 there is no display (nothing was built).
import { existsSync } from "node:fs";
import { ensurePackages, toBuild } from "./lib/debian.mjs";
import { ensureNodePackages, ensureUiBuilt } from "./lib/node.mjs";
import { bin, cargo, ensureRust } from "./lib/rust.mjs";
import { built, inside, open } from "./lib/run.mjs";
import { main, say, since, step, Stop } from "./lib/say.mjs";

const began = performance.now();
const args = process.argv.slice(2);
const headless = args.includes("--headless");
const passedOn = args.filter((arg) => arg !== "--headless");

const noDisplay = `There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can be opened.
Without a display you can:
  npm start -- --headless        use Assay in a browser on this machine; the address is printed
  npm run -s assay -- help       work on the command line
  xvfb-run -a npm start          open the window on a display that nobody sees`;

/** The PDF's typesetter takes minutes to build and is needed last, so the window does not wait for it. */
async function buildTypesetter() {
  const fresh = !existsSync(built("assay-typeset"));
  if (fresh) say("Building the typesetter for PDF reports in the background; everything else works already.");
  await cargo("Building the typesetter", "build", "--quiet", ...bin("assay-typeset"));
  if (fresh) say(`The typesetter is there: reports can be exported (${since(began)} after the start).`);
}

await main(async () => {
  if (!headless && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) throw new Stop(noDisplay, 2);
  ensureRust();
  await ensurePackages(toBuild);
  await ensureNodePackages();
  await ensureUiBuilt();
  const host = headless ? "assay-bridge" : "assay-desktop";
  const first = existsSync(built(host)) ? "" : " (the first time takes about ten minutes on two cores)";
  await step(`Building Assay${first}`, () => cargo("Building Assay", "build", ...bin(host)));
  say(headless ? "Serving the UI on this machine; Ctrl-C ends it." : "Opening the window.");
  const opened = headless ? open(built(host), ["--ui", inside("ui/dist"), ...passedOn]) : open(built(host), passedOn);
  let typesetterBuilt = false;
  const typesetter = buildTypesetter()
    .catch((problem) => say(problem.message))
    .finally(() => {
      typesetterBuilt = true;
    });
  process.exitCode = await opened;
  if (!typesetterBuilt) say("The typesetter is still being built, for the next start; Ctrl-C stops it.");
  await typesetter;
});
