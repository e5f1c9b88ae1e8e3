//! The view types, as generated from the backend's registry of commands.
export type * from './bindings';
