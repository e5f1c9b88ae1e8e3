//! Who works here, in which workspace, on which apps.

import { call } from '../api/commands';
import { asFailure, type CommandFailure } from '../api/failure';
import type { AppView, AssessmentView, BuildView, Identity, ReleaseView, Status, WorkspaceView } from '../api/types';
import { kept } from './kept.svelte';
import { navigation, type Place } from './navigation.svelte';
import { notices } from './notices.svelte';
import { settings } from './settings.svelte';

/** An assessment with what it belongs to. */
export interface Context {
  app: AppView;
  release: ReleaseView;
  assessment: AssessmentView;
}

const PLACE = 'ui.place';
/** The folder of the workspace that was open last; empty once it was closed. */
const OPEN = 'ui.open';

/** Who works here, by id. */
async function askMember(): Promise<string> {
  try {
    const all = await call('people_list', {});
    return all.find((person) => person.me)?.member ?? '';
  } catch {
    return '';
  }
}

class Session {
  status = $state.raw<Status | null>(null);
  /** The id of whoever works here: names and addresses change. Empty where it cannot be had. */
  member = $state('');
  apps = $state.raw<AppView[]>([]);
  loading = $state(true);
  failure = $state.raw<CommandFailure | null>(null);
  /** Counts up whenever something changed behind our back: screens read anew. */
  revision = $state(0);
  #dataVersion: number | null = null;

  workspace = $derived(this.status?.workspace ?? null);
  identity = $derived(this.status?.identity ?? null);

  async start(): Promise<void> {
    this.loading = true;
    this.failure = null;
    try {
      const [asked] = await Promise.all([call('status', {}), settings.load()]);
      const status = asked.workspace || !asked.identity ? asked : await this.#reopened(asked);
      // Shown only when all is there: else the place to go back to would be forgotten on the way.
      const [member] = await Promise.all([askMember(), status.workspace && this.#entered(status.workspace)]);
      this.member = member;
      this.status = status;
    } catch (thrown) {
      this.failure = asFailure(thrown);
    } finally {
      this.loading = false;
    }
  }

  /** Opens what was open when the window was closed. Where that cannot be had, the start screen says why. */
  async #reopened(status: Status): Promise<Status> {
    const { value: dir } = await call('settings_get', { key: OPEN }).catch(() => ({ value: null }));
    if (!dir) return status;
    try {
      const workspace = await call('workspace_open', { dir });
      return { ...status, workspace };
    } catch (thrown) {
      notices.failed(thrown);
      return status;
    }
  }

  async setIdentity(identity: Identity): Promise<void> {
    const stored = await call('identity_set', identity);
    this.member = await askMember();
    if (this.status) this.status = { ...this.status, identity: stored };
  }

  /** Goes on as somebody else who works on this computer: what is one's own looks different from then on. */
  async switchTo(person: string): Promise<void> {
    await kept.flush();
    await call('person_switch', { person });
    notices.stepped();
    const [status, member] = await Promise.all([call('status', {}), askMember()]);
    this.member = member;
    this.status = status;
    this.revision += 1;
  }

  async enter(open: () => Promise<WorkspaceView>): Promise<void> {
    const workspace = await open();
    // Who works in it may be somebody else than who worked last.
    const [status, member] = await Promise.all([call('status', {}), askMember()]);
    this.member = member;
    await this.#entered(workspace);
    this.status = { ...status, workspace };
  }

  /** The workspace lies in another folder, or is open again where it was. */
  async moved(): Promise<void> {
    this.status = await call('status', {});
    if (this.status.workspace) this.#remember(this.status.workspace.dir);
    await this.#begin();
  }

  async leave(): Promise<void> {
    await kept.flush();
    await call('workspace_close', {});
    this.#remember('');
    this.apps = [];
    navigation.reset();
    this.status = await call('status', {});
  }

  async #entered(workspace: WorkspaceView): Promise<void> {
    const [place] = await Promise.all([
      call('settings_get', { key: PLACE, scope: 'workspace' }).catch(() => ({ value: null })),
      this.#begin(),
    ]);
    this.#remember(workspace.dir);
    if (workspace.notice) notices.say(workspace.notice, { tone: 'warning' });
    navigation.reset(this.#lastPlace(place.value));
  }

  #remember(dir: string): void {
    void call('settings_set', { key: OPEN, value: dir }).catch(() => undefined);
  }

  /** Reads what is shown, after asking where the workspace stands: what is written from then on is noticed. */
  async #begin(): Promise<void> {
    this.#dataVersion = (await call('changes_since', { data_version: null })).data_version;
    await this.loadApps();
  }

  async loadApps(): Promise<void> {
    this.apps = await call('apps_list', {});
  }

  /** The place where the user left off, if it still exists. */
  #lastPlace(value: string | null): Place {
    try {
      const place = value ? (JSON.parse(value) as Place) : null;
      if (place?.screen === 'assessment' && this.find(place.assessment)) return place;
    } catch {
      // What cannot be read is as good as none.
    }
    return { screen: 'apps' };
  }

  rememberPlace(place: Place): void {
    if (!this.workspace) return;
    // A comment is come for once: another day the place is its unit.
    const value = JSON.stringify(place, (key, part: unknown) => (key === 'comment' ? undefined : part));
    void call('settings_set', { key: PLACE, value, scope: 'workspace' }).catch(() => undefined);
  }

  find(assessment: string): Context | undefined {
    for (const app of this.apps) {
      for (const release of app.releases) {
        const found = release.assessments.find((one) => one.id === assessment);
        if (found) return { app, release, assessment: found };
      }
    }
    return undefined;
  }

  /** The assessment that one was moved to: that counts in its place. */
  movedTo(assessment: string): AssessmentView | undefined {
    return this.find(assessment)?.release.assessments.find((one) => one.migrated_from?.assessment === assessment);
  }

  /** Whether the assessment and the build that a place names are there. */
  has(place: Place): boolean {
    if (place.screen !== 'assessment' && place.screen !== 'migration') return true;
    const context = this.find(place.assessment);
    const build = place.screen === 'assessment' ? place.build : undefined;
    return context !== undefined && (!build || this.builds(context).some((one) => one.id === build));
  }

  /** The builds that an assessment looks at. */
  builds(context: Context): BuildView[] {
    return context.release.builds;
  }

  /** Notices what other windows and the command line wrote. */
  async poll(): Promise<void> {
    if (!this.workspace) return;
    const { data_version, changed } = await call('changes_since', { data_version: this.#dataVersion });
    this.#dataVersion = data_version;
    if (!changed) return;
    await this.loadApps();
    this.revision += 1;
  }
}

export const session = new Session();
navigation.exists = (place) => session.has(place);
