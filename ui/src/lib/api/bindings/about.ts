// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

/** The versions of what runs here. */
export type About = {
  /** Of Assay. */
  version: string,
  /** Operating system and processor, such as `linux x86_64`. */
  platform: string,
  /** Of the libraries that hold and read the data; with a workspace open its database says so itself. */
  parts: Array<Part>,
  /** The catalogues that ship. */
  catalogues: Array<ShippedCatalogue>,
  /** The folder of identity, keys and settings. */
  home: string,
};

export type AboutInput = Record<symbol, never>;

/** A library. */
export type Part = {
  /** Its name. */
  name: string,
  /** Its version. */
  version: string,
};

/** A catalogue that ships. */
export type ShippedCatalogue = {
  /** Such as `MASVS`. */
  name: string,
  /** Such as `2.1.0`. */
  version: string,
  /** The commit of OWASP's repository. */
  commit: string,
};
