// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

import type { Citation, CitationSource } from './requirement';
import type { Because } from './tailoring';

/** A clause that does not bind by the answers of the questionnaire. */
export type CitationLeftOut = {
  /** The source's key. */
  source: string,
  /** The clause. */
  clause: string,
  /** Why it was left out, one sentence. */
  because: string,
};

/** A clause as a checklist and a report show it; always as "related to". */
export type PlannedCitation = {
  /** The clause, its flag and how much we know of it. */
  citation: Citation,
  /**
  * The source: title, edition, effective date, jurisdictions, whom it binds. A source of a profile's own has its
  * name as title and leaves the rest empty.
  */
  source: CitationSource,
  /** Who cites it: `the requirement`, or a line of a profile file. */
  because: string,
};

/** The value of a parameter that an answer has to be measured against. */
export type PlannedParameter = {
  /** `FIN-2.1.idle-minutes`. */
  id: string,
  /** What it is. */
  title: string,
  /** The value. */
  value: number,
  /** `minutes`, `attempts`, ... */
  unit: string,
  /** Which line sets it, or where the default comes from. */
  because: string,
};

/** What a condition proposes. */
export type Proposal = {
  /** The result. */
  result: ProposedResult,
  /** Why, in words that fit as the reason of a statement: the answer that makes it so, then the author's reason. */
  because: string,
  /** The line of the profile file; none for a condition of the requirement itself. */
  line: Because | null,
};

/** The result that a condition proposes; only one is proposed so far. */
export type ProposedResult = "not-applicable";
