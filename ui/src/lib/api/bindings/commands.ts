// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

import type { About, AboutInput } from './about';
import type { CommentAddInput, ProposalsAcceptInput, RedoInput, ResultSetInput, ResultsSetInput, UndoInput, UnitShowInput } from './answers';
import type { AppAddInput, AppView, AppsListInput, ArtefactRead, ArtefactReadInput, AssessmentView, BuildAddInput, BuildView, BuildWithdrawInput, FindInput, Found, ReleaseAddInput, ReleaseView } from './apps';
import type { Done } from './areas';
import type { AssessmentOpenInput, AssessmentShowInput, AssessmentWithdrawInput, ChecklistShowInput, EngagementRecordInput, VerdictOverrideInput, VerdictShowInput, VerdictsListInput } from './assessments';
import type { AssessmentReadinessInput, Board, BoardShowInput, ReleaseDecideInput, ReleasePlanInput, ReleaseReadinessInput } from './board';
import type { BuildsComparison } from './builds';
import type { Checklist, ChecklistChange } from './checklist';
import type { ReportComparison } from './comparison';
import type { ReleaseReadiness } from './decision';
import type { DemoCreateInput } from './demo';
import type { CatalogueDiff } from './diff';
import type { CommentView, EvidenceAddBytesInput, EvidenceAddCommitInput, EvidenceAddFilesInput, EvidenceAddLinkInput, EvidenceAddNoteInput, EvidenceCheck, EvidenceFindInput, EvidenceLinesInput, EvidenceListInput, EvidencePageInput, EvidencePages, EvidencePagesInput, EvidenceReadInput, EvidenceRedactInput, EvidenceRedactTextInput, EvidenceRemoveInput, EvidenceUse, EvidenceUsesInput, EvidenceVerifyInput, EvidenceView, TextFound, TextLines } from './evidence';
import type { CvssScoreInput, CvssView, FindingChangeInput, FindingDetail, FindingDraft, FindingDraftInput, FindingLinkInput, FindingOpenInput, FindingRetestInput, FindingRow, FindingShowInput, FindingUndoInput, FindingUndone, FindingWithdrawInput, FindingsListInput, WaiverView } from './findings';
import type { FormerAnswers, ReconfirmDone } from './former';
import type { ReportAmendInput, ReportIssueInput, ReportIssued, ReportKeptCheckInput, ReportKeptSignInput, ReportNumber, ReportNumberInput, ReportReissueInput, ReportReissued, ReportsCompareInput, ReportsListInput } from './issuing';
import type { CheckpointCheckInput, LedgerRebuildInput, LedgerShowInput, LedgerVerifyInput, Rebuilt } from './ledger';
import type { Migrated, MigrationApplyInput, MigrationProposal, MigrationProposeInput, StandardsDiffInput } from './migration';
import type { WorkspaceMoveInput } from './moving';
import type { BuildsCompareInput, FormerShowInput, ResultReconfirmInput } from './next_build';
import type { PeopleListInput, Person, PersonAddInput, PersonSwitchInput } from './people';
import type { ProfileAddInput, ProfileCheckInput, ProfileChecked, ProfileCompareInput, ProfileComparison, ProfilePlan, ProfileRemoveInput, ProfileShowInput, ProfileView, ProfilesListInput, QuestionnaireShowInput } from './profiles';
import type { Questionnaire } from './questionnaire';
import type { Readiness } from './readiness';
import type { IssuedReport } from './report';
import type { BoardExportInput, ReportExportInput, ReportExported, ReportPreview, ReportPreviewInput, ReportPreviewPageInput, ReportTemplate, ReportTemplateCopied, ReportTemplateCopyInput, ReportTemplatesInput } from './reports';
import type { ApprovalsListInput, AssignmentView, AssignmentsListInput, BuildQueues, MemberView, MembersListInput, MentionView, MentionsListInput, MentionsReadInput, QueuesShowInput, RemarkAddInput, RemarkRemoveInput, RemarksListInput, ReviewChange, ReviewStateInput, SignOffGiveInput, SignOffView, SignOffWithdrawInput, SignOffsListInput, UnitApproval, WorkAssignInput, WorkAssigned } from './review';
import type { CrosswalkExportInput, CrosswalkExported, CrosswalkShowInput, CrosswalkView, SearchAnswer, SearchInput } from './search';
import type { Setting, SettingsGetInput, SettingsListInput, SettingsSetInput } from './settings';
import type { ChecklistExportInput, FindingsExportInput, SheetExported } from './sheets';
import type { ReportSignInput, ReportSigned } from './signing';
import type { OddSaveInput, OddSaved, StandardPageInput, StandardsListInput, StandardsSyncInput } from './standards';
import type { ProposalsAccepted } from './tailored';
import type { StandardPage, UnitDetail } from './unit';
import type { VerdictView } from './verdict';
import type { ReportVerification, ReportVerifyInput } from './verify';
import type { WaiverGrantInput, WaiverWithdrawInput, WaiversListInput } from './waivers';
import type { CheckpointCheck, CommentAdded, EvidenceAdded, LedgerPage, StandardView, SyncReport, Undone, Verdicts, VerificationView, WorkspaceView } from './workspace';
import type { Changes, ChangesSinceInput, Identity, IdentitySetInput, Status, StatusInput, TaskCancelInput, WorkspaceCloseInput, WorkspaceCreateInput, WorkspaceOpenInput } from './workspaces';

/** Every command with its input and output. */
export interface Commands {
  /** Says which version runs, who works here, and which workspace is open. */
  status: { input: StatusInput; output: Status };
  /** Sets the name and e-mail address that statements are made under. */
  identity_set: { input: IdentitySetInput; output: Identity };
  /** Lists who works on this computer and who is a member of the open workspace. */
  people_list: { input: PeopleListInput; output: Array<Person> };
  /** Adds somebody who works on this computer too, and makes them a member of the open workspace. */
  person_add: { input: PersonAddInput; output: Person };
  /** Goes on as somebody else who works on this computer. */
  person_switch: { input: PersonSwitchInput; output: Person };
  /** Creates a workspace in a folder and opens it. */
  workspace_create: { input: WorkspaceCreateInput; output: WorkspaceView };
  /** Opens a workspace. */
  workspace_open: { input: WorkspaceOpenInput; output: WorkspaceView };
  /** Closes the workspace. */
  workspace_close: { input: WorkspaceCloseInput; output: Done };
  /** Moves the workspace to another folder and opens it there. */
  workspace_move: { input: WorkspaceMoveInput; output: WorkspaceView };
  /** Names the versions of what runs here. */
  about: { input: AboutInput; output: About };
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
  /** Reads what a tested file says of itself, before it is added as a build. */
  artefact_read: { input: ArtefactReadInput; output: ArtefactRead };
  /** Withdraws a build that was added by mistake, on which nothing was stated. */
  build_withdraw: { input: BuildWithdrawInput; output: ReleaseView };
  /** Finds apps, releases, assessments, builds and units by what people type. */
  find: { input: FindInput; output: Found };
  /** Lists the profiles that are offered. */
  profiles_list: { input: ProfilesListInput; output: Array<ProfileView> };
  /** Shows what a profile asks for on a platform, with the reasons. */
  profile_show: { input: ProfileShowInput; output: ProfilePlan };
  /** Says what differs between two profiles, and because of which line. */
  profile_compare: { input: ProfileCompareInput; output: ProfileComparison };
  /** Checks a profile file, and names every problem by line and column. */
  profile_check: { input: ProfileCheckInput; output: ProfileChecked };
  /** Checks a profile file and keeps it in the workspace. */
  profile_add: { input: ProfileAddInput; output: ProfileChecked };
  /** Removes a profile file from the workspace. */
  profile_remove: { input: ProfileRemoveInput; output: Done };
  /** Shows the questions at the start of an assessment. */
  questionnaire_show: { input: QuestionnaireShowInput; output: Questionnaire };
  /** Opens an assessment of a release against a profile, with pinned catalogues. */
  assessment_open: { input: AssessmentOpenInput; output: AssessmentView };
  /** Withdraws an assessment that was opened by mistake, in which nothing was stated. */
  assessment_withdraw: { input: AssessmentWithdrawInput; output: ReleaseView };
  /** Records what an assessment is done under. */
  engagement_record: { input: EngagementRecordInput; output: AssessmentView };
  /** Shows an assessment with its progress. */
  assessment_show: { input: AssessmentShowInput; output: AssessmentView };
  /** Lists the verdicts of each platform's build of record. */
  verdicts_list: { input: VerdictsListInput; output: Verdicts };
  /** Shows the checklist of a build. */
  checklist_show: { input: ChecklistShowInput; output: Checklist };
  /** Writes the checklist of a build as a table for spreadsheets. */
  checklist_export: { input: ChecklistExportInput; output: SheetExported };
  /** Shows the verdict of one control, explained down to the results. */
  verdict_show: { input: VerdictShowInput; output: VerdictView };
  /** Lowers a verdict with a reason, or takes that back. */
  verdict_override: { input: VerdictOverrideInput; output: VerdictView };
  /** Shows all releases under way: readiness with its reasons, trend, due dates, findings, waivers, who has what. */
  board_show: { input: BoardShowInput; output: Board };
  /** Says whether a release may ship, with every reason, when it is due and what was decided. */
  release_readiness: { input: ReleaseReadinessInput; output: ReleaseReadiness };
  /** Says what the gate of an assessment's profile says, with every reason. */
  assessment_readiness: { input: AssessmentReadinessInput; output: Readiness };
  /** States when a release is due. */
  release_plan: { input: ReleasePlanInput; output: ReleaseReadiness };
  /** States whether a release ships: go, conditional or hold, over the record as it stands. */
  release_decide: { input: ReleaseDecideInput; output: ReleaseReadiness };
  /** Shows one unit in full: answers, procedure, evidence, comments, history. */
  unit_show: { input: UnitShowInput; output: UnitDetail };
  /** States a result of a unit on a build. */
  result_set: { input: ResultSetInput; output: ChecklistChange };
  /** States results of many units in one transaction: all of them or none. */
  results_set: { input: ResultsSetInput; output: ChecklistChange };
  /** States as not applicable what a condition of the profile proposes so. */
  proposals_accept: { input: ProposalsAcceptInput; output: ProposalsAccepted };
  /** Takes back the last own step on a build. */
  undo: { input: UndoInput; output: Undone };
  /** States again what undo took back last on a build. */
  redo: { input: RedoInput; output: Undone };
  /** Shows the answers of a former build beside a checklist. */
  former_show: { input: FormerShowInput; output: FormerAnswers };
  /** Reconfirms answers of a former build on this one, with the basis of that. */
  result_reconfirm: { input: ResultReconfirmInput; output: ReconfirmDone };
  /** Says what changed from one build to another: facts, answers, verdicts. */
  builds_compare: { input: BuildsCompareInput; output: BuildsComparison };
  /** Adds a comment to a unit. */
  comment_add: { input: CommentAddInput; output: CommentAdded };
  /** Lists the members of the workspace. */
  members_list: { input: MembersListInput; output: Array<MemberView> };
  /** Assigns units, groups or a whole build to a member. */
  work_assign: { input: WorkAssignInput; output: WorkAssigned };
  /** Lists what is assigned on a build. */
  assignments_list: { input: AssignmentsListInput; output: Array<AssignmentView> };
  /** Submits, approves or returns the answers of units. */
  review_state: { input: ReviewStateInput; output: ReviewChange };
  /** Counts the piles of a build, and shows the rows of one. */
  queues_show: { input: QueuesShowInput; output: BuildQueues };
  /** Says of each required unit of a build whether a second person approved it. */
  approvals_list: { input: ApprovalsListInput; output: Array<UnitApproval> };
  /** Lists the comments that mention whoever works here. */
  mentions_list: { input: MentionsListInput; output: Array<MentionView> };
  /** Says that comments were read. */
  mentions_read: { input: MentionsReadInput; output: Done };
  /** Lists the comments on an app, release, build, assessment, control or finding. */
  remarks_list: { input: RemarksListInput; output: Array<CommentView> };
  /** Adds a comment to one of these. */
  remark_add: { input: RemarkAddInput; output: CommentView };
  /** Takes back an own comment on one of these. */
  remark_remove: { input: RemarkRemoveInput; output: Done };
  /** Lists the sign-offs of an assessment. */
  sign_offs_list: { input: SignOffsListInput; output: Array<SignOffView> };
  /** Signs an assessment off in a role, over the ledger's checkpoint. */
  sign_off_give: { input: SignOffGiveInput; output: SignOffView };
  /** Withdraws an own sign-off. */
  sign_off_withdraw: { input: SignOffWithdrawInput; output: SignOffView };
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
  /** Makes a copy of a picture with places blacked out; of the two only the copy leaves in reports. */
  evidence_redact: { input: EvidenceRedactInput; output: EvidenceAdded };
  /** Makes a copy of a text with lines and words blacked out; of the two only the copy leaves in reports. */
  evidence_redact_text: { input: EvidenceRedactTextInput; output: EvidenceAdded };
  /** Reads lines of a text in the evidence. */
  evidence_lines: { input: EvidenceLinesInput; output: TextLines };
  /** Looks for words in a text of the evidence, onwards or back from a line. */
  evidence_find: { input: EvidenceFindInput; output: TextFound };
  /** Counts the pages of a PDF in the evidence. */
  evidence_pages: { input: EvidencePagesInput; output: EvidencePages };
  /** Draws a page of a PDF in the evidence, as a picture. */
  evidence_page: { input: EvidencePageInput; output: ArrayBuffer };
  /** Lists everywhere that a file is evidence. */
  evidence_uses: { input: EvidenceUsesInput; output: Array<EvidenceUse> };
  /** Compares every stored file with its digest. */
  evidence_verify: { input: EvidenceVerifyInput; output: EvidenceCheck };
  /** Lists findings, as they stand for the workspace, an app, a release or an assessment. */
  findings_list: { input: FindingsListInput; output: Array<FindingRow> };
  /** Writes findings as a table for spreadsheets. */
  findings_export: { input: FindingsExportInput; output: SheetExported };
  /** Shows a finding in full: words, builds, waivers, history. */
  finding_show: { input: FindingShowInput; output: FindingDetail };
  /** Says what a finding from a failed unit begins with, and which that are there it may be. */
  finding_draft: { input: FindingDraftInput; output: FindingDraft };
  /** Opens a finding of an app. */
  finding_open: { input: FindingOpenInput; output: FindingDetail };
  /** Says anew what a finding is; one that was withdrawn is open again. */
  finding_change: { input: FindingChangeInput; output: FindingDetail };
  /** Withdraws a finding that is none. */
  finding_withdraw: { input: FindingWithdrawInput; output: FindingDetail };
  /** Says that a finding was seen on a build. */
  finding_link: { input: FindingLinkInput; output: FindingDetail };
  /** Says what a retest of a finding on a build showed. */
  finding_retest: { input: FindingRetestInput; output: FindingDetail };
  /** Takes back the last own statement about a finding. */
  finding_undo: { input: FindingUndoInput; output: FindingUndone };
  /** Scores a CVSS 4.0 vector. */
  cvss_score: { input: CvssScoreInput; output: CvssView };
  /** Lists waivers with where they stand today. */
  waivers_list: { input: WaiversListInput; output: Array<WaiverView> };
  /** Accepts the risk of a finding or a failure until a day. */
  waiver_grant: { input: WaiverGrantInput; output: WaiverView };
  /** Withdraws a waiver. */
  waiver_withdraw: { input: WaiverWithdrawInput; output: WaiverView };
  /** Lists the catalogues. */
  standards_list: { input: StandardsListInput; output: Array<StandardView> };
  /** Shows a control, weakness, test or other page of the standards. */
  standard_page: { input: StandardPageInput; output: StandardPage };
  /** Reads a standard with its texts from git or a folder. */
  standards_sync: { input: StandardsSyncInput; output: SyncReport };
  /** Writes what a sync found odd to a file. */
  odd_save: { input: OddSaveInput; output: OddSaved };
  /** Says what changed between two versions of a standard. */
  standards_diff: { input: StandardsDiffInput; output: CatalogueDiff };
  /** Says what would become of each answer, were an assessment measured against other versions. */
  migration_propose: { input: MigrationProposeInput; output: MigrationProposal };
  /** Opens an assessment by other versions of the catalogues and carries over what was proposed. */
  migration_apply: { input: MigrationApplyInput; output: Migrated };
  /** Finds standards, requirements, clauses and what the workspace holds, by whatever people type. */
  search: { input: SearchInput; output: SearchAnswer };
  /** Shows everything that touches an item that people cite. */
  crosswalk_show: { input: CrosswalkShowInput; output: CrosswalkView };
  /** Sets two kinds of items against each other, as CSV or JSON. */
  crosswalk_export: { input: CrosswalkExportInput; output: CrosswalkExported };
  /** Writes the report of an assessment as a PDF. */
  report_export: { input: ReportExportInput; output: ReportExported };
  /** Makes a draft of a report to look at; the former one goes. */
  report_preview: { input: ReportPreviewInput; output: ReportPreview };
  /** Draws a page of the latest preview, as a picture. */
  report_preview_page: { input: ReportPreviewPageInput; output: ArrayBuffer };
  /** Lists the templates that ship. */
  report_templates: { input: ReportTemplatesInput; output: Array<ReportTemplate> };
  /** Copies a template that ships into a folder, to be changed there. */
  report_template_copy: { input: ReportTemplateCopyInput; output: ReportTemplateCopied };
  /** Writes the board as a PDF of one page. */
  board_export: { input: BoardExportInput; output: ReportExported };
  /** Proposes the number of the next report, or of an amendment. */
  report_number: { input: ReportNumberInput; output: ReportNumber };
  /** Issues a report: sets it, signs it where asked, keeps the file and states it. */
  report_issue: { input: ReportIssueInput; output: ReportIssued };
  /** Issues a report that takes the place of another, and says so. */
  report_amend: { input: ReportAmendInput; output: ReportIssued };
  /** Lists the issued reports of an assessment, of a release, or of the workspace. */
  reports_list: { input: ReportsListInput; output: Array<IssuedReport> };
  /** Gives out the kept file of an issued report again, byte by byte. */
  report_reissue: { input: ReportReissueInput; output: ReportReissued };
  /** Signs a kept report: the file with the signature is kept beside the one before. */
  report_kept_sign: { input: ReportKeptSignInput; output: IssuedReport };
  /** Checks the kept file of an issued report by itself, against the evidence of the workspace. */
  report_kept_check: { input: ReportKeptCheckInput; output: ReportVerification };
  /** Says what changed from one report of an app to another. */
  reports_compare: { input: ReportsCompareInput; output: ReportComparison };
  /** Signs a report, and asks a timestamp service where one is named. */
  report_sign: { input: ReportSignInput; output: ReportSigned };
  /** Checks a report without its workspace: what is attached, what is printed, and the record that it rests on. */
  report_verify: { input: ReportVerifyInput; output: ReportVerification };
  /** Shows the ledger's checkpoint and entries, newest first. */
  ledger_show: { input: LedgerShowInput; output: LedgerPage };
  /** Checks every byte of the ledger, and names the first bad entry. */
  ledger_verify: { input: LedgerVerifyInput; output: VerificationView };
  /** Looks for a checkpoint that was kept elsewhere among all states that the ledger ever had. */
  checkpoint_check: { input: CheckpointCheckInput; output: CheckpointCheck };
  /** Makes the projections anew from the entries. */
  ledger_rebuild: { input: LedgerRebuildInput; output: Rebuilt };
  /** Says whether another window or program wrote to the workspace. */
  changes_since: { input: ChangesSinceInput; output: Changes };
  /** Reads a setting. */
  settings_get: { input: SettingsGetInput; output: Setting };
  /** Lists the workspace's settings whose names begin alike. */
  settings_list: { input: SettingsListInput; output: Array<Setting> };
  /** Sets or removes a setting. */
  settings_set: { input: SettingsSetInput; output: Setting };
  /** Asks a running task to stop. */
  task_cancel: { input: TaskCancelInput; output: Done };
}

/** A command's name. */
export type CommandName = keyof Commands;

/** Those that report progress and can be cancelled. */
export const LONG_COMMANDS: readonly CommandName[] = [
  'workspace_move',
  'demo_create',
  'build_add',
  'checklist_export',
  'evidence_add_files',
  'evidence_redact_text',
  'evidence_lines',
  'evidence_find',
  'evidence_verify',
  'standards_sync',
  'report_export',
  'report_preview',
  'board_export',
  'report_issue',
  'report_amend',
  'report_reissue',
  'report_kept_sign',
  'report_kept_check',
  'report_sign',
  'report_verify',
  'ledger_verify',
  'checkpoint_check',
  'ledger_rebuild'
];

/** Those that take a raw body beside their input. */
export const RAW_INPUT_COMMANDS: readonly CommandName[] = [
  'evidence_add_bytes'
];

/** Those that answer raw bytes. */
export const RAW_OUTPUT_COMMANDS: readonly CommandName[] = [
  'evidence_read',
  'evidence_page',
  'report_preview_page'
];
