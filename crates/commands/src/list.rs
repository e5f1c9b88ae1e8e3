//! The list of commands: the one place where they are named.

use assay_assessment::view::{
    AppView, AssessmentView, AssignmentView, BuildQueues, BuildView, BuildsComparison, Checklist, ChecklistChange,
    CheckpointCheck, CommentAdded, CommentView, CrosswalkView, CvssView, EvidenceAdded, EvidenceCheck, EvidenceUse,
    EvidenceView, FindingDetail, FindingDraft, FindingRow, FindingUndone, FormerAnswers, IssuedReport, LedgerPage,
    MemberView, MentionView, Migrated, MigrationProposal, ProposalsAccepted, ReconfirmDone, ReleaseView, ReviewChange,
    SearchAnswer, SignOffView, StandardPage, StandardView, SyncReport, TextFound, TextLines, Undone, UnitApproval,
    UnitDetail, VerdictView, Verdicts, VerificationView, WaiverView, WorkspaceView,
};
use assay_assessment::view::{Board, Readiness, ReleaseReadiness};
use assay_catalogue::{CatalogueDiff, Questionnaire};
use assay_proof::Verification;
use assay_report::comparison::Comparison;

use crate::areas::about::{About, AboutInput};
use crate::areas::answers::{
    CommentAddInput, ProposalsAcceptInput, RedoInput, ResultSetInput, ResultsSetInput, UndoInput, UnitShowInput,
};
use crate::areas::apps::{
    AppAddInput, AppsListInput, ArtefactRead, ArtefactReadInput, BuildAddInput, BuildWithdrawInput, FindInput, Found,
    ReleaseAddInput,
};
use crate::areas::assessments::{
    AssessmentOpenInput, AssessmentShowInput, AssessmentWithdrawInput, ChecklistShowInput, EngagementRecordInput,
    VerdictOverrideInput, VerdictShowInput, VerdictsListInput,
};
use crate::areas::board::{
    AssessmentReadinessInput, BoardShowInput, ReleaseDecideInput, ReleasePlanInput, ReleaseReadinessInput,
};
use crate::areas::demo::DemoCreateInput;
use crate::areas::evidence::{
    EvidenceAddBytesInput, EvidenceAddCommitInput, EvidenceAddFilesInput, EvidenceAddLinkInput, EvidenceAddNoteInput,
    EvidenceFindInput, EvidenceLinesInput, EvidenceListInput, EvidencePageInput, EvidencePages, EvidencePagesInput,
    EvidenceReadInput, EvidenceRedactInput, EvidenceRedactTextInput, EvidenceRemoveInput, EvidenceUsesInput,
    EvidenceVerifyInput,
};
use crate::areas::findings::{
    CvssScoreInput, FindingChangeInput, FindingDraftInput, FindingLinkInput, FindingOpenInput, FindingRetestInput,
    FindingShowInput, FindingUndoInput, FindingWithdrawInput, FindingsListInput,
};
use crate::areas::issuing::{
    ReportAmendInput, ReportIssueInput, ReportIssued, ReportKeptCheckInput, ReportKeptSignInput, ReportNumber,
    ReportNumberInput, ReportReissueInput, ReportReissued, ReportsCompareInput, ReportsListInput,
};
use crate::areas::ledger::{CheckpointCheckInput, LedgerRebuildInput, LedgerShowInput, LedgerVerifyInput, Rebuilt};
use crate::areas::migration::{MigrationApplyInput, MigrationProposeInput, StandardsDiffInput};
use crate::areas::moving::WorkspaceMoveInput;
use crate::areas::next_build::{BuildsCompareInput, FormerShowInput, ResultReconfirmInput};
use crate::areas::people::{PeopleListInput, Person, PersonAddInput, PersonSwitchInput};
use crate::areas::profiles::{
    ProfileAddInput, ProfileCheckInput, ProfileChecked, ProfileCompareInput, ProfileComparison, ProfilePlan,
    ProfileRemoveInput, ProfileShowInput, ProfileView, ProfilesListInput, QuestionnaireShowInput,
};
use crate::areas::reports::{
    BoardExportInput, ReportExportInput, ReportExported, ReportPreview, ReportPreviewInput, ReportPreviewPageInput,
    ReportTemplate, ReportTemplateCopied, ReportTemplateCopyInput, ReportTemplatesInput,
};
use crate::areas::review::{
    ApprovalsListInput, AssignmentsListInput, MembersListInput, MentionsListInput, MentionsReadInput, QueuesShowInput,
    RemarkAddInput, RemarkRemoveInput, RemarksListInput, ReviewStateInput, SignOffGiveInput, SignOffWithdrawInput,
    SignOffsListInput, WorkAssignInput, WorkAssigned,
};
use crate::areas::search::{CrosswalkExportInput, CrosswalkExported, CrosswalkShowInput, SearchInput};
use crate::areas::settings::{Setting, SettingsGetInput, SettingsListInput, SettingsSetInput};
use crate::areas::sheets::{ChecklistExportInput, FindingsExportInput, SheetExported};
use crate::areas::signing::{ReportSignInput, ReportSigned};
use crate::areas::standards::{OddSaveInput, OddSaved, StandardPageInput, StandardsListInput, StandardsSyncInput};
use crate::areas::verify::ReportVerifyInput;
use crate::areas::waivers::{WaiverGrantInput, WaiverWithdrawInput, WaiversListInput};
use crate::areas::workspaces::{
    Changes, ChangesSinceInput, Identity, IdentitySetInput, Status, StatusInput, TaskCancelInput, WorkspaceCloseInput,
    WorkspaceCreateInput, WorkspaceOpenInput,
};
use crate::areas::{
    Done, about, answers, apps, assessments, board, demo, evidence, findings, issuing, ledger, migration, moving,
    next_build, people, profiles, reports, review, search, settings, sheets, signing, standards, verify, waivers,
    workspaces,
};
use crate::registry::{Command, CommandInfo, CommandVisitor, Raw, RawBytes, Reply, json_reply, parse_input, registry};
use crate::{CommandError, Context, Session};

registry! {
    /// Says which version runs, who works here, and which workspace is open.
    quick status(StatusInput) -> Status = workspaces::status;
    /// Sets the name and e-mail address that statements are made under.
    quick identity_set(IdentitySetInput) -> Identity = workspaces::identity_set;
    /// Lists who works on this computer and who is a member of the open workspace.
    quick people_list(PeopleListInput) -> Vec<Person> = people::list;
    /// Adds somebody who works on this computer too, and makes them a member of the open workspace.
    quick person_add(PersonAddInput) -> Person = people::add;
    /// Goes on as somebody else who works on this computer.
    quick person_switch(PersonSwitchInput) -> Person = people::switch;
    /// Creates a workspace in a folder and opens it.
    quick workspace_create(WorkspaceCreateInput) -> WorkspaceView = workspaces::create;
    /// Opens a workspace.
    quick workspace_open(WorkspaceOpenInput) -> WorkspaceView = workspaces::open;
    /// Closes the workspace.
    quick workspace_close(WorkspaceCloseInput) -> Done = workspaces::close;
    /// Moves the workspace to another folder and opens it there.
    long workspace_move(WorkspaceMoveInput) -> WorkspaceView = moving::move_workspace;
    /// Names the versions of what runs here.
    quick about(AboutInput) -> About = about::about;
    /// Makes the example workspace, or opens the one that is there.
    long demo_create(DemoCreateInput) -> WorkspaceView = demo::create;

    /// Lists apps with their releases, builds and assessments.
    quick apps_list(AppsListInput) -> Vec<AppView> = apps::list;
    /// Adds an app.
    quick app_add(AppAddInput) -> AppView = apps::add;
    /// Adds a release of an app.
    quick release_add(ReleaseAddInput) -> ReleaseView = apps::add_release;
    /// Adds a build of a release, hashing its artefact where it is at hand.
    long build_add(BuildAddInput) -> BuildView = apps::add_build;
    /// Reads what a tested file says of itself, before it is added as a build.
    quick artefact_read(ArtefactReadInput) -> ArtefactRead = apps::read_artefact;
    /// Withdraws a build that was added by mistake, on which nothing was stated.
    quick build_withdraw(BuildWithdrawInput) -> ReleaseView = apps::withdraw_build;
    /// Finds apps, releases, assessments, builds and units by what people type.
    quick find(FindInput) -> Found = apps::find;

    /// Lists the profiles that are offered.
    quick profiles_list(ProfilesListInput) -> Vec<ProfileView> = profiles::list;
    /// Shows what a profile asks for on a platform, with the reasons.
    quick profile_show(ProfileShowInput) -> ProfilePlan = profiles::show;
    /// Says what differs between two profiles, and because of which line.
    quick profile_compare(ProfileCompareInput) -> ProfileComparison = profiles::compare;
    /// Checks a profile file, and names every problem by line and column.
    quick profile_check(ProfileCheckInput) -> ProfileChecked = profiles::check;
    /// Checks a profile file and keeps it in the workspace.
    quick profile_add(ProfileAddInput) -> ProfileChecked = profiles::add;
    /// Removes a profile file from the workspace.
    quick profile_remove(ProfileRemoveInput) -> Done = profiles::remove;
    /// Shows the questions at the start of an assessment.
    quick questionnaire_show(QuestionnaireShowInput) -> Questionnaire = profiles::questionnaire;

    /// Opens an assessment of a release against a profile, with pinned catalogues.
    quick assessment_open(AssessmentOpenInput) -> AssessmentView = assessments::open;
    /// Withdraws an assessment that was opened by mistake, in which nothing was stated.
    quick assessment_withdraw(AssessmentWithdrawInput) -> ReleaseView = assessments::withdraw;
    /// Records what an assessment is done under.
    quick engagement_record(EngagementRecordInput) -> AssessmentView = assessments::record_engagement;
    /// Shows an assessment with its progress.
    quick assessment_show(AssessmentShowInput) -> AssessmentView = assessments::show;
    /// Lists the verdicts of each platform's build of record.
    quick verdicts_list(VerdictsListInput) -> Verdicts = assessments::verdicts;
    /// Shows the checklist of a build.
    quick checklist_show(ChecklistShowInput) -> Checklist = assessments::checklist;
    /// Writes the checklist of a build as a table for spreadsheets.
    long checklist_export(ChecklistExportInput) -> SheetExported = sheets::checklist;
    /// Shows the verdict of one control, explained down to the results.
    quick verdict_show(VerdictShowInput) -> VerdictView = assessments::verdict;
    /// Lowers a verdict with a reason, or takes that back.
    quick verdict_override(VerdictOverrideInput) -> VerdictView = assessments::override_verdict;

    /// Shows all releases under way: readiness with its reasons, trend, due dates, findings, waivers, who has what.
    quick board_show(BoardShowInput) -> Board = board::show;
    /// Says whether a release may ship, with every reason, when it is due and what was decided.
    quick release_readiness(ReleaseReadinessInput) -> ReleaseReadiness = board::readiness;
    /// Says what the gate of an assessment's profile says, with every reason.
    quick assessment_readiness(AssessmentReadinessInput) -> Readiness = board::of_assessment;
    /// States when a release is due.
    quick release_plan(ReleasePlanInput) -> ReleaseReadiness = board::plan;
    /// States whether a release ships: go, conditional or hold, over the record as it stands.
    quick release_decide(ReleaseDecideInput) -> ReleaseReadiness = board::decide;

    /// Shows one unit in full: answers, procedure, evidence, comments, history.
    quick unit_show(UnitShowInput) -> UnitDetail = answers::unit;
    /// States a result of a unit on a build.
    quick result_set(ResultSetInput) -> ChecklistChange = answers::set_result;
    /// States results of many units in one transaction: all of them or none.
    quick results_set(ResultsSetInput) -> ChecklistChange = answers::set_results;
    /// States as not applicable what a condition of the profile proposes so.
    quick proposals_accept(ProposalsAcceptInput) -> ProposalsAccepted = answers::accept_proposals;
    /// Takes back the last own step on a build.
    quick undo(UndoInput) -> Undone = answers::undo;
    /// States again what undo took back last on a build.
    quick redo(RedoInput) -> Undone = answers::redo;
    /// Shows the answers of a former build beside a checklist.
    quick former_show(FormerShowInput) -> FormerAnswers = next_build::former;
    /// Reconfirms answers of a former build on this one, with the basis of that.
    quick result_reconfirm(ResultReconfirmInput) -> ReconfirmDone = next_build::reconfirm;
    /// Says what changed from one build to another: facts, answers, verdicts.
    quick builds_compare(BuildsCompareInput) -> BuildsComparison = next_build::compare;
    /// Adds a comment to a unit.
    quick comment_add(CommentAddInput) -> CommentAdded = answers::comment;

    /// Lists the members of the workspace.
    quick members_list(MembersListInput) -> Vec<MemberView> = review::members;
    /// Assigns units, groups or a whole build to a member.
    quick work_assign(WorkAssignInput) -> WorkAssigned = review::assign;
    /// Lists what is assigned on a build.
    quick assignments_list(AssignmentsListInput) -> Vec<AssignmentView> = review::assignments;
    /// Submits, approves or returns the answers of units.
    quick review_state(ReviewStateInput) -> ReviewChange = review::state;
    /// Counts the piles of a build, and shows the rows of one.
    quick queues_show(QueuesShowInput) -> BuildQueues = review::queues;
    /// Says of each required unit of a build whether a second person approved it.
    quick approvals_list(ApprovalsListInput) -> Vec<UnitApproval> = review::approvals;
    /// Lists the comments that mention whoever works here.
    quick mentions_list(MentionsListInput) -> Vec<MentionView> = review::mentions;
    /// Says that comments were read.
    quick mentions_read(MentionsReadInput) -> Done = review::read_mentions;
    /// Lists the comments on an app, release, build, assessment, control or finding.
    quick remarks_list(RemarksListInput) -> Vec<CommentView> = review::remarks;
    /// Adds a comment to one of these.
    quick remark_add(RemarkAddInput) -> CommentView = review::add_remark;
    /// Takes back an own comment on one of these.
    quick remark_remove(RemarkRemoveInput) -> Done = review::remove_remark;
    /// Lists the sign-offs of an assessment.
    quick sign_offs_list(SignOffsListInput) -> Vec<SignOffView> = review::sign_offs;
    /// Signs an assessment off in a role, over the ledger's checkpoint.
    quick sign_off_give(SignOffGiveInput) -> SignOffView = review::give_sign_off;
    /// Withdraws an own sign-off.
    quick sign_off_withdraw(SignOffWithdrawInput) -> SignOffView = review::withdraw_sign_off;

    /// Copies files into the workspace and attaches them to a unit.
    long evidence_add_files(EvidenceAddFilesInput) -> EvidenceAdded = evidence::add_files;
    /// Attaches bytes, such as a pasted screenshot, to a unit.
    raw_in evidence_add_bytes(EvidenceAddBytesInput) -> EvidenceAdded = evidence::add_bytes;
    /// Attaches a note to a unit.
    quick evidence_add_note(EvidenceAddNoteInput) -> EvidenceAdded = evidence::add_note;
    /// Attaches a link to a unit.
    quick evidence_add_link(EvidenceAddLinkInput) -> EvidenceAdded = evidence::add_link;
    /// Resolves a git commit and attaches it to a unit.
    quick evidence_add_commit(EvidenceAddCommitInput) -> EvidenceAdded = evidence::add_commit;
    /// Takes a piece of evidence off its unit.
    quick evidence_remove(EvidenceRemoveInput) -> ChecklistChange = evidence::remove;
    /// Lists the evidence of an assessment.
    quick evidence_list(EvidenceListInput) -> Vec<EvidenceView> = evidence::list;
    /// Reads an image from the evidence, for showing it.
    raw_out evidence_read(EvidenceReadInput) -> RawBytes = evidence::read;
    /// Makes a copy of a picture with places blacked out; of the two only the copy leaves in reports.
    quick evidence_redact(EvidenceRedactInput) -> EvidenceAdded = evidence::redact;
    /// Makes a copy of a text with lines and words blacked out; of the two only the copy leaves in reports.
    long evidence_redact_text(EvidenceRedactTextInput) -> EvidenceAdded = evidence::redact_text;
    /// Reads lines of a text in the evidence.
    long evidence_lines(EvidenceLinesInput) -> TextLines = evidence::lines;
    /// Looks for words in a text of the evidence, onwards or back from a line.
    long evidence_find(EvidenceFindInput) -> TextFound = evidence::find;
    /// Counts the pages of a PDF in the evidence.
    quick evidence_pages(EvidencePagesInput) -> EvidencePages = evidence::pages;
    /// Draws a page of a PDF in the evidence, as a picture.
    raw_out evidence_page(EvidencePageInput) -> RawBytes = evidence::page;
    /// Lists everywhere that a file is evidence.
    quick evidence_uses(EvidenceUsesInput) -> Vec<EvidenceUse> = evidence::uses;
    /// Compares every stored file with its digest.
    long evidence_verify(EvidenceVerifyInput) -> EvidenceCheck = evidence::verify;

    /// Lists findings, as they stand for the workspace, an app, a release or an assessment.
    quick findings_list(FindingsListInput) -> Vec<FindingRow> = findings::list;
    /// Writes findings as a table for spreadsheets.
    quick findings_export(FindingsExportInput) -> SheetExported = sheets::findings;
    /// Shows a finding in full: words, builds, waivers, history.
    quick finding_show(FindingShowInput) -> FindingDetail = findings::show;
    /// Says what a finding from a failed unit begins with, and which that are there it may be.
    quick finding_draft(FindingDraftInput) -> FindingDraft = findings::draft;
    /// Opens a finding of an app.
    quick finding_open(FindingOpenInput) -> FindingDetail = findings::open;
    /// Says anew what a finding is; one that was withdrawn is open again.
    quick finding_change(FindingChangeInput) -> FindingDetail = findings::change;
    /// Withdraws a finding that is none.
    quick finding_withdraw(FindingWithdrawInput) -> FindingDetail = findings::withdraw;
    /// Says that a finding was seen on a build.
    quick finding_link(FindingLinkInput) -> FindingDetail = findings::link;
    /// Says what a retest of a finding on a build showed.
    quick finding_retest(FindingRetestInput) -> FindingDetail = findings::retest;
    /// Takes back the last own statement about a finding.
    quick finding_undo(FindingUndoInput) -> FindingUndone = findings::undo;
    /// Scores a CVSS 4.0 vector.
    quick cvss_score(CvssScoreInput) -> CvssView = findings::score;
    /// Lists waivers with where they stand today.
    quick waivers_list(WaiversListInput) -> Vec<WaiverView> = waivers::list;
    /// Accepts the risk of a finding or a failure until a day.
    quick waiver_grant(WaiverGrantInput) -> WaiverView = waivers::grant;
    /// Withdraws a waiver.
    quick waiver_withdraw(WaiverWithdrawInput) -> WaiverView = waivers::withdraw;

    /// Lists the catalogues.
    quick standards_list(StandardsListInput) -> Vec<StandardView> = standards::list;
    /// Shows a control, weakness, test or other page of the standards.
    quick standard_page(StandardPageInput) -> StandardPage = standards::page;
    /// Reads a standard with its texts from git or a folder.
    long standards_sync(StandardsSyncInput) -> SyncReport = standards::sync;
    /// Writes what a sync found odd to a file.
    quick odd_save(OddSaveInput) -> OddSaved = standards::save_odd;

    /// Says what changed between two versions of a standard.
    quick standards_diff(StandardsDiffInput) -> CatalogueDiff = migration::diff;
    /// Says what would become of each answer, were an assessment measured against other versions.
    quick migration_propose(MigrationProposeInput) -> MigrationProposal = migration::propose;
    /// Opens an assessment by other versions of the catalogues and carries over what was proposed.
    quick migration_apply(MigrationApplyInput) -> Migrated = migration::apply;

    /// Finds standards, requirements, clauses and what the workspace holds, by whatever people type.
    quick search(SearchInput) -> SearchAnswer = search::search;
    /// Shows everything that touches an item that people cite.
    quick crosswalk_show(CrosswalkShowInput) -> CrosswalkView = search::crosswalk;
    /// Sets two kinds of items against each other, as CSV or JSON.
    quick crosswalk_export(CrosswalkExportInput) -> CrosswalkExported = search::export;

    /// Writes the report of an assessment as a PDF.
    long report_export(ReportExportInput) -> ReportExported = reports::export;
    /// Makes a draft of a report to look at; the former one goes.
    long report_preview(ReportPreviewInput) -> ReportPreview = reports::preview;
    /// Draws a page of the latest preview, as a picture.
    raw_out report_preview_page(ReportPreviewPageInput) -> RawBytes = reports::preview_page;
    /// Lists the templates that ship.
    quick report_templates(ReportTemplatesInput) -> Vec<ReportTemplate> = reports::templates;
    /// Copies a template that ships into a folder, to be changed there.
    quick report_template_copy(ReportTemplateCopyInput) -> ReportTemplateCopied = reports::copy_template;
    /// Writes the board as a PDF of one page.
    long board_export(BoardExportInput) -> ReportExported = reports::export_board;

    /// Proposes the number of the next report, or of an amendment.
    quick report_number(ReportNumberInput) -> ReportNumber = issuing::number;
    /// Issues a report: sets it, signs it where asked, keeps the file and states it.
    long report_issue(ReportIssueInput) -> ReportIssued = issuing::issue;
    /// Issues a report that takes the place of another, and says so.
    long report_amend(ReportAmendInput) -> ReportIssued = issuing::amend;
    /// Lists the issued reports of an assessment, of a release, or of the workspace.
    quick reports_list(ReportsListInput) -> Vec<IssuedReport> = issuing::list;
    /// Gives out the kept file of an issued report again, byte by byte.
    long report_reissue(ReportReissueInput) -> ReportReissued = issuing::reissue;
    /// Signs a kept report: the file with the signature is kept beside the one before.
    long report_kept_sign(ReportKeptSignInput) -> IssuedReport = issuing::sign;
    /// Checks the kept file of an issued report by itself, against the evidence of the workspace.
    long report_kept_check(ReportKeptCheckInput) -> Verification = issuing::check;
    /// Says what changed from one report of an app to another.
    quick reports_compare(ReportsCompareInput) -> Comparison = issuing::compare;
    /// Signs a report, and asks a timestamp service where one is named.
    long report_sign(ReportSignInput) -> ReportSigned = signing::sign;
    /// Checks a report without its workspace: what is attached, what is printed, and the record that it rests on.
    long report_verify(ReportVerifyInput) -> Verification = verify::verify;

    /// Shows the ledger's checkpoint and entries, newest first.
    quick ledger_show(LedgerShowInput) -> LedgerPage = ledger::show;
    /// Checks every byte of the ledger, and names the first bad entry.
    long ledger_verify(LedgerVerifyInput) -> VerificationView = ledger::verify;
    /// Looks for a checkpoint that was kept elsewhere among all states that the ledger ever had.
    long checkpoint_check(CheckpointCheckInput) -> CheckpointCheck = ledger::check_checkpoint;
    /// Makes the projections anew from the entries.
    long ledger_rebuild(LedgerRebuildInput) -> Rebuilt = ledger::rebuild;

    /// Says whether another window or program wrote to the workspace.
    quick changes_since(ChangesSinceInput) -> Changes = workspaces::changes_since;
    /// Reads a setting.
    quick settings_get(SettingsGetInput) -> Setting = settings::get;
    /// Lists the workspace's settings whose names begin alike.
    quick settings_list(SettingsListInput) -> Vec<Setting> = settings::list;
    /// Sets or removes a setting.
    quick settings_set(SettingsSetInput) -> Setting = settings::set;
    /// Asks a running task to stop.
    quick task_cancel(TaskCancelInput) -> Done = workspaces::cancel_task;
}
