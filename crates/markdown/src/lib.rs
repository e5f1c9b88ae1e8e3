//! OWASP's markdown and users' notes, to sanitised HTML and to report blocks.
