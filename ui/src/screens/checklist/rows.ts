//! The rows of a checklist by their names. Which rows there are is worked out when a checklist is read; what they say
//! changes with every key.

import type { UnitRow } from '../../lib/api/types';
import { rowKey } from './filter';

/** Where a row is found by its name. */
export type RowLookup = Pick<ReadonlyMap<string, UnitRow>, 'get'>;

/** The names of the rows, in their order. */
export class RowNames {
  readonly keys: readonly string[];
  #places: Map<string, number> | undefined;

  constructor(rows: readonly UnitRow[]) {
    this.keys = rows.map(rowKey);
  }

  /** The place of a name. Looked up from the first question on, not before: the first paint asks none. */
  placeOf(key: string): number | undefined {
    this.#places ??= new Map(this.keys.map((one, place) => [one, place]));
    return this.#places.get(key);
  }
}

/** The rows as they are now, by name. */
export class Rows implements RowLookup {
  readonly #names: RowNames;
  readonly #list: readonly UnitRow[];

  constructor(names: RowNames, list: readonly UnitRow[]) {
    this.#names = names;
    this.#list = list;
  }

  get(key: string): UnitRow | undefined {
    const place = this.#names.placeOf(key);
    return place === undefined ? undefined : this.#list[place];
  }
}
