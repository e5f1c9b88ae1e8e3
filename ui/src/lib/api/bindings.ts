// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

/** Where the answer to a unit stands. */
export type AnswerState = "untested" | "pass" | "fail" | "not_applicable" | "inconclusive" | "stale" | "disputed";

/** What a tester says. */
export type AnswerText = {
  /** What was seen, in markdown. */
  note: string,
  /** Why the unit does not apply; needed with not applicable. */
  justification: string,
  /** How a direct assessment was made; needed with a direct assessment that is not "not applicable". */
  method: string,
};

/** A current answer: a head of the unit's statements. */
export type AnswerView = {
  /** What was stated. */
  result: ResultCode,
  /** The words with it; none when they were redacted. */
  text: AnswerText | null,
  /** The note rendered and sanitised. */
  note_html: string,
  /** Who, when, in which entry. */
  stated: Stamp,
};

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

export type AssessmentOpenInput = {
  release: string,
  profile: string,
  title?: string | null,
  engagement?: Engagement | null,
};

export type AssessmentShowInput = {
  assessment: string,
};

/** A release measured against a profile. */
export type AssessmentView = {
  /** The assessment's id. */
  id: string,
  /** The release that is measured. */
  release: string,
  /** A title, by default made of app, release and profile. */
  title: string,
  /** The profile's canonical id, such as `L2+R+P`. */
  profile: string,
  /** What it is measured against. */
  catalogues: Array<CatalogueRef>,
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

/** All of it, for one build. */
export type Checklist = {
  /** The assessment. */
  assessment: AssessmentView,
  /** The build. */
  build: BuildView,
  /** The app's id and name, for the frame. */
  app: string,
  /** The app's name. */
  app_name: string,
  /** The release's name. */
  release_name: string,
  /** The build's platform. */
  platform: Platform,
  /** In MASVS order. */
  groups: Array<GroupRow>,
  /** In MASVS order; controls out of scope are left out. */
  controls: Array<ControlRow>,
  /** In MASVS order by control, then weakness, then unit. */
  rows: Array<UnitRow>,
  /** Over all required units, each counted once. */
  progress: Progress,
};

/** What a write changed in the checklist, so that a front end need not read it anew. */
export type ChecklistChange = {
  /** The new entry. */
  entry: string,
  /** All rows of the unit (one a control). */
  rows: Array<UnitRow>,
  /** The controls whose verdict or progress may have changed. */
  controls: Array<ControlRow>,
  /** The groups likewise. */
  groups: Array<GroupRow>,
  /** The whole. */
  progress: Progress,
};

export type ChecklistShowInput = {
  assessment: string,
  build: string,
};

/** Every device's signed head under one root: what a report prints. */
export type CheckpointView = {
  /** The workspace. */
  workspace: string,
  /** The root over the heads. */
  root: string,
  /** The heads, by device. */
  heads: Array<HeadView>,
};

/** Why a command was not carried out. Front ends go by the code, never by the text. */
export type CommandError = {
  /** Stable, `area.reason`, such as `workspace.newer`. */
  code: string,
  /** A sentence for the user. */
  message: string,
  /** What to do next, one sentence. */
  next_step: string,
  /** The file or folder that it is about, where there is one. */
  path?: string,
  /** The line in that file, counted from 1, where there is one. */
  line?: number,
};

export type CommentAddInput = {
  assessment: string,
  build: string,
  unit: string,
  text: string,
};

/** A comment that was added. */
export type CommentAdded = {
  /** The comment. */
  comment: CommentView,
  /** What it changed. */
  change: ChecklistChange,
};

/** A comment on a unit of a build. */
export type CommentView = {
  /** Its id. */
  id: string,
  /** The text in markdown; none when it was redacted. */
  text: string | null,
  /** The text rendered and sanitised. */
  html: string,
  /** Who wrote it. */
  added: Stamp,
};

/** One control of the checklist. */
export type ControlRow = {
  /** Such as `MASVS-STORAGE-1`. */
  id: string,
  /** Such as `MASVS-STORAGE`. */
  group: string,
  /** Our one-line summary. */
  summary: string,
  /** The verdict that counts, after an override. */
  verdict: Verdict,
  /** Whether an override lowered it. */
  overridden: boolean,
  /** Over the control's required units. */
  progress: Progress,
};

/** How much was read, per kind. */
export type Counts = {
  /** Files that were looked at. */
  files: number,
  /** Groups of controls. */
  groups: number,
  /** Controls. */
  controls: number,
  /** Weaknesses. */
  weaknesses: number,
  /** Tests with a procedure. */
  live_tests: number,
  /** Announced tests. */
  placeholder_tests: number,
  /** Withdrawn tests. */
  deprecated_tests: number,
  /** Pages per kind. */
  pages: { [key in PageKind]?: number },
};

export type DemoCreateInput = {
  dir?: string | null,
};

/** An answer that says no more than that it was done: `{}`. */
export type Done = Record<symbol, never>;

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

export type EngagementRecordInput = {
  assessment: string,
  engagement: Engagement,
};

/** An entry of the ledger as a list shows it. */
export type EntryView = {
  /** The entry's id. */
  hash: string,
  /** The order of arrival here: what paging goes by. */
  arrival: number,
  /** The device that wrote it. */
  device: string,
  /** Its place in the device's log, from 0. */
  seq: number,
  /** What kind of statement. */
  kind: string,
  /** What it is about, as a path. */
  subject: string,
  /** When, as claimed by the device. */
  at: string,
  /** The member's name. */
  by: string,
  /** The result code, where there is one. */
  result: string | null,
  /** Whether a later statement took its place. */
  superseded: boolean,
  /** Whether its body was redacted. */
  redacted: boolean,
};

export type EvidenceAddBytesInput = {
  assessment: string,
  build: string,
  unit: string,
  name: string,
  caption?: string | null,
};

export type EvidenceAddCommitInput = {
  assessment: string,
  build: string,
  unit: string,
  repository: string,
  revision: string,
  caption?: string | null,
};

export type EvidenceAddFilesInput = {
  assessment: string,
  build: string,
  unit: string,
  paths: Array<string>,
  caption?: string | null,
};

export type EvidenceAddLinkInput = {
  assessment: string,
  build: string,
  unit: string,
  url: string,
  caption?: string | null,
};

export type EvidenceAddNoteInput = {
  assessment: string,
  build: string,
  unit: string,
  text: string,
  caption?: string | null,
};

/** Evidence that was attached. */
export type EvidenceAdded = {
  /** The pieces, in the order given. */
  evidence: Array<EvidenceView>,
  /** What they changed. */
  change: ChecklistChange,
};

/** What checking the stored files gave. */
export type EvidenceCheck = {
  /** Files whose digest is right. */
  sound: number,
  /** Digests of files that are missing. */
  missing: Array<string>,
  /** Digests of files whose content differs. */
  altered: Array<string>,
};

/** What a piece of evidence is. */
export type EvidenceContent = { "kind": "file",
  /** As it was called when it was added. */
  name: string,
  /** SHA-256 in hex. */
  sha256: string,
  /** In bytes. */
  size: number,
  /** Sniffed from the content, such as `image/png`; `application/octet-stream` when unknown. */
  media_type: string, } | { "kind": "note",
  /** The text. */
  text: string, } | { "kind": "link",
  /** The address, http or https. */
  url: string, } | { "kind": "commit",
  /** Where the repository lies or came from. */
  repository: string,
  /** Full id in hex. */
  id: string,
  /** The author's name and e-mail. */
  author: string,
  /** The author's date. */
  author_date: string,
  /** The first line of the message. */
  subject: string,
};

export type EvidenceListInput = {
  assessment: string,
  build?: string | null,
};

export type EvidenceReadInput = {
  sha256: string,
};

export type EvidenceRemoveInput = {
  assessment: string,
  build: string,
  evidence: string,
};

export type EvidenceVerifyInput = Record<symbol, never>;

/** One piece of evidence on one unit of one build. */
export type EvidenceView = {
  /** Its id. */
  id: string,
  /** The build. */
  build: string,
  /** The unit it is attached to. */
  unit: string,
  /** What it is; none when it was redacted. */
  content: EvidenceContent | null,
  /** What it shows, in the reviewer's words. */
  caption: string,
  /** Who attached it. */
  added: Stamp,
};

export type FindInput = {
  app?: string | null,
  release?: string | null,
  assessment?: string | null,
  build?: string | null,
  unit?: string | null,
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
};

/** One group of controls. */
export type GroupRow = {
  /** Such as `MASVS-STORAGE`. */
  id: string,
  /** Such as `Storage`. */
  title: string,
  /** Over the group's required units, each counted once. */
  progress: Progress,
};

/** A device's signed head. */
export type HeadView = {
  /** The device's public key. */
  device: string,
  /** How many entries it signed. */
  size: number,
  /** The root over them. */
  root: string,
  /** The signature. */
  signature: string,
};

/** One line of the history, newest first. */
export type HistoryItem = {
  /** What happened. */
  kind: HistoryKind,
  /** The result, for results. */
  result: ResultCode | null,
  /** A short text: the note's excerpt, the file's name, the comment's excerpt. */
  text: string,
  /** Whether a later statement superseded it. */
  superseded: boolean,
  /** Who, when, in which entry. */
  stated: Stamp,
};

/** What a line of the history tells of. */
export type HistoryKind = "result" | "withdrawn" | "evidence" | "evidence_removed" | "comment" | "comment_removed";

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

/** A page of the ledger, newest arrival first. */
export type LedgerPage = {
  /** What it is all covered by. */
  checkpoint: CheckpointView,
  /** All entries there are. */
  total: number,
  /** The page. */
  entries: Array<EntryView>,
};

export type LedgerRebuildInput = Record<symbol, never>;

export type LedgerShowInput = {
  limit?: number | null,
  before?: number | null,
};

export type LedgerVerifyInput = Record<symbol, never>;

/** A level of OWASP's MAS testing profiles. */
export type Level = "L1" | "L2" | "R" | "P";

/** An override: it only lowers. */
export type OverrideView = {
  /** What the assessor concludes. */
  verdict: Verdict,
  /** Why; none when redacted. */
  reason: string | null,
  /** Who, when, in which entry. */
  stated: Stamp,
  /** Whether it lowers what the rule gives now; otherwise it has no effect. */
  effective: boolean,
};

/** What kind of page a text of the testing guide is, apart from tests. */
export type PageKind = "technique" | "tool" | "knowledge" | "best-practice" | "app" | "demo" | "prerequisite" | "document";

/** A control and what counts under it. */
export type PlanControl = {
  /** Such as `MASVS-STORAGE-1`. */
  id: string,
  /** Its group. */
  group: string,
  /** Our one-line summary. */
  summary: string,
  /** Whether the profile requires it. */
  required: boolean,
  /** Why, or why not. */
  because: string,
  /** The weaknesses that count under it. */
  weaknesses: Array<PlanWeakness>,
  /** The direct assessment of a control without any weakness. */
  units: Array<PlanUnit>,
};

/** How much a profile asks for on a platform. */
export type PlanCounts = {
  /** Required controls. */
  controls: number,
  /** Required weaknesses. */
  weaknesses: number,
  /** Required tests, each once. */
  tests: number,
  /** Required direct assessments. */
  direct: number,
  /** Optional tests. */
  optional: number,
};

/** Something that a reader has to know about the coverage. */
export type PlanLimit = {
  /** Such as `placeholder`, `deprecated`, `unlinked`. */
  kind: string,
  /** The test or weakness. */
  subject: string,
  /** One sentence. */
  sentence: string,
};

/** One thing to be answered. */
export type PlanUnit = {
  /** The unit's id. */
  unit: string,
  /** Its title. */
  title: string,
  /** Required or optional. */
  required: boolean,
  /** Why. */
  because: string,
};

/** A weakness under its first control. */
export type PlanWeakness = {
  /** Such as `MASWE-0001`. */
  id: string,
  /** The numbering that the id belongs to. */
  scheme: string,
  /** Its title. */
  title: string,
  /** Whether the profile requires it. */
  required: boolean,
  /** Why, or why not. */
  because: string,
  /** Its units. */
  units: Array<PlanUnit>,
};

/** A platform an app is assessed on; verdicts of one say nothing about the other. */
export type Platform = "android" | "ios";

/** The verdicts of one platform, from its build of record. */
export type PlatformVerdicts = {
  /** The platform. */
  platform: Platform,
  /** The newest release or store-signed build of the platform, else the newest of any variant. */
  build: BuildView,
  /** In MASVS order, controls out of scope included. */
  verdicts: Array<VerdictView>,
};

/** What was wrong or odd with one file; the sentence is for the user, the code for programs. */
export type Problem = {
  /** Path of the file in the repository, with `/`. */
  path: string,
  /** Line counted from 1, where there is one. */
  line: number | null,
  /** What kind of problem it is. */
  code: ProblemCode,
  /** One sentence. */
  message: string,
};

/** What kind of problem a file has. */
export type ProblemCode = "not-utf8" | "too-large" | "no-front-matter" | "unclosed-front-matter" | "bad-yaml" | "missing-key" | "bad-value" | "unknown-key" | "unknown-platform" | "unknown-profile" | "unknown-status" | "odd-id" | "id-differs-from-name" | "duplicate-id" | "duplicate-item" | "dangling-reference" | "link-not-followed" | "empty-text";

/** The first thing that is wrong with a ledger. */
export type ProblemView = {
  /** What it is: `entry`, `chain`, `column`, `body`, `supersedes`, `node`, `root`, `signature`, `unsigned`, `fork`. */
  kind: string,
  /** The entry, where it is one. */
  entry: string | null,
  /** The device. */
  device: string | null,
  /** The place in the device's log. */
  seq: number | null,
  /** A sentence for the user. */
  sentence: string,
};

/** What a profile asks for on a platform, with the reasons. */
export type ProfilePlan = {
  /** The profile. */
  profile: ProfileView,
  /** The platform. */
  platform: Platform,
  /** How much it is. */
  counts: PlanCounts,
  /** Every control of MASVS in its order. */
  controls: Array<PlanControl>,
  /** What the catalogues don't cover. */
  limits: Array<PlanLimit>,
};

export type ProfileShowInput = {
  profile: string,
  platform: Platform,
};

/** A profile that can be chosen. */
export type ProfileView = {
  /** The canonical id, such as `L2+R`. */
  id: string,
  /** Its title. */
  title: string,
  /** What it is for, in our own words: a sentence a level. */
  summary: string,
  /** Its levels. */
  levels: Array<Level>,
};

export type ProfilesListInput = Record<symbol, never>;

/** How many required units stand where. */
export type Progress = {
  /** All required units; the others sum up to it. */
  required: number,
  /** Passed. */
  pass: number,
  /** Failed. */
  fail: number,
  /** Not applicable. */
  not_applicable: number,
  /** Inconclusive. */
  inconclusive: number,
  /** Untested. */
  untested: number,
  /** Stale. */
  stale: number,
  /** Disputed. */
  disputed: number,
};

/** What was rebuilt. */
export type Rebuilt = {
  /** How many entries the projections were made from. */
  entries: number,
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

/** A cross-reference that the detail pane offers. */
export type ReferenceLink = {
  /** Such as `MASTG-TECH-0157`. */
  id: string,
  /** `control`, `weakness`, `test`, `technique`, `tool`, `knowledge`, `best practice`, `app`, `demo`. */
  kind: string,
  /** Its title, where known. */
  title: string | null,
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

export type ReportExportInput = {
  assessment: string,
  path: string,
  options: ReportOptionsInput,
};

/** The report that was written. */
export type ReportExported = {
  /** The file. */
  path: string,
  /** Its SHA-256 in hex. */
  sha256: string,
  /** In bytes. */
  size: number,
  /** How many pages it has. */
  pages: number,
  /** What is printed otherwise than asked for, such as a picture that was altered. */
  notices: Array<ReportNotice>,
};

/** Something that is printed otherwise than asked for; the report says so too. */
export type ReportNotice = {
  /** Stable. */
  code: string,
  /** A sentence. */
  message: string,
  /** What it is about: a digest, a character. */
  subject: string,
};

export type ReportOptionsInput = {
  comments?: boolean | null,
  build_ids?: Array<string> | null,
};

/** What a tester states of one unit on one build. */
export type ResultCode = "pass" | "fail" | "not_applicable" | "inconclusive" | "untested";

export type ResultSetInput = {
  assessment: string,
  build: string,
  unit: string,
  result: ResultCode,
  text: AnswerText,
  expected: Array<string>,
};

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

export type SettingsSetInput = {
  key: string,
  value?: string | null,
  scope?: SettingScope | null,
};

/** OWASP's text, rendered and sanitised. */
export type SourceText = {
  /** The HTML; references are `<a data-reference="ID">`. */
  html: string,
  /** Whom to name: publisher, catalogue, version, licence. */
  attribution: string,
  /** The page on the source's own site or repository at the pinned commit. */
  source_url: string | null,
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

/** A page of the library: a control, weakness, test or reference page. */
export type StandardPage = {
  /** What it is. */
  reference: ReferenceLink,
  /** Our one-line summary, where there is one. */
  summary: string,
  /** Facts as label and value, such as `Platforms`, `Levels`, `Status`. */
  facts: Array<[string, string]>,
  /** OWASP's text, once synced. */
  text: SourceText | null,
  /** Where it leads. */
  links: Array<ReferenceLink>,
};

export type StandardPageInput = {
  id: string,
  scheme?: string | null,
  assessment?: string | null,
};

/** A catalogue that the workspace knows. */
export type StandardView = {
  /** `MASVS`, `MASWE` or `MASTG`. */
  name: string,
  /** Such as `2.1.0`. */
  version: string,
  /** Who publishes it. */
  publisher: string,
  /** The git commit it was read from; empty for a folder without one. */
  commit: string,
  /** The digest that pins it. */
  digest: string,
  /** The licence of its texts. */
  licence: string,
  /** Where it was read from. */
  source_url: string,
  /** Whether it ships with the program. */
  shipped: boolean,
  /** Whether OWASP's texts of it are there to be read: all of them, or all but a few broken files. */
  has_text: boolean,
  /** How much it holds. */
  counts: Counts,
};

export type StandardsListInput = Record<symbol, never>;

export type StandardsSyncInput = {
  source: string,
  commit?: string | null,
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

/** What reading a standard gave. */
export type SyncReport = {
  /** The catalogue that was read. */
  catalogue: StandardView,
  /** The branch, tag or `HEAD` that was asked for, where it was not a full commit id. */
  revision: string | null,
  /** How much was read. */
  counts: Counts,
  /** What was wrong with single files; each cost only itself. */
  problems: Array<Problem>,
  /**
  * Whether it differs from the catalogue that new assessments pin: then it stands beside it, and nothing that is
  * under way changes.
  */
  changed_pinned: boolean,
};

export type TaskCancelInput = {
  task: string,
};

/** How far long work is. */
export type TaskProgress = {
  /** What it is busy with: one or two words, such as `reading`. */
  stage: string,
  /** How much is done, in the stage's own unit. */
  done: number,
  /** Out of how much; none while unknown. */
  total: number | null,
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

export type UndoInput = {
  assessment: string,
  build: string,
};

/** What an undo did. */
export type Undone = {
  /** What it changed. */
  change: ChecklistChange,
  /** The unit it was about. */
  unit: string,
  /** What was undone, as a sentence. */
  undone: string,
};

/** One unit of one build in full. */
export type UnitDetail = {
  /** Its rows in the checklist: one a control. */
  rows: Array<UnitRow>,
  /** Our one-line summary. */
  summary: string,
  /** Why the profile asks for it, a sentence a reason. */
  because: Array<string>,
  /** OWASP's text of the test, weakness or control, once synced. */
  text: SourceText | null,
  /** Links to the control, the weakness, techniques and successors. */
  links: Array<ReferenceLink>,
  /** Current answers: none when untested, several when disputed. */
  answers: Array<AnswerView>,
  /** Evidence, oldest first. */
  evidence: Array<EvidenceView>,
  /** Comments, oldest first. */
  comments: Array<CommentView>,
  /** Everything that was stated, newest first. */
  history: Array<HistoryItem>,
};

/** A test, or a direct assessment where no live test exists. */
export type UnitKind = "test" | "direct";

/** A unit's part in a verdict. */
export type UnitPart = {
  /** The unit's id. */
  unit: string,
  /** The test's id, or the weakness's or control's. */
  label: string,
  /** Its title. */
  title: string,
  /** Whether the profile requires it. */
  required: boolean,
  /** Where its answer stands. */
  state: AnswerState,
  /** Whether the answer bears on the verdict. */
  counts: boolean,
  /** Why not, or how: a sentence, empty where nothing needs saying. */
  remark: string,
};

/** One row of the checklist. A unit that serves several controls has a row under each, and one answer. */
export type UnitRow = {
  /** The unit's id, such as `test:MASTG-TEST-0235` or `direct:maswe-1/MASWE-0018`. */
  unit: string,
  /** What people call it: the test's id, or the weakness's or control's id for a direct assessment. */
  label: string,
  /** The test's, weakness's or control's title. */
  title: string,
  /** Test or direct assessment. */
  kind: UnitKind,
  /** The control this row stands under. */
  control: string,
  /** The control's group, such as `MASVS-STORAGE`. */
  group: string,
  /** The weakness this row stands under. */
  weakness: WeaknessRef | null,
  /** The MASTG's types, such as `static`, `code`. */
  kinds: Array<string>,
  /** Levels that the upstream names for it. */
  levels: Array<Level>,
  /** Whether the profile requires it; otherwise it is optional. */
  required: boolean,
  /** Where the answer stands. */
  state: AnswerState,
  /** For a stale or disputed answer: what was said last. */
  former: ResultCode | null,
  /** When the current answer was given. */
  answered_at: string | null,
  /** Who gave it. */
  answered_by: string | null,
  /** Whether the current answer has a note. */
  has_note: boolean,
  /** How many pieces of evidence are attached. */
  evidence: number,
  /** How many comments. */
  comments: number,
  /**
  * Entry ids of what is current: none where nobody ever answered, more than one when disputed. A write names them,
  * also those of an answer that was taken back.
  */
  heads: Array<string>,
};

export type UnitShowInput = {
  assessment: string,
  build: string,
  unit: string,
};

/** How an artefact was built. */
export type Variant = "debug" | "release" | "store_signed" | "split";

/** What follows for a control on a platform. */
export type Verdict = "out_of_scope" | "fail" | "untested" | "inconclusive" | "not_applicable" | "pass";

export type VerdictOverrideInput = {
  assessment: string,
  build: string,
  control: string,
  verdict?: Verdict | null,
  reason: string,
  expected: Array<string>,
};

export type VerdictShowInput = {
  assessment: string,
  build: string,
  control: string,
};

/** A control's verdict, explained down to the results. */
export type VerdictView = {
  /** The control. */
  control: string,
  /** Our one-line summary of the control. */
  summary: string,
  /** The build judged. */
  build: string,
  /** Its platform. */
  platform: Platform,
  /** What counts: the rule's verdict, lowered by an override if there is one. */
  verdict: Verdict,
  /** What the rule gives. */
  computed: Verdict,
  /** The row of the rule that matched, 0 to 5. */
  row: number,
  /** The whole in a sentence or two. */
  sentence: string,
  /** Down to the units. */
  weaknesses: Array<WeaknessPart>,
  /** Failed weaknesses for which this control is only secondary: they turn pass into inconclusive. */
  secondary_failures: Array<string>,
  /** The override, if any; more than one means that they are disputed and none has effect. */
  overrides: Array<OverrideView>,
  /** Entry ids that a new override must name. */
  override_heads: Array<string>,
  /** What the verdict does not say: placeholder, deprecated or unlinked tests. */
  limits: Array<string>,
};

/** The verdicts of an assessment: a part a platform that the release has a build for. */
export type Verdicts = {
  /** Android first. */
  platforms: Array<PlatformVerdicts>,
};

export type VerdictsListInput = {
  assessment: string,
};

/** What a check of the whole ledger found. */
export type VerificationView = {
  /** Whether nothing is wrong. */
  sound: boolean,
  /** Entries checked. */
  entries: number,
  /** Bodies that are there and match. */
  bodies_present: number,
  /** Bodies that were redacted. */
  bodies_erased: number,
  /** Signed heads checked. */
  heads: number,
  /** Devices whose keys nothing vouches for: their signatures prove nothing. */
  unknown_keys: Array<string>,
  /** The first thing that is wrong, as a sentence. */
  problem: ProblemView | null,
  /** What it is all covered by. */
  checkpoint: CheckpointView,
};

/** A weakness's part in a verdict. */
export type WeaknessPart = {
  /** Such as `MASWE-0001`; none for a control assessed directly. */
  id: string | null,
  /** Its title. */
  title: string,
  /** What follows for it. */
  verdict: Verdict,
  /** The row of the rule that matched, 0 to 5. */
  row: number,
  /** Its units. */
  units: Array<UnitPart>,
};

/** A weakness as a row names it. */
export type WeaknessRef = {
  /** Such as `MASWE-0001`. */
  id: string,
  /** The numbering the id belongs to: `maswe-1` or `maswe-beta`. */
  scheme: string,
  /** Its title. */
  title: string,
};

export type WorkspaceCloseInput = Record<symbol, never>;

export type WorkspaceCreateInput = {
  dir: string,
  name: string,
};

export type WorkspaceOpenInput = {
  dir: string,
};

/** An open workspace. */
export type WorkspaceView = {
  /** Its id. */
  id: string,
  /** Its folder. */
  dir: string,
  /** Its name. */
  name: string,
  /** The public key of the device that writes, in hex. */
  device: string,
  /** Why a new device was enrolled when it was opened: it had been copied or restored. None otherwise. */
  notice: string | null,
  /** How many statements of kinds that only a newer version knows the ledger holds. */
  unknown_statements: number,
};

/** Every command with its input and output. */
export interface Commands {
  /** Says which version runs, who works here, and which workspace is open. */
  status: { input: StatusInput; output: Status };
  /** Sets the name and e-mail address that statements are made under. */
  identity_set: { input: IdentitySetInput; output: Identity };
  /** Creates a workspace in a folder and opens it. */
  workspace_create: { input: WorkspaceCreateInput; output: WorkspaceView };
  /** Opens a workspace. */
  workspace_open: { input: WorkspaceOpenInput; output: WorkspaceView };
  /** Closes the workspace. */
  workspace_close: { input: WorkspaceCloseInput; output: Done };
  /** Makes the example workspace, or opens the one that is there. */
  demo_create: { input: DemoCreateInput; output: WorkspaceView };
  /** Lists apps with their releases, builds and assessments. */
  apps_list: { input: AppsListInput; output: Array<AppView> };
  /** Adds an app. */
  app_add: { input: AppAddInput; output: AppView };
  /** Adds a release of an app. */
  release_add: { input: ReleaseAddInput; output: ReleaseView };
  /** Adds a build of a release, hashing its artefact where it is at hand. */
  build_add: { input: BuildAddInput; output: BuildView };
  /** Finds apps, releases, assessments, builds and units by what people type. */
  find: { input: FindInput; output: Found };
  /** Lists the profiles that are offered. */
  profiles_list: { input: ProfilesListInput; output: Array<ProfileView> };
  /** Shows what a profile asks for on a platform, with the reasons. */
  profile_show: { input: ProfileShowInput; output: ProfilePlan };
  /** Opens an assessment of a release against a profile, with pinned catalogues. */
  assessment_open: { input: AssessmentOpenInput; output: AssessmentView };
  /** Records what an assessment is done under. */
  engagement_record: { input: EngagementRecordInput; output: AssessmentView };
  /** Shows an assessment with its progress. */
  assessment_show: { input: AssessmentShowInput; output: AssessmentView };
  /** Lists the verdicts of each platform's build of record. */
  verdicts_list: { input: VerdictsListInput; output: Verdicts };
  /** Shows the checklist of a build. */
  checklist_show: { input: ChecklistShowInput; output: Checklist };
  /** Shows the verdict of one control, explained down to the results. */
  verdict_show: { input: VerdictShowInput; output: VerdictView };
  /** Lowers a verdict with a reason, or takes that back. */
  verdict_override: { input: VerdictOverrideInput; output: VerdictView };
  /** Shows one unit in full: answers, procedure, evidence, comments, history. */
  unit_show: { input: UnitShowInput; output: UnitDetail };
  /** States a result of a unit on a build. */
  result_set: { input: ResultSetInput; output: ChecklistChange };
  /** Takes back the last own statement on a build. */
  undo: { input: UndoInput; output: Undone };
  /** Adds a comment to a unit. */
  comment_add: { input: CommentAddInput; output: CommentAdded };
  /** Copies files into the workspace and attaches them to a unit. */
  evidence_add_files: { input: EvidenceAddFilesInput; output: EvidenceAdded };
  /** Attaches bytes, such as a pasted screenshot, to a unit. */
  evidence_add_bytes: { input: EvidenceAddBytesInput; output: EvidenceAdded };
  /** Attaches a note to a unit. */
  evidence_add_note: { input: EvidenceAddNoteInput; output: EvidenceAdded };
  /** Attaches a link to a unit. */
  evidence_add_link: { input: EvidenceAddLinkInput; output: EvidenceAdded };
  /** Resolves a git commit and attaches it to a unit. */
  evidence_add_commit: { input: EvidenceAddCommitInput; output: EvidenceAdded };
  /** Takes a piece of evidence off its unit. */
  evidence_remove: { input: EvidenceRemoveInput; output: ChecklistChange };
  /** Lists the evidence of an assessment. */
  evidence_list: { input: EvidenceListInput; output: Array<EvidenceView> };
  /** Reads an image from the evidence, for showing it. */
  evidence_read: { input: EvidenceReadInput; output: ArrayBuffer };
  /** Compares every stored file with its digest. */
  evidence_verify: { input: EvidenceVerifyInput; output: EvidenceCheck };
  /** Lists the catalogues. */
  standards_list: { input: StandardsListInput; output: Array<StandardView> };
  /** Shows a control, weakness, test or other page of the standards. */
  standard_page: { input: StandardPageInput; output: StandardPage };
  /** Reads a standard with its texts from git or a folder. */
  standards_sync: { input: StandardsSyncInput; output: SyncReport };
  /** Writes the report of an assessment as a PDF. */
  report_export: { input: ReportExportInput; output: ReportExported };
  /** Shows the ledger's checkpoint and entries, newest first. */
  ledger_show: { input: LedgerShowInput; output: LedgerPage };
  /** Checks every byte of the ledger, and names the first bad entry. */
  ledger_verify: { input: LedgerVerifyInput; output: VerificationView };
  /** Makes the projections anew from the entries. */
  ledger_rebuild: { input: LedgerRebuildInput; output: Rebuilt };
  /** Says whether another window or program wrote to the workspace. */
  changes_since: { input: ChangesSinceInput; output: Changes };
  /** Reads a setting. */
  settings_get: { input: SettingsGetInput; output: Setting };
  /** Sets or removes a setting. */
  settings_set: { input: SettingsSetInput; output: Setting };
  /** Asks a running task to stop. */
  task_cancel: { input: TaskCancelInput; output: Done };
}

/** A command's name. */
export type CommandName = keyof Commands;

/** Those that report progress and can be cancelled. */
export const LONG_COMMANDS: readonly CommandName[] = [
  'demo_create',
  'build_add',
  'evidence_add_files',
  'evidence_verify',
  'standards_sync',
  'report_export',
  'ledger_verify',
  'ledger_rebuild'
];

/** Those that take a raw body beside their input. */
export const RAW_INPUT_COMMANDS: readonly CommandName[] = [
  'evidence_add_bytes'
];

/** Those that answer raw bytes. */
export const RAW_OUTPUT_COMMANDS: readonly CommandName[] = [
  'evidence_read'
];
