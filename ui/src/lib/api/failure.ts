import { t } from '../i18n';
import type { UnitRefused } from './types';

/** A command that was not carried out. Front ends go by the code, never by the text. */
export interface FailureShape {
  /** Stable, `area.reason`, such as `assessment.changed-meanwhile`. */
  code: string;
  /** A sentence for the user. */
  message: string;
  /** What to do next, one sentence. */
  next_step: string;
  path?: string;
  line?: number;
  column?: number;
  /** Units that were refused, each with its own reason, where many were to be answered at once. */
  units?: UnitRefused[];
}

/** The error that every call rejects with. */
export class CommandFailure extends Error {
  readonly code: string;
  readonly next_step: string;
  readonly path?: string;
  readonly line?: number;
  readonly column?: number;
  readonly units: readonly UnitRefused[];

  constructor(shape: FailureShape) {
    super(shape.message);
    this.name = 'CommandFailure';
    this.code = shape.code;
    this.next_step = shape.next_step;
    this.path = shape.path;
    this.line = shape.line;
    this.column = shape.column;
    this.units = shape.units ?? [];
  }

  /** Whether the last part of the code is this reason; `-` and `_` count as the same. */
  is(reason: string): boolean {
    const last = this.code.split('.').pop() ?? '';
    return last.replaceAll('_', '-') === reason.replaceAll('_', '-');
  }

  /** Whether the user asked for it to stop. */
  get cancelled(): boolean {
    return this.code.endsWith('cancelled');
  }
}

function isShape(value: unknown): value is FailureShape {
  return typeof value === 'object' && value !== null && 'code' in value && 'message' in value;
}

/** Makes a failure of whatever was thrown. */
export function asFailure(thrown: unknown): CommandFailure {
  if (thrown instanceof CommandFailure) return thrown;
  if (isShape(thrown)) return new CommandFailure(thrown);
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return new CommandFailure({
    code: 'ui.unexpected',
    message: text.endsWith('.') ? text : `${text}.`,
    next_step: t('frame.unexpected_next'),
  });
}
