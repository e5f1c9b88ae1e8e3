//! Who works on this computer and in this workspace, and what others wrote to whoever works now.

import { call } from '../../lib/api/commands';
import type { MentionView, Person } from '../../lib/api/types';
import { t } from '../../lib/i18n';
import { notices } from '../../lib/state/notices.svelte';
import { session } from '../../lib/state/session.svelte';

/** What is being typed as somebody's name: where its at sign stands, and the letters so far. */
export function typedMention(text: string, caret: number): { start: number; name: string } | undefined {
  const found = /(?:^|[\s(])@([\p{L}\p{M}'.-]*(?: [\p{L}\p{M}'.-]+)?)$/u.exec(text.slice(0, caret));
  return found ? { start: caret - (found[1] ?? '').length - 1, name: found[1] ?? '' } : undefined;
}

/** Members other than oneself one of whose names begins so; who is named in full is offered no more. */
export function meantBy(all: readonly Person[], typed: string): Person[] {
  const wanted = typed.toLowerCase();
  const fits = ({ name }: Person) => {
    const whole = name.toLowerCase();
    return whole !== wanted && (whole.startsWith(wanted) || whole.split(/\s+/).some((word) => word.startsWith(wanted)));
  };
  return all.filter((person) => person.in_workspace && !person.me && fits(person)).slice(0, 8);
}

class People {
  list = $state.raw<Person[]>([]);
  /** Comments that name whoever works here, unread. */
  mentions = $state.raw<MentionView[]>([]);
  /** Whether they are shown. */
  reading = $state(false);

  /** Those to whom one can switch. */
  others = $derived(this.list.filter((person) => person.here && !person.me));

  async load(): Promise<void> {
    try {
      [this.list, this.mentions] = await Promise.all([
        call('people_list', {}),
        session.workspace ? call('mentions_list', {}) : [],
      ]);
    } catch {
      // The screens that show them say what is wrong; here nothing depends on it.
    }
  }

  async switchTo(person: Person): Promise<void> {
    try {
      await session.switchTo(person.member);
      notices.good(t('people.switched', { name: person.name }));
    } catch (thrown) {
      notices.failed(thrown);
    }
  }

  async add(name: string, email: string): Promise<Person> {
    const added = await call('person_add', { name, email });
    await this.load();
    notices.good(t('people.added', { name: added.name }));
    return added;
  }

  async read(comments: string[]): Promise<void> {
    try {
      await call('mentions_read', { comments });
      session.revision += 1;
      await this.load();
    } catch (thrown) {
      notices.failed(thrown);
    }
  }
}

export const people = new People();
