//! Where the answers of one build stand: one indexed query, and what follows from it.
