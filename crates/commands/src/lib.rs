//! The one registry of what a front end may ask.
