// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

import type { Platform, WeaknessName } from './model';
import type { Condition } from './questionnaire';

/** A clause that a requirement is related to. */
export type Citation = {
  /** The key of a [`CitationSource`]. */
  source: string,
  /** The clause, as the source numbers it: `164.312(a)(2)(iv)`. */
  clause: string,
  /** Only HIPAA's specifications have one. */
  flag?: CitationFlag | null,
  /** How much we know of it. */
  verification: Verification,
  /** What a reader has to know about this citation. */
  note?: string | null,
};

/** What HIPAA says of a clause. */
export type CitationFlag = "required" | "addressable" | "standard" | "other-rule";

/** A source of regulation or guidance, as `standards/citations.yaml` states it. */
export type CitationSource = {
  /** `hipaa`, `mas-trm`: what citations name it by. */
  key: string,
  /** Its name, written out: `Monetary Authority of Singapore, Technology Risk Management Guidelines`. */
  title: string,
  /** How it is called in a list: `HIPAA Security Rule`. Never a bare `MAS`, which is OWASP's project. */
  short: string,
  /** Which edition is meant. */
  edition: string,
  /** Since when it applies, `2021-01-18`; none where no date is known to us. */
  effective: string | null,
  /**
  * The words of the question `jurisdiction` under which it can bind; empty where it binds by contract or choice
  * anywhere.
  */
  jurisdictions: Array<string>,
  /** The words of the question `role` that it can bind; empty where it binds nobody by itself. */
  roles: Array<string>,
  /** Whom it binds, as a sentence. */
  binds: string,
  /** Where it is published. */
  url: string,
  /** Where its clauses were seen. */
  basis: string,
};

/** A test that a requirement's source names. */
export type NamedTest = {
  /** The id that the source cites, of MASTG 1.7.0. */
  id: string,
  /** The tests that OWASP names as its successors; empty where there are none. */
  successors: Array<string>,
};

/** A value that a profile may set, such as an idle limit. */
export type Parameter = {
  /** Its name within the requirement: `idle-minutes`. Profiles write `FIN-2.1.idle-minutes`. */
  key: string,
  /** What it is, as a noun phrase. */
  title: string,
  /** The value where no profile sets one. */
  default: number,
  /** `minutes`, `attempts`, ... */
  unit: string,
  /** The smallest value that a profile may set. */
  min: number,
  /** The largest value that a profile may set. */
  max: number,
  /** Where default and bounds come from. */
  because: string,
};

/** A control of the baseline, of an industry or of MASA readiness, in our own words. */
export type Requirement = {
  /** `DATA-1`, `FIN-2.1`, `MASA-1.4.1.1`. */
  id: string,
  /** The set it belongs to: `baseline`, `fintech`, `healthcare`, `enterprise`, `masa`. */
  set: string,
  /** Its group: `BASE-DATA`, `FIN-2`, `MASA-NETWORK`. */
  group: string,
  /** A few words. */
  title: string,
  /** What is asked for, one sentence. */
  requirement: string,
  /** What an answer is about. */
  subject: SubjectKind,
  /** The platforms it concerns. */
  platforms: Array<Platform>,
  /** How strongly it asks. */
  level: RequirementLevel,
  /** Where this is false it is proposed as not applicable. */
  when: Condition | null,
  /** What evidence would show it, one or two sentences. */
  evidence: string,
  /** What profiles may set. */
  parameters: Array<Parameter>,
  /** Controls of MASVS 2 that it is near to. */
  masvs: Array<string>,
  /** Weaknesses that it is near to. */
  maswe: Array<WeaknessName>,
  /** Requirements of ASVS 5: `v5.0.0-12.1.1`. */
  asvs: Array<string>,
  /** Entries of OWASP's API Top 10: `API1:2023`. */
  api_top10: Array<string>,
  /** Entries of OWASP's Mobile Top 10: `M5:2024`. */
  mobile_top10: Array<string>,
  /** Numbers of the Common Weakness Enumeration. */
  cwe: Array<number>,
  /** Tests of MASTG that the source itself names, and those that replaced them: information, not a procedure. */
  tests: Array<NamedTest>,
  /** The clauses that it is related to. */
  citations: Array<Citation>,
  /** What a reader has to know, such as a limit of the mapping. */
  note: string | null,
  /** SHA-256 in lower-case hex over what an answer refers to, see [`Requirement::digested`]. */
  text_digest: string,
};

/** A group of requirements, such as FIN-2. */
export type RequirementGroup = {
  /** `FIN-2`, `BASE-DATA`. */
  id: string,
  /** A few words. */
  title: string,
  /** What the group is for, one sentence. */
  summary: string,
  /** The clauses that the group as a whole is related to. */
  citations: Array<Citation>,
};

/** How strongly a requirement asks where a profile includes it and says nothing else. */
export type RequirementLevel = "mandatory" | "conditional";

/**
* What an answer is about. A processor agreement or a rate limit is no property of a binary: it is answered once and
* cited from every build.
*/
export type SubjectKind = "build" | "back-end" | "organisation" | "release";

/** How much we know of a citation: the product shows only what it may claim. */
export type Verification = "stored" | "secondary" | "unverified";
