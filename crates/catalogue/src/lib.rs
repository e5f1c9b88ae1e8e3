//! Controls, weaknesses, tests and profiles: the model, and the loaders that read OWASP's git repositories.
