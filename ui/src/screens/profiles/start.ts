//! A profile of one's own that begins as a shipped one: the text of its file. What can be changed stands in it as lines that
//! do nothing yet, with the values of the profile, so that nobody has to know the format.

import type { ProfilePlan, ProfileView } from '../../lib/api/types';
import { t } from '../../lib/i18n';
import { GATE_LEVELS, GATE_RULES, itemName } from '../../lib/text/gate';
import { labelOf, unitsOf } from './plan';

/** An id that files may have: `my-l2-r` for `L2+R`. */
export function ownId(id: string): string {
  const plain = id.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return `my-${plain}`.slice(0, 64).replace(/-+$/, '');
}

/** Lines that do nothing before `# ` is taken away; words stand behind two marks, and do nothing after it either. */
export const off = (lines: readonly string[]): string[] => lines.map((line) => `# ${line}`);
const words = (text: string): string => `## ${text}`;
/** What is quoted as JSON is quoted as YAML. */
const quoted = (text: string): string => JSON.stringify(text);

/** Requirements that can come in; the first that the profile does not ask for is shown. */
const OTHERS = ['ENT-3.3', 'FIN-2.1', 'HLT-1.1'];

/** Items of the plan for the examples: those that the profile requires, the last first. */
function required(plan: ProfilePlan): string[] {
  const own = plan.controls.filter((one) => one.set && one.required).map((one) => one.id);
  const tests = unitsOf(plan).filter((unit) => unit.required && unit.unit.startsWith('test:'));
  return [...tests.map((unit) => labelOf(unit.unit)), ...own].reverse();
}

function gate(plan: ProfilePlan, title: string): string[] {
  const asked = plan.gate;
  const fixed = asked.not_waivable.map(itemName);
  const unasked = '# ';
  const levels = GATE_LEVELS.join(', ');
  return [
    words(t('guide.start_gate', { title })),
    ...off([
      'gate:',
      `  require: # ${t('guide.start_require', { title })}`,
      ...GATE_RULES.map((rule) => `    ${asked.require.includes(rule) ? '' : unasked}- ${rule} # ${t(`gate.${rule}`)}`),
      `  ${asked.findings_below ? '' : unasked}findings_below: ${asked.findings_below ?? 'high'} # ${t('guide.start_findings', { levels })}`,
      `  ${fixed.length ? '' : unasked}not_waivable: [${(fixed.length ? fixed : required(plan).slice(0, 1)).join(', ')}] # ${t('guide.start_not_waivable', { title })}`,
    ]),
    words(t('guide.start_review')),
    ...off(['review:', `  four_eyes: ${plan.tailoring?.four_eyes ?? false} # ${t('guide.start_four_eyes')}`]),
  ];
}

function changes(plan: ProfilePlan, title: string): string[] {
  const because = quoted(t('guide.because'));
  const [last, another] = required(plan);
  const inside = new Set(plan.controls.filter((one) => one.required).map((one) => one.id));
  const other = OTHERS.find((one) => !inside.has(one));
  const parameters = new Map(unitsOf(plan).flatMap((unit) => unit.parameters.map((one) => [one.id, one] as const)));
  return [
    ...(last ? [words(t('guide.start_exclude')), ...off(['exclude:', `  - {id: ${last}, because: ${because}}`])] : []),
    ...(other
      ? [words(t('guide.start_include', { title })), ...off(['include:', `  - {id: ${other}, because: ${because}}`])]
      : []),
    ...(another
      ? [words(t('guide.start_relax')), ...off(['relax:', `  - {id: ${another}, because: ${because}}`])]
      : []),
    ...(parameters.size
      ? [
          words(t('guide.start_parameters', { title })),
          ...off([
            'parameters:',
            ...[...parameters.values()].map((one) => `  ${one.id}: ${one.value} # ${one.title} (${one.unit})`),
          ]),
        ]
      : []),
  ];
}

/** A valid file that extends the profile and changes nothing yet, and what to call it. Without the plan only its head. */
export function startOf(
  { id, title }: Pick<ProfileView, 'id' | 'title'>,
  plan: ProfilePlan | null,
): { file: string; text: string } {
  const own = ownId(id);
  const lines = [
    'format: assay-profile/1',
    `id: ${own}`,
    `title: ${quoted(t('profiles.start_title', { title }))}`,
    `extends: [${quoted(id)}]`,
    '',
    words(t('guide.start_how')),
    words(t('guide.start_more', { guide: t('guide.title') })),
    ...(plan ? ['', ...gate(plan, title), '', ...changes(plan, title)] : []),
  ];
  return { file: `${own}.yaml`, text: `${lines.join('\n')}\n` };
}
