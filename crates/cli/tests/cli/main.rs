//! The command line from outside: the verbs, their JSON, their exit codes, their errors.

mod beside;
mod export;
mod faults;
mod findings;
mod flow;
mod help;
mod issued;
mod json;
mod next_build;
mod profiles;
mod redact;
mod several;
mod standards;
mod tailored;
mod tampering;
mod user;
