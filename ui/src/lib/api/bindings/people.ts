// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

export type PeopleListInput = Record<symbol, never>;

/** Somebody who works on this computer, or is a member of the open workspace. */
export type Person = {
  /** The member's id. */
  member: string,
  /** Their name. */
  name: string,
  /** Their e-mail address. */
  email: string,
  /** Whether statements are made in their name now. */
  me: boolean,
  /** Whether they work on this computer: one can switch to them. */
  here: boolean,
  /** Whether they are a member of the open workspace. */
  in_workspace: boolean,
};

export type PersonAddInput = {
  name: string,
  email: string,
};

export type PersonSwitchInput = {
  person: string,
};
