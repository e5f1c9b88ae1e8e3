// `npm run desktop-entry`: tells this user's desktop (Linux) about the Assay that was built here: an entry in the menu of
// applications, and workspaces that open with a double click on their assay.db.
//
//   npm run desktop-entry             writes it
//   npm run desktop-entry -- --remove takes it away again
import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { ask, built, inside } from "./lib/run.mjs";
import { main, say, Stop } from "./lib/say.mjs";

const data = process.env.XDG_DATA_HOME || path.join(os.homedir(), ".local", "share");
const entry = path.join(data, "applications", "assay.desktop");
const type = path.join(data, "mime", "packages", "assay.xml");
const icon = path.join(data, "icons", "hicolor", "256x256", "apps", "assay.png");

/** As the Desktop Entry Specification quotes an argument of Exec. */
const quoted = (text) => `"${text.replaceAll(/["`$\\]/g, (sign) => `\\${sign}`).replaceAll("%", "%%")}"`;

const entryText = (program) => `[Desktop Entry]
Type=Application
Name=Assay
Comment=Verify mobile apps against OWASP MASVS
Exec=${quoted(program)} %f
Icon=assay
Categories=Development;Security;
MimeType=application/x-assay-workspace;
`;

// A workspace's database is known by its name and by SQLite's application id, at byte 68: "assy".
const typeText = `<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="application/x-assay-workspace">
    <comment>Assay workspace</comment>
    <icon name="assay"/>
    <glob pattern="assay.db" weight="80"/>
    <magic priority="80"><match type="string" offset="68" value="assy"/></magic>
  </mime-type>
</mime-info>
`;

function refresh() {
  // Where these are missing, the desktop reads the folders itself, now or after the next login.
  ask("update-mime-database", [path.join(data, "mime")]);
  ask("update-desktop-database", [path.join(data, "applications")]);
}

await main(async () => {
  if (process.platform !== "linux") throw new Stop("Desktop entries are for Linux.", 2);
  if (process.argv.includes("--remove")) {
    for (const file of [entry, type, icon]) rmSync(file, { force: true });
    refresh();
    say("Taken away: menu entry, file type and icon.");
    return;
  }
  const program = built("assay-desktop");
  if (!existsSync(program)) throw new Stop("Assay is not built here yet: run npm start first.", 1);
  for (const file of [entry, type, icon]) mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(entry, entryText(program));
  writeFileSync(type, typeText);
  copyFileSync(inside("src-tauri", "icons", "256.png"), icon);
  refresh();
  say(`Written: ${entry}. A double click on a workspace's assay.db opens it.`);
});
