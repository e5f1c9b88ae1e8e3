// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

export type * from './about';
export type * from './answers';
export type * from './apps';
export type * from './areas';
export type * from './assessments';
export type * from './checklist';
export * from './commands';
export type * from './compare';
export type * from './crosswalk';
export type * from './demo';
export type * from './diff';
export type * from './document';
export type * from './error';
export type * from './evidence';
export type * from './ledger';
export type * from './migration';
export type * from './model';
export type * from './moving';
export type * from './plan';
export type * from './problem';
export type * from './profiles';
export type * from './questionnaire';
export type * from './read';
export type * from './reports';
export type * from './requirement';
export type * from './search';
export type * from './settings';
export type * from './standards';
export type * from './tailored';
export type * from './tailoring';
export type * from './task';
export type * from './unit';
export type * from './verdict';
export type * from './walk';
export type * from './workspace';
export type * from './workspaces';
