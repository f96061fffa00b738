-- Every record of every kind has one shape: an id, a version, whose file it is in, the few
-- facts it is found by, and the record itself as JSON. Rows are only ever inserted.
CREATE TABLE records (
    kind VARCHAR NOT NULL, id UUID NOT NULL, version INTEGER NOT NULL, client_id UUID NOT NULL,
    filed_on DATE, state VARCHAR, about VARCHAR, retired BOOLEAN NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL, recorded_by VARCHAR NOT NULL, event_id UUID NOT NULL,
    body JSON NOT NULL, PRIMARY KEY (id, version)
);
CREATE INDEX records_of_client ON records (client_id);
-- A client code belongs to one client for good, also after it was changed.
CREATE TABLE client_codes (code VARCHAR PRIMARY KEY, client_id UUID NOT NULL);
-- Who did what, when, to whose file. Saved in the same transaction as the act.
CREATE TABLE audit_events (
    id UUID PRIMARY KEY, happened_at TIMESTAMPTZ NOT NULL, actor VARCHAR NOT NULL,
    action VARCHAR NOT NULL, client_id UUID
);
-- What an administration scored, worked out once when it was saved. A row counts only as
-- long as its version of the administration is the newest. moment = day number * 100 + the
-- place within the day, so that several on one day keep their order.
CREATE TABLE scores (
    administration_id UUID NOT NULL, version INTEGER NOT NULL, client_id UUID NOT NULL,
    taken_on DATE NOT NULL, moment BIGINT NOT NULL, instrument VARCHAR NOT NULL,
    about VARCHAR NOT NULL, scale VARCHAR NOT NULL, value DOUBLE NOT NULL,
    PRIMARY KEY (administration_id, version, scale)
);
CREATE INDEX scores_of_client ON scores (client_id);
-- Answers that need a person: a risk item endorsed, or left unanswered.
CREATE TABLE flags (
    administration_id UUID NOT NULL, version INTEGER NOT NULL, client_id UUID NOT NULL,
    taken_on DATE NOT NULL, instrument VARCHAR NOT NULL, item INTEGER NOT NULL,
    value INTEGER, kind VARCHAR NOT NULL, PRIMARY KEY (administration_id, version, item)
);
CREATE INDEX flags_of_client ON flags (client_id);
