// The Rust side: is the toolchain there, and cargo.
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { ask, must } from "./run.mjs";
import { Stop } from "./say.mjs";

/** Sees to it that cargo can be started, or says how to get it. */
export function ensureRust() {
  if (ask("cargo", ["--version"]) !== null) return;
  const usual = path.join(process.env.CARGO_HOME ?? path.join(homedir(), ".cargo"), "bin");
  if (existsSync(path.join(usual, "cargo"))) {
    process.env.PATH = `${usual}:${process.env.PATH}`;
    return;
  }
  throw new Stop(
    "Rust is not installed (cargo was not found).\n" +
      "Install Rust 1.95 or newer as https://rustup.rs says, then run the same command again.",
  );
}

/** Runs cargo with its output shown; a failure ends the command. */
export const cargo = (doing, ...args) => must(doing, "cargo", args);

/**
 * One program, with the features that the whole workspace gives its dependencies: with `-p` cargo would choose other
 * ones for each program and build the same crates several times, and again for `npm test`.
 */
export const bin = (name) => ["--workspace", "--bin", name];
