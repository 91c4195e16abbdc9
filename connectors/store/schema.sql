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

-- SMS to send, one row a segment (or a whole text, for transports that cut it themselves). `body` is
-- hexadecimal unless it is a text; `state` and `coding` are those of store/sms_store.hpp.
CREATE TABLE IF NOT EXISTS sms_out (
    position     INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation TEXT NOT NULL,
    number       TEXT NOT NULL,
    line         TEXT NOT NULL,
    body         TEXT NOT NULL,
    coding       INTEGER NOT NULL,
    has_header   INTEGER NOT NULL,
    state        INTEGER NOT NULL,
    carrier_id   TEXT NOT NULL DEFAULT '',
    not_before   INTEGER NOT NULL,
    created_at   INTEGER NOT NULL
) STRICT;

CREATE INDEX IF NOT EXISTS sms_out_waiting ON sms_out (position) WHERE state = 0;
CREATE INDEX IF NOT EXISTS sms_out_by_carrier_id ON sms_out (carrier_id) WHERE carrier_id <> '';
CREATE INDEX IF NOT EXISTS sms_out_by_number ON sms_out (number, state);

-- Parts of long messages on their way in; kept for a while after they are complete, so that a part
-- delivered again is known.
CREATE TABLE IF NOT EXISTS sms_part (
    number      TEXT NOT NULL,
    line        TEXT NOT NULL,
    reference   INTEGER NOT NULL,
    total       INTEGER NOT NULL,
    part        INTEGER NOT NULL,
    bytes       TEXT NOT NULL,
    data_coding INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    PRIMARY KEY (number, line, reference, total, part)
) STRICT, WITHOUT ROWID;

-- Messages whose carrier may not have had our answer.
CREATE TABLE IF NOT EXISTS sms_doubt (
    id          TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    received_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Who said STOP, and to which of our numbers. Outlives the conversation.
CREATE TABLE IF NOT EXISTS sms_opt_out (
    number TEXT NOT NULL,
    line   TEXT NOT NULL,
    at     INTEGER NOT NULL,
    PRIMARY KEY (number, line)
) STRICT, WITHOUT ROWID;

-- What the sender of reminders told us of an addressee.
CREATE TABLE IF NOT EXISTS sms_known (
    number    TEXT NOT NULL,
    name      TEXT NOT NULL,
    value     TEXT NOT NULL,
    loaded_at INTEGER NOT NULL,
    PRIMARY KEY (number, name)
) STRICT, WITHOUT ROWID;
