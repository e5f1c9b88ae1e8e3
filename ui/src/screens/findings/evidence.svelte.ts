//! The evidence of whole assessments, read once for all findings that are walked past.

import { call } from '../../lib/api/commands';
import { asFailure, type CommandFailure } from '../../lib/api/failure';
import type { EvidenceView } from '../../lib/api/types';

export class EvidenceOfTests {
  /** By assessment; missing while it was not read. */
  known = $state.raw<Readonly<Record<string, readonly EvidenceView[]>>>({});
  failure = $state.raw<CommandFailure | null>(null);
  #revision: number | undefined;
  /** The latest reading of each assessment: what an earlier one brings later is old. */
  readonly #asked = new Map<string, number>();
  #count = 0;

  /** Reads what is not known at this revision. What is known is shown until it was read anew. */
  async need(assessments: readonly string[], revision: number): Promise<void> {
    if (revision !== this.#revision) this.#asked.clear();
    this.#revision = revision;
    await this.read(assessments.filter((one) => !this.#asked.has(one)));
  }

  /** Reads them, or reads them anew after something was attached. */
  async read(assessments: readonly string[]): Promise<void> {
    if (assessments.length) this.failure = null;
    await Promise.all(assessments.map((one) => this.#readOne(one)));
  }

  async #readOne(assessment: string): Promise<void> {
    const mine = ++this.#count;
    this.#asked.set(assessment, mine);
    try {
      const evidence = await call('evidence_list', { assessment });
      if (this.#asked.get(assessment) === mine) this.known = { ...this.known, [assessment]: evidence };
    } catch (thrown) {
      if (this.#asked.get(assessment) !== mine) return;
      this.#asked.delete(assessment);
      this.failure = asFailure(thrown);
    }
  }
}
