// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

import type { ReconfirmBasis, ReconfirmUnit } from './former';

export type BuildsCompareInput = {
  from: string,
  to: string,
  from_assessment?: string | null,
  to_assessment?: string | null,
};

export type FormerShowInput = {
  assessment: string,
  build: string,
  former?: string | null,
};

export type ResultReconfirmInput = {
  assessment: string,
  build: string,
  former: string,
  basis: ReconfirmBasis,
  argument?: string | null,
  units: Array<ReconfirmUnit>,
};
