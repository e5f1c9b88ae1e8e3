// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

import type { Progress } from './checklist';
import type { Gate } from './document';
import type { MigratedFrom } from './migration';
import type { Platform } from './model';
import type { PinnedDocument } from './tailored';

export type AppAddInput = {
  name: string,
  description?: string | null,
};

/** A product. */
export type AppView = {
  /** The app's id. */
  id: string,
  /** Its name, unique in a workspace. */
  name: string,
  /** What it is, in the user's words. */
  description: string | null,
  /** Newest first. */
  releases: Array<ReleaseView>,
  /** Who added it. */
  added: Stamp,
};

export type AppsListInput = Record<symbol, never>;

/** The file that was tested. */
export type Artefact = {
  /** The file's name, without its folder. */
  file_name: string | null,
  /** SHA-256 in hex. */
  sha256: string,
  /** In bytes, where the file was at hand. */
  size: number | null,
};

/** What a tested file says of itself, before it is added as a build. */
export type ArtefactManifest = {
  /** The platform it runs on. */
  platform: Platform,
  /** Application id or bundle identifier. */
  package_id: string | null,
  /** Such as `4.2.0`; none where it stands in the app's resources. */
  version_name: string | null,
  /** Android's `versionCode`, iOS's `CFBundleVersion`. */
  version_code: string | null,
  /** Whether it says that it may be debugged. */
  debuggable: boolean,
  /** See [`BuildFacts::permissions`]. */
  permissions: Array<string>,
};

/** What was read of a tested file. */
export type ArtefactRead = {
  /** What it says of itself; none where it is no app's file, or cannot be read. */
  manifest: ArtefactManifest | null,
};

export type ArtefactReadInput = {
  path: string,
};

/** A release measured against a profile. */
export type AssessmentView = {
  /** The assessment's id. */
  id: string,
  /** The release that is measured. */
  release: string,
  /** A title, by default made of app, release and profile. */
  title: string,
  /** The profile's id, such as `L2+R+P` or `fintech`. */
  profile: string,
  /** The profile's title. */
  profile_title: string,
  /** The files of the profile, pinned by digest; none for plain MAS levels. */
  documents: Array<PinnedDocument>,
  /** The digest that pins the requirements; none for plain MAS levels. */
  requirements: string | null,
  /** The answers of the questionnaire. */
  answers: { [key in string]: Array<string> },
  /** What is asked for before a release may ship: the profile's gate, or the usual one. */
  gate: Gate,
  /** What it is measured against. */
  catalogues: Array<CatalogueRef>,
  /** The assessment that its answers were carried over from. */
  migrated_from: MigratedFrom | null,
  /** All those that it was moved from one after the other, the nearest first. */
  moved_from: Array<string>,
  /** What it is done under. */
  engagement: Engagement,
  /** Who opened it. */
  opened: Stamp,
  /** One a build of the release. */
  builds: Array<BuildProgress>,
};

export type BuildAddInput = {
  release: string,
  platform: Platform,
  version_name: string,
  version_code: string,
  variant: Variant,
  package_id?: string | null,
  artefact_path?: string | null,
  artefact_sha256?: string | null,
  signing_certificate?: string | null,
  commit?: string | null,
  permissions?: Array<string> | null,
  same_file?: boolean | null,
};

/** What identifies a build. */
export type BuildFacts = {
  /** The platform it runs on. */
  platform: Platform,
  /** Such as `4.2.0`. */
  version_name: string,
  /** Such as `4210`: Android's `versionCode`, iOS's `CFBundleVersion`. */
  version_code: string,
  /** Application id or bundle identifier. */
  package_id: string | null,
  /** How it was built. */
  variant: Variant,
  /** The tested file. */
  artefact: Artefact | null,
  /** SHA-256 of the signing certificate in hex. */
  signing_certificate: string | null,
  /** The git commit it was built from, full id. */
  commit: string | null,
  /**
  * What it asks of the system, sorted: permissions on Android, usage descriptions and entitlements by their keys on iOS.
  * None where nobody has said it and the file was not read.
  */
  permissions?: Array<string>,
};

/** How far one build is. */
export type BuildProgress = {
  /** The build. */
  build: string,
  /** Its platform. */
  platform: Platform,
  /** Counted over required units. */
  progress: Progress,
};

/** One artefact of a release on one platform. */
export type BuildView = {
  /** The build's id. */
  id: string,
  /** The release it belongs to. */
  release: string,
  /** What identifies it. */
  facts: BuildFacts,
  /** Who added it. */
  added: Stamp,
};

export type BuildWithdrawInput = {
  build: string,
  reason: string,
};

/** A pinned catalogue, as named in an assessment. */
export type CatalogueRef = {
  /** `MASVS`, `MASWE` or `MASTG`. */
  name: string,
  /** Such as `2.1.0`. */
  version: string,
  /** The digest that pins it. */
  digest: string,
  /** The git commit it was read from. */
  commit: string,
  /** Where it came from. */
  source_url: string,
  /** Its licence (SPDX). */
  licence: string,
};

/** What an assessment is done under. Everything may stay empty until it is known. */
export type Engagement = {
  /** Who asked for the assessment. */
  customer: string,
  /** Who performs it. */
  laboratory: string,
  /** Where it is performed. */
  place: string,
  /** The access that was given: source code, accounts, test environment. */
  access: string,
  /** What counts as sensitive data in this app, one kind an item. */
  sensitive_data: Array<string>,
  /** Domains that the customer runs itself. */
  first_party_domains: Array<string>,
  /** Who authorises the report, with their function; may be empty. */
  authorised_by: string,
  /** What was left out on purpose, one thing an item. */
  out_of_scope: Array<string>,
  /** What came from others and was taken over untested, one thing an item. */
  from_others: Array<string>,
  /** Where the work departed from the method, one an item. */
  deviations: Array<string>,
  /** Opinions and interpretations of the laboratory, one an item: no results. */
  opinions: Array<string>,
  /** Devices used. */
  devices: Array<TestDevice>,
  /** Tools used. */
  tools: Array<TestTool>,
  /** ISO dates (`2026-11-22`), where known. */
  received: string | null,
  /** First day of testing. */
  started: string | null,
  /** Last day of testing. */
  finished: string | null,
};

export type FindInput = {
  app?: string | null,
  release?: string | null,
  assessment?: string | null,
  build?: string | null,
  unit?: string | null,
  finding?: string | null,
  waiver?: string | null,
};

/** The ids that were meant. */
export type Found = {
  /** The app. */
  app: string | null,
  /** The release. */
  release: string | null,
  /** The assessment. */
  assessment: string | null,
  /** The build. */
  build: string | null,
  /** The unit's id. */
  unit: string | null,
  /** The finding. */
  finding: string | null,
  /** The waiver. */
  waiver: string | null,
};

export type ReleaseAddInput = {
  app: string,
  name: string,
};

/** One version of an app as users get it. */
export type ReleaseView = {
  /** The release's id. */
  id: string,
  /** The app it belongs to. */
  app: string,
  /** Its name, such as `4.2.0`, unique in an app. */
  name: string,
  /** In the order in which they were added. */
  builds: Array<BuildView>,
  /** Newest first. */
  assessments: Array<AssessmentView>,
  /** Who added it. */
  added: Stamp,
};

/** Who stated something, when, and in which entry of the ledger. */
export type Stamp = {
  /** When, as claimed by the device that stated it. */
  at: string,
  /** The member's name as they gave it. */
  by: string,
  /** The member's id. */
  member: string,
  /** The entry's id. */
  entry: string,
};

/** A device used for testing. */
export type TestDevice = {
  /** Make and model. */
  name: string,
  /** Such as `Android 15` or `iOS 18.1`. */
  system_version: string,
  /** Rooted or jailbroken. */
  rooted: boolean,
};

/** A tool used for testing. */
export type TestTool = {
  /** Its name. */
  name: string,
  /** Its version. */
  version: string,
};

/** How an artefact was built. */
export type Variant = "debug" | "release" | "store_signed" | "split";
