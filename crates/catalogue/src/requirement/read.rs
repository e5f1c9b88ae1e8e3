//! Reads `standards/requirements/*.yaml` and `standards/citations.yaml`.
