// Debian packages: which are needed, and installing those that are missing.
import { existsSync } from "node:fs";
import { ask, must } from "./run.mjs";
import { say, Stop } from "./say.mjs";

/** To build: a C compiler for SQLCipher and libgit2, OpenSSL for both, WebKitGTK for the window. */
export const toBuild = ["build-essential", "pkg-config", "libssl-dev", "libwebkit2gtk-4.1-dev"];

/**
 * To test as well: a display of its own, the WebDriver of WebKitGTK, Chromium for the UI's tests, strace for the
 * tests that kill Assay in the middle of writing, readers for the PDF, fonts for scripts of the world.
 */
export const toTest = [
  ...toBuild,
  "binutils",
  "chromium",
  "dbus",
  "fonts-dejavu-core",
  "fonts-noto-core",
  "git",
  "imagemagick",
  "poppler-utils",
  "qpdf",
  "strace",
  "webkit2gtk-driver",
  "x11-utils",
  "xauth",
  "xclip",
  "xvfb",
];

function missing(packages) {
  // dpkg-query ends with 1 when it knows nothing of a package, and still prints those it knows.
  return packages.filter((name) => ask("dpkg-query", ["-W", "-f", "${db:Status-Status}", name]) !== "installed");
}

/** Installs what is missing of `packages`; on other systems than Debian's says what is needed and goes on. */
export async function ensurePackages(packages) {
  if (process.platform !== "linux" || !existsSync("/usr/bin/dpkg-query")) {
    say(`Not a Debian system: please see to it that these are there: ${packages.join(" ")}.`);
    return;
  }
  const needed = missing(packages);
  if (needed.length === 0) return;
  say(`Installing Debian packages: ${needed.join(" ")}`);
  const asRoot = process.getuid() === 0 ? [] : ["sudo"];
  if (asRoot.length > 0 && ask("which", ["sudo"]) === null) {
    throw new Stop(
      `These Debian packages are missing: ${needed.join(" ")}.\n` +
        `Install them as root: apt-get install ${needed.join(" ")}`,
    );
  }
  const aptGet = (...args) => {
    const [program, ...rest] = [
      ...asRoot,
      "env",
      "DEBIAN_FRONTEND=noninteractive",
      "apt-get",
      "-o",
      "DPkg::Lock::Timeout=300",
      "-qq",
      ...args,
    ];
    return must("Installing Debian packages", program, rest, { quiet: true });
  };
  await aptGet("update");
  await aptGet("install", "-y", "--no-install-recommends", ...needed);
}
