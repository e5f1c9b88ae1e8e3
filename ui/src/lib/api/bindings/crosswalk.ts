// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

/** How much is known of a relation. */
export type Basis = "published" | "derived" | "judged" | "stored" | "secondary" | "unverified";

/** Something with an id that people cite. */
export type CrosswalkItem = {
  /** What it is. */
  kind: CrosswalkKind,
  /** Its id as its source writes it: `MASWE-0018`, `164.312(a)(2)(iv)`, `CWE-312`. */
  id: string,
  /**
  * What it belongs to: the numbering of a weakness (`maswe-1`), the key of a clause's source (`hipaa`), the set of a
  * requirement (`fintech`), the number of a requirement of the first MASVS (`2.14`); empty elsewhere.
  */
  within: string,
  /**
  * The name that goes before the id when it is shown alone (`HIPAA Security Rule`, `MASWE beta`); empty where the id
  * says it.
  */
  qualifier: string,
  /** Its title or topic; empty where only the id is known. */
  title: string,
  /** It was withdrawn, or belongs to an edition that another one replaced. */
  former: boolean,
};

/** What kind of item it is, in the order in which they are listed. */
export type CrosswalkKind = "control" | "weakness" | "test" | "requirement" | "masa-item" | "clause" | "cwe" | "masvs-v1" | "mobile-top10" | "api-top10" | "asvs";

/** Where a relation comes from. */
export type Provenance = {
  /** How much is known of it. */
  basis: Basis,
  /** Who states it: `MASWE 1.0.0`, `Assay, fintech`. */
  source: string,
  /** What a reader has to know of this relation; empty mostly. */
  note: string,
};

/** How one item is connected with another, read from `from` to `to`. */
export type RelationKind = "counts-under" | "secondary-under" | "looks-for" | "replaces" | "names" | "leads-to" | "mapped-to" | "related-to";
