// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

/** An answer that says no more than that it was done: `{}`. */
export type Done = Record<symbol, never>;
