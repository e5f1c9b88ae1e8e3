// Starting other programs, and where the project lies.
import { spawn, spawnSync } from "node:child_process";
import { openSync } from "node:fs";
import { fileURLToPath } from "node:url";
import path from "node:path";
import { Stop } from "./say.mjs";

/** The root of the checkout. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** A path inside the checkout. */
export const inside = (...parts) => path.join(root, ...parts);

/** Where cargo builds. */
export const target = process.env.CARGO_TARGET_DIR ? path.resolve(process.env.CARGO_TARGET_DIR) : inside("target");

/** A program that cargo built in the one profile that we use. */
export const built = (name) => path.join(target, "debug", name);

/**
 * Runs a program to its end with its output shown. `capture` also collects what it prints (both streams) and returns
 * it; `log` is a file for the standard error, for programs that chat there. Returns `{code, output}`; does not throw on a
 * failure.
 */
export function attempt(program, args, { cwd = root, env, capture = false, quiet = false, log } = {}) {
  return new Promise((resolve) => {
    const errors = log ? openSync(log, "w") : null;
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", capture || quiet ? "pipe" : "inherit", errors ?? (capture || quiet ? "pipe" : "inherit")],
    });
    const pieces = [];
    child.stdout?.on("data", (data) => {
      pieces.push(data);
      if (!quiet) process.stdout.write(data);
    });
    child.stderr?.on("data", (data) => {
      pieces.push(data);
      if (!quiet) process.stderr.write(data);
    });
    child.on("error", (problem) => resolve({ code: 127, output: String(problem.message) }));
    child.on("close", (code, signal) =>
      resolve({ code: code ?? (signal ? 128 : 1), output: Buffer.concat(pieces).toString("utf8") }),
    );
  });
}

/** Runs a program to its end; a failure ends the command, with what was being done. */
export async function must(doing, program, args, options = {}) {
  const { code, output } = await attempt(program, args, options);
  if (code !== 0) {
    const shown = options.quiet ? `\n${output.trimEnd()}` : "";
    throw new Stop(`${doing} failed: ${program} ${args.join(" ")} ended with ${code}.${shown}`);
  }
  return output;
}

/** What a program prints, or null when it is not there or fails. */
export function ask(program, args) {
  const answer = spawnSync(program, args, { encoding: "utf8", cwd: root });
  return answer.status === 0 ? answer.stdout.trim() : null;
}

/** Program and arguments that run this one on a display and a message bus of its own, seen by nobody. */
export const onDisplay = (...command) => [
  "xvfb-run",
  ["-a", "-s", "-screen 0 1600x1000x24", "dbus-run-session", "--", ...command],
];

/** Starts a program in the foreground, where the user is; its end is ours. Returns its exit code. */
export function open(program, args) {
  const child = spawn(program, args, { cwd: process.env.INIT_CWD ?? root, stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => child.on("close", (code) => resolve(code ?? 1)));
}
