//! The domain. `Workspace` is the only door to the database: statements in, projections out.
