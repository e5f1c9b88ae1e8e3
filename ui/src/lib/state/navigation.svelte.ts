//! Where the user is. One page, no addresses: places on a stack, so that Escape goes one step back, but never out of a
//! checklist and never into another assessment: there the next key would be a result.

import type { AnswerState, SincePart, Verdict } from '../api/types';

export type AssessmentTab = 'checklist' | 'verdicts' | 'findings' | 'evidence' | 'report';

export interface AssessmentPlace {
  screen: 'assessment';
  tab: AssessmentTab;
  assessment: string;
  build?: string;
  unit?: string;
  /** Shows this comment on the unit. */
  comment?: string;
  control?: string;
  /** Opens the findings at this one. */
  finding?: string;
  /** Opens the findings with these only, or with those that these waivers accept. */
  findings?: string[];
  /** Opens the checklist with this filter of states. */
  state?: AnswerState;
  /** Opens the checklist with these units only. */
  units?: string[];
  /** Opens the checklist without a filter: whoever comes from a build's name wants the build. */
  whole?: boolean;
  /** Opens the checklist with what somebody has: what they are to do, or what they answered, of what is required. */
  who?: { name: string; has: 'assigned' | 'answered' };
  /** Opens the verdicts with those that are this on the build. */
  verdict?: Verdict;
  /** Opens the verdicts with these controls only. */
  controls?: string[];
  /** Opens the verdicts with both platforms side by side. */
  beside?: boolean;
  /** Opens the report at this part. */
  part?: 'sign_offs';
}

/** The settings, at what somebody came for. */
export interface SettingsPlace {
  screen: 'settings';
  part?: 'snippets' | 'identity' | 'people';
}

export type Place =
  | { screen: 'board' }
  | { screen: 'apps'; app?: string }
  | { screen: 'new_app' }
  | AssessmentPlace
  | { screen: 'standards'; page?: string }
  | { screen: 'compare'; a?: string; b?: string }
  | { screen: 'profiles'; profile?: string; against?: string }
  | { screen: 'migration'; assessment: string }
  /** Of the later build, the answers of this assessment; of controls and findings, those that the board counts as this. */
  | { screen: 'builds'; from?: string; to?: string; assessment?: string; part?: SincePart }
  | { screen: 'history' }
  | SettingsPlace;

/** The screen of a place: another unit or build is no other screen. */
export function screenOf(place: Place): string {
  return place.screen === 'assessment' ? `${place.assessment}/${place.tab}` : place.screen;
}

const DEPTH = 50;

/** The assessment that a place is in. */
function assessmentOf(place: Place): string | undefined {
  return place.screen === 'assessment' || place.screen === 'migration' ? place.assessment : undefined;
}

class Navigation {
  place = $state.raw<Place>({ screen: 'apps' });
  /** Whether what a place shows is still there: what was withdrawn is nowhere to go back to. */
  exists: (place: Place) => boolean = () => true;
  #before: Place[] = [];

  go(place: Place): void {
    const entered = assessmentOf(place);
    // Whoever enters an assessment leaves the others behind.
    const stays = (one: Place) => !entered || !assessmentOf(one) || assessmentOf(one) === entered;
    this.#before = [...this.#before, this.place].filter(stays).slice(-DEPTH);
    this.place = place;
  }

  /** Another view of the same place, without a step to go back. */
  replace(place: Place): void {
    this.place = place;
  }

  /** One step back; false when there is none. A checklist is where the work is: nothing leads out of it by the way. */
  back(): boolean {
    const works = this.place.screen === 'assessment' && this.place.tab === 'checklist';
    if (works && this.exists(this.place)) return false;
    const there = this.#before.filter(this.exists);
    const before = there.pop();
    this.#before = there;
    if (!before) return false;
    this.place = before;
    return true;
  }

  reset(place: Place = { screen: 'apps' }): void {
    this.#before = [];
    this.place = place;
  }

  /** The same assessment on another tab. */
  tab(tab: AssessmentTab): void {
    if (this.place.screen !== 'assessment') return;
    const { assessment, build } = this.place;
    this.go({ screen: 'assessment', tab, assessment, build });
  }
}

export const navigation = new Navigation();
