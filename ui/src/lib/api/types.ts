//! The view types, as generated from the backend's registry of commands.
export type * from './bindings';

/** The words chosen per question: a question without an entry is open, one with an empty list was answered with none. */
export type Answers = { [key in string]: string[] };
