//! The report model: everything a template may print, as plain data.
