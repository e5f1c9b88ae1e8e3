import { expect, it } from 'vitest';
import { leftOpen, toggled } from './questionnaire';

it('keeps none apart from open', () => {
  const chosen = toggled({}, 'feature', 'webview');
  expect(chosen).toEqual({ feature: ['webview'] });
  const none = toggled(chosen, 'feature', 'webview');
  expect(none).toEqual({ feature: [] });
  expect(leftOpen(none, 'feature')).toEqual({});
});
