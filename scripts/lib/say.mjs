// What the developer commands print: one line when a step begins, one when it ends, with its time.

const colour = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code, text) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);

/** Seconds since `began` (milliseconds of `performance.now()`), as people read them: `4.2 s`, `3 min 05 s`. */
export function since(began) {
  const seconds = (performance.now() - began) / 1000;
  if (seconds < 100) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}

/** One line about what is going on. */
export const say = (text) => console.log(`${paint("36", "assay")}  ${text}`);

/** One line about what went wrong. */
export const complain = (text) => console.error(`${paint("31", "assay")}  ${text}`);

/** Carries out one step, with its time beside it. Returns what `work` returns. */
export async function step(title, work) {
  const began = performance.now();
  say(`${title} …`);
  const answer = await work();
  say(`${title}: ${since(began)}`);
  return answer;
}

/** An ending that is explained already: the command prints `message` and leaves with `code`. */
export class Stop extends Error {
  constructor(message, code = 1) {
    super(message);
    this.code = code;
  }
}

/** Runs a command's main function; turns a `Stop` into its message and exit code. */
export async function main(work) {
  try {
    await work();
  } catch (problem) {
    if (!(problem instanceof Stop)) throw problem;
    for (const line of problem.message.split("\n")) complain(line);
    process.exitCode = problem.code;
  }
}
