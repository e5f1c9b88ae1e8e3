// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

/** Which standard a catalogue is a version of. */
export type CatalogueName = "masvs" | "maswe" | "mastg";

/** Which shape of OWASP's data a catalogue was read from; the importer says it, nobody has to know it. */
export type Era = "masvs1" | "masvs2" | "maswe-beta" | "maswe1" | "mastg-chapters" | "mastg-v1" | "mastg-tests-beta" | "mastg-remapped" | "mastg-maswe-list" | "mastg-inherited";

/** A level of OWASP's MAS testing profiles. */
export type Level = "L1" | "L2" | "R" | "P";

/** What kind of page a text of the testing guide is, apart from tests. */
export type PageKind = "technique" | "tool" | "knowledge" | "best-practice" | "app" | "demo" | "prerequisite" | "document" | "draft";

/** A platform an app is assessed on; verdicts of one say nothing about the other. */
export type Platform = "android" | "ios";

/** A numbering of weaknesses. Both use the same ids with other meanings: an id is never used without its scheme. */
export type Scheme = "maswe-beta" | "maswe-1";

/** A weakness by its full name, written `maswe-1/MASWE-0018`. */
export type WeaknessName = {
  /** The numbering that the id belongs to. */
  scheme: Scheme,
  /** `MASWE-0018`. */
  id: string,
};
