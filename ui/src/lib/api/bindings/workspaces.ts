// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

import type { WorkspaceView } from './workspace';

/** Whether another window or process wrote something. */
export type Changes = {
  /** To be given with the next call. */
  data_version: number,
  /** Whether it differs from the one that was given; false at first. */
  changed: boolean,
};

export type ChangesSinceInput = {
  data_version?: number | null,
};

/** Who works here. */
export type Identity = {
  /** The name that statements are signed with. */
  name: string,
  /** Where to ask. */
  email: string,
};

export type IdentitySetInput = {
  name: string,
  email: string,
};

/** A workspace that was open before. */
export type RecentWorkspace = {
  /** Its folder. */
  dir: string,
  /** Its name. */
  name: string,
  /** RFC 3339, UTC. */
  opened_at: string,
};

/** What a front end shows first. */
export type Status = {
  /** The version of Assay. */
  version: string,
  /** None until somebody said who they are. */
  identity: Identity | null,
  /** The open workspace. */
  workspace: WorkspaceView | null,
  /** Newest first; folders that are gone are left out. */
  recent: Array<RecentWorkspace>,
};

export type StatusInput = Record<symbol, never>;

export type TaskCancelInput = {
  task: string,
};

export type WorkspaceCloseInput = Record<symbol, never>;

export type WorkspaceCreateInput = {
  dir: string,
  name: string,
};

export type WorkspaceOpenInput = {
  dir: string,
};
