// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

/** A setting. */
export type Setting = {
  /** Its name. */
  key: string,
  /** What was set; none where nothing was. */
  value: string | null,
};

/** Where a setting is kept. */
export type SettingScope = "user" | "workspace";

export type SettingsGetInput = {
  key: string,
  scope?: SettingScope | null,
};

export type SettingsListInput = {
  beginning: string,
};

export type SettingsSetInput = {
  key: string,
  value?: string | null,
  scope?: SettingScope | null,
};
