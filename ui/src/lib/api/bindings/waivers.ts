// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

import type { FindingScope, WaiverOver, WaiverText } from './findings';

export type WaiverGrantInput = {
  over: WaiverOver,
  text: WaiverText,
  until: string,
};

export type WaiverWithdrawInput = {
  waiver: string,
  reason: string,
  expected: Array<string>,
};

export type WaiversListInput = {
  scope: FindingScope,
};
