-- One database, one server. Times are seconds since 1970 in UTC; texts are UTF-8.

-- A conversation; `state` is the session as JSON (host/session_json), `version` counts its turns.
CREATE TABLE IF NOT EXISTS conversation (
    id         TEXT PRIMARY KEY,
    token_hash TEXT UNIQUE,
    version    INTEGER NOT NULL,
    last_seq   INTEGER NOT NULL,
    state      TEXT NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS conversation_by_age ON conversation (updated_at);

-- What was said in it, in order: the person's lines ({"text"}) and the turns (host/turn_json).
CREATE TABLE IF NOT EXISTS line (
    conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    seq          INTEGER NOT NULL,
    from_person  INTEGER NOT NULL,
    message_id   TEXT NOT NULL,
    said_at      INTEGER NOT NULL,
    body         TEXT NOT NULL,
    PRIMARY KEY (conversation, seq)
) STRICT, WITHOUT ROWID;

-- Message ids already taken, and the lines that answered them.
CREATE TABLE IF NOT EXISTS claimed (
    conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    message_id   TEXT NOT NULL,
    first_seq    INTEGER NOT NULL,
    last_seq     INTEGER NOT NULL,
    PRIMARY KEY (conversation, message_id)
) STRICT, WITHOUT ROWID;

-- Tickets to deliver. AUTOINCREMENT: a position is never given twice, whatever is deleted.
CREATE TABLE IF NOT EXISTS outbox (
    position   INTEGER PRIMARY KEY AUTOINCREMENT,
    id         TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    payload    TEXT NOT NULL,
    filed      INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX IF NOT EXISTS outbox_unfiled ON outbox (position) WHERE filed = 0;

-- How far each back-office consumer has acknowledged.
CREATE TABLE IF NOT EXISTS consumer (
    name     TEXT PRIMARY KEY,
    position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
