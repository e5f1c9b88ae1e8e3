// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

export type ReportSignInput = {
  path: string,
  output?: string | null,
  role?: string | null,
  pkcs12?: string | null,
  password?: string | null,
  timestamp?: string | null,
};

export type ReportSignatureInput = {
  role?: string | null,
  pkcs12?: string | null,
  password?: string | null,
  timestamp?: string | null,
};

/** What was signed. */
export type ReportSigned = {
  /** The file. */
  path: string,
  /** Its SHA-256 in hex. */
  sha256: string,
  /** The name in the certificate. */
  name: string,
  /** SHA-256 of the certificate: what others compare. */
  certificate: string,
  /** Whether the key is the user's own, which shows that nothing was changed, and not who signed. */
  own_key: boolean,
};
