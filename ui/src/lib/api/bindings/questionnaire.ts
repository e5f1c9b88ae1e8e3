// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

/** When something of a profile applies: `{feature: webview}`, `{not: {...}}`, `{any: [...]}`, `{all: [...]}`. */
export type Condition = { "is": {
    /** The question's key. */
    question: string,
    /** The word. */
    word: string, } } | { "not": Condition } | { "any": Array<Condition> } | { "all": Array<Condition>
};

/** One question of `standards/questionnaire.yaml`. */
export type Question = {
  /** `role`, `jurisdiction`, `data` or `feature`: what conditions name it by. */
  key: string,
  /** The question. */
  question: string,
  /** Why it is asked: what depends on it. */
  help: string,
  /** What may be chosen; any number of them. */
  options: Array<QuestionOption>,
};

/** One thing that may be chosen. */
export type QuestionOption = {
  /** `webview`: what conditions and answers say. */
  word: string,
  /** What the user reads. */
  title: string,
  /** A sentence more, where it needs one. */
  help: string | null,
};

/** The questions, in order. */
export type Questionnaire = {
  /** In the order in which they are asked. */
  questions: Array<Question>,
};
