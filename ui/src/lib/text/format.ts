//! How numbers, times and names of things are written.

import type { BuildView, Progress } from '../api/types';
import { t } from '../i18n';
import { DAY_ALONE, locale, number } from '../locale';

const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'medium' });
const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });
const dayAlone = new Intl.DateTimeFormat(locale, DAY_ALONE);
const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'narrow' });

/** Date and time in full. */
export function exactTime(at: string): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? at : exact.format(date);
}

/** Writing a day takes long for a long list, and the days in it are few. */
const days = new Map<string, string>();

/** A day such as `2027-11-22`, as people write it. */
export function dayInWords(iso: string): string {
  const known = days.get(iso);
  if (known !== undefined) return known;
  const date = new Date(`${iso}T00:00:00Z`);
  const words = Number.isNaN(date.getTime()) ? iso : dayAlone.format(date);
  days.set(iso, words);
  return words;
}

/** Today where the user is, as `2027-11-22`. */
export function today(now = new Date()): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** How long ago; beyond a month the date. */
export function relativeTime(at: string, now: number = Date.now()): string {
  const seconds = (new Date(at).getTime() - now) / 1000;
  if (Number.isNaN(seconds)) return at;
  const past = Math.abs(seconds);
  if (past < 45) return t('time.now');
  if (past < 3600) return relative.format(Math.round(seconds / 60), 'minute');
  if (past < 86_400) return relative.format(Math.round(seconds / 3600), 'hour');
  if (past < 30 * 86_400) return relative.format(Math.round(seconds / 86_400), 'day');
  return day.format(new Date(at));
}

/** Bytes in units that people read. */
export function fileSize(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let step = 0;
  while (value >= 1000 && step < units.length - 1) {
    value /= 1000;
    step += 1;
  }
  return `${number(step === 0 || value >= 100 ? Math.round(value) : Math.round(value * 10) / 10)} ${units[step]}`;
}

/** Required units with an answer that stands. */
export function decided(progress: Progress): number {
  return progress.pass + progress.fail + progress.not_applicable + progress.inconclusive;
}

/** In whole per cent: 100 only when nothing is left, and nothing only where nothing is decided. */
export function percent(progress: Progress): number | string {
  if (progress.required === 0) return 100;
  const done = decided(progress);
  const whole = Math.floor((done / progress.required) * 100);
  return done && !whole ? t('progress.under_one') : whole;
}

/** `Android 4.2.0 (4210) release`. */
export function buildName(build: BuildView): string {
  const { platform, version_name, version_code, variant } = build.facts;
  const code = version_code ? ` (${version_code})` : '';
  return `${t(`platform.${platform}`)} ${version_name}${code} ${t(`variant.${variant}`)}`;
}

/** The first characters of a digest or commit. */
export function short(id: string, length = 10): string {
  return id.length > length ? `${id.slice(0, length)}…` : id;
}

/** The last part of a path, of either slash. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).filter(Boolean).pop() ?? path;
}
