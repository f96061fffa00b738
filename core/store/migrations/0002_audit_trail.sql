-- The audit trail becomes a chain: every event carries the hash of the one before it. The
-- seals stand apart, so that events cut off at the end are missed too. `content` fits one
-- version of one record; the salt it needs goes when the record is erased.
CREATE TABLE audit_trail (
    seq BIGINT PRIMARY KEY, id UUID NOT NULL, happened_at TIMESTAMPTZ NOT NULL,
    actor VARCHAR NOT NULL, sign_in VARCHAR NOT NULL, action VARCHAR NOT NULL, client_id UUID,
    detail VARCHAR NOT NULL, content VARCHAR NOT NULL, previous VARCHAR NOT NULL,
    hash VARCHAR NOT NULL
);
CREATE TABLE audit_seals (seq BIGINT PRIMARY KEY, hash VARCHAR NOT NULL);
ALTER TABLE records ADD COLUMN salt VARCHAR;
