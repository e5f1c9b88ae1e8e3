-- The ledger's tables. This file never changes once it has landed: a change is a new file.

CREATE TABLE workspace (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    id BLOB NOT NULL CHECK (length(id) = 16)
) STRICT;

-- A device's short name inside this file; it is in no signed byte.
CREATE TABLE devices (
    id INTEGER PRIMARY KEY,
    device BLOB NOT NULL UNIQUE CHECK (length(device) = 32)
) STRICT;

-- `id` is the order of arrival here; `device`, `seq`, `kind` and `subject` repeat what the bytes say, for looking up.
CREATE TABLE entries (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    device INTEGER NOT NULL REFERENCES devices (id),
    seq INTEGER NOT NULL CHECK (seq >= 0),
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    bytes BLOB NOT NULL,
    UNIQUE (device, seq)
) STRICT;

CREATE INDEX entries_by_subject ON entries (subject, kind);

-- Erasable: a row that is gone was redacted.
CREATE TABLE bodies (
    entry INTEGER PRIMARY KEY REFERENCES entries (id),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    body BLOB NOT NULL
) STRICT;

-- One row for each entry that an entry takes the place of; the superseded one may not have arrived yet.
CREATE TABLE supersedes (
    entry INTEGER NOT NULL REFERENCES entries (id),
    superseded BLOB NOT NULL CHECK (length(superseded) = 32),
    PRIMARY KEY (entry, superseded)
) STRICT, WITHOUT ROWID;

CREATE INDEX supersedes_by_superseded ON supersedes (superseded);

-- The roots of complete subtrees above the leaves: node `idx` of level `level` covers the leaves from
-- `idx << level` to before `(idx + 1) << level`. The leaves (level 0) are the hashes of the entries.
CREATE TABLE nodes (
    device INTEGER NOT NULL REFERENCES devices (id),
    level INTEGER NOT NULL CHECK (level >= 1),
    idx INTEGER NOT NULL CHECK (idx >= 0),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (device, level, idx)
) STRICT, WITHOUT ROWID;

-- One signed head for each transaction of each device.
CREATE TABLE heads (
    device INTEGER NOT NULL REFERENCES devices (id),
    size INTEGER NOT NULL CHECK (size >= 1),
    root BLOB NOT NULL CHECK (length(root) = 32),
    signature BLOB NOT NULL CHECK (length(signature) = 64),
    PRIMARY KEY (device, size)
) STRICT, WITHOUT ROWID;

-- Append-only, whatever the statement: with `recursive_triggers`, INSERT OR REPLACE runs into these as well.
CREATE TRIGGER workspace_update BEFORE UPDATE ON workspace BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER workspace_delete BEFORE DELETE ON workspace BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER devices_update BEFORE UPDATE ON devices BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER devices_delete BEFORE DELETE ON devices BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER entries_update BEFORE UPDATE ON entries BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER entries_delete BEFORE DELETE ON entries BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER bodies_update BEFORE UPDATE ON bodies BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER supersedes_update BEFORE UPDATE ON supersedes BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER supersedes_delete BEFORE DELETE ON supersedes BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER nodes_update BEFORE UPDATE ON nodes BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER nodes_delete BEFORE DELETE ON nodes BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER heads_update BEFORE UPDATE ON heads BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER heads_delete BEFORE DELETE ON heads BEGIN SELECT raise(ABORT, 'append-only'); END;
