//! A loopback HTTP host of the commands, for tests and development only.

fn main() {}
