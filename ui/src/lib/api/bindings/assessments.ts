// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

import type { Engagement } from './apps';
import type { Verdict } from './verdict';

export type AssessmentOpenInput = {
  release: string,
  profile: string,
  answers?: { [key in string]: Array<string> } | null,
  title?: string | null,
  engagement?: Engagement | null,
  masvs?: string | null,
  maswe?: string | null,
  mastg?: string | null,
};

export type AssessmentShowInput = {
  assessment: string,
};

export type AssessmentWithdrawInput = {
  assessment: string,
  reason: string,
};

export type ChecklistShowInput = {
  assessment: string,
  build: string,
};

export type EngagementRecordInput = {
  assessment: string,
  engagement: Engagement,
};

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

export type VerdictsListInput = {
  assessment: string,
};
