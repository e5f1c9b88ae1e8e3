import { beforeEach, expect, it } from 'vitest';
import { navigation, type AssessmentTab, type Place } from './navigation.svelte';

const at = (assessment: string, tab: AssessmentTab = 'checklist'): Place => ({ screen: 'assessment', tab, assessment });

beforeEach(() => {
  navigation.exists = () => true;
  navigation.reset();
});

it('goes back from a tab to the checklist that it was opened from, and no further', () => {
  navigation.go({ screen: 'board' });
  navigation.go(at('one'));
  navigation.go(at('one', 'verdicts'));
  navigation.go({ screen: 'settings' });
  expect([navigation.back(), navigation.back()]).toEqual([true, true]);
  expect(navigation.place).toEqual(at('one'));
  expect(navigation.back()).toBe(false);
  expect(navigation.place).toEqual(at('one'));
});
it('never goes back into another assessment', () => {
  navigation.go(at('one'));
  navigation.go({ screen: 'migration', assessment: 'one' });
  navigation.go({ screen: 'board' });
  navigation.go(at('two', 'verdicts'));
  expect(navigation.back()).toBe(true);
  expect(navigation.place).toEqual({ screen: 'board' });
  expect(navigation.back()).toBe(true);
  expect(navigation.place).toEqual({ screen: 'apps' });
  expect(navigation.back()).toBe(false);
});
it('never goes back to what was withdrawn, and out of it where it is shown', () => {
  navigation.go({ screen: 'board' });
  navigation.go(at('one'));
  navigation.go({ screen: 'apps' });
  navigation.exists = (place) => !('assessment' in place);
  expect(navigation.back()).toBe(true);
  expect(navigation.place).toEqual({ screen: 'board' });

  navigation.exists = () => true;
  navigation.go(at('one'));
  expect(navigation.back()).toBe(false);
  navigation.exists = (place) => !('assessment' in place);
  expect(navigation.back()).toBe(true);
  expect(navigation.place).toEqual({ screen: 'board' });
});
