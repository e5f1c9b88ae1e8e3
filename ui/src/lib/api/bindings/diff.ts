// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

import type { CatalogueName, Era } from './model';

/** What changed between two versions of one standard. */
export type CatalogueDiff = {
  /** Which standard. */
  name: CatalogueName,
  /** The older version, or the one given first. */
  from: DiffSide,
  /** The newer version, or the one given second. */
  to: DiffSide,
  /** Every change, ordered by kind of item, id, kind of change. */
  changes: Array<Change>,
  /** Per kind of item that either version has. */
  counts: Array<DiffCounts>,
};

/** One change of one item. */
export type Change = {
  /** What kind of item. */
  item: ItemKind,
  /** What happened. */
  kind: ChangeKind,
  /** As the older version calls it; none for what was added. */
  from: ItemName | null,
  /** As the newer version calls it; none for what was removed. */
  to: ItemName | null,
  /** The fact that changed, by its name in the model: `profiles`, `weaknesses`, `text_digest`, ... */
  field: string,
  /** The fact in the older version, a value a line; texts by their digest. */
  before: Array<string>,
  /** The fact in the newer version. */
  after: Array<string>,
  /** Successors that the version which names them does not have. */
  dangling: Array<string>,
};

/** What happened to an item. */
export type ChangeKind = "added" | "removed" | "renumbered" | "deprecated" | "restored" | "status-changed" | "successors-changed" | "retitled" | "reworded" | "reprofiled" | "replatformed" | "remapped" | "relinked" | "amended";

/** How many items of one kind there are, and how many changed how. */
export type DiffCounts = {
  /** The kind of item. */
  item: ItemKind,
  /** Items of the older version. */
  from: number,
  /** Items of the newer version: `from + added - removed + splits - merges`. */
  to: number,
  /** Items of the newer version beyond one for each that was renumbered: what became two counts one. */
  splits: number,
  /** Items of the older version beyond one for each that they became: two that became one count one. */
  merges: number,
  /** How many changes of each kind; a kind without any is left out. */
  changes: { [key in ChangeKind]?: number },
};

/** One of the two versions. */
export type DiffSide = {
  /** Its version as people say it. */
  version: string,
  /** Its digest. */
  digest: string,
  /** The git commit it was read from; empty where unknown. */
  commit: string,
  /** The shape of the data that it was read from. */
  era: Era,
};

/** What kind of item changed. */
export type ItemKind = "group" | "control" | "weakness" | "test" | "technique" | "tool" | "knowledge" | "best-practice" | "app" | "demo" | "prerequisite" | "document" | "draft";

/** An item as one of the versions calls it. */
export type ItemName = {
  /** Its id; for a weakness the full name, `maswe-1/MASWE-0018`. */
  id: string,
  /** Its title; empty for a control, which has none. */
  title: string,
};
