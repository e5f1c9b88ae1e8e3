// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

import type { CrosswalkItem, Provenance, RelationKind } from './crosswalk';

/** An item that touches the one that was asked for. */
export type Touch = {
  /** The item. */
  item: CrosswalkItem,
  /** How many steps it is away; 1 is a direct relation. */
  steps: number,
  /** The shortest ways there, at most three. */
  ways: Array<Way>,
  /** How many more shortest ways there are. */
  more_ways: number,
};

/** A way from one item to another, step by step. */
export type Way = {
  /** The steps; the last one leads to the item. */
  steps: Array<WayStep>,
};

/** One step of a way. */
export type WayStep = {
  /** How the item before it is connected with `to`. */
  kind: RelationKind,
  /** The words between the two, in this direction: `is related to`. */
  words: string,
  /** Where that comes from. */
  provenance: Provenance,
  /** The item that it leads to. */
  to: CrosswalkItem,
};
