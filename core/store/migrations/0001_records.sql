-- Every kind of record has the same shape: an id, a version, whose file it is in, the few
-- facts it is found by, and the record itself as JSON. Rows are only ever inserted.
CREATE TABLE audit_events (
    id UUID PRIMARY KEY, happened_at TIMESTAMPTZ NOT NULL, actor VARCHAR NOT NULL,
    action VARCHAR NOT NULL, client_id UUID
);
CREATE TABLE clients (
    id UUID NOT NULL, version INTEGER NOT NULL, client_id UUID NOT NULL,
    filed_on DATE, state VARCHAR, about VARCHAR, retired BOOLEAN NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL, recorded_by VARCHAR NOT NULL, event_id UUID NOT NULL,
    body JSON NOT NULL, PRIMARY KEY (id, version)
);
CREATE TABLE couples (
    id UUID NOT NULL, version INTEGER NOT NULL, client_id UUID NOT NULL,
    filed_on DATE, state VARCHAR, about VARCHAR, retired BOOLEAN NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL, recorded_by VARCHAR NOT NULL, event_id UUID NOT NULL,
    body JSON NOT NULL, PRIMARY KEY (id, version)
);
CREATE INDEX couples_of_client ON couples (client_id);
CREATE TABLE figures (
    id UUID NOT NULL, version INTEGER NOT NULL, client_id UUID NOT NULL,
    filed_on DATE, state VARCHAR, about VARCHAR, retired BOOLEAN NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL, recorded_by VARCHAR NOT NULL, event_id UUID NOT NULL,
    body JSON NOT NULL, PRIMARY KEY (id, version)
);
CREATE INDEX figures_of_client ON figures (client_id);
CREATE TABLE periods (
    id UUID NOT NULL, version INTEGER NOT NULL, client_id UUID NOT NULL,
    filed_on DATE, state VARCHAR, about VARCHAR, retired BOOLEAN NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL, recorded_by VARCHAR NOT NULL, event_id UUID NOT NULL,
    body JSON NOT NULL, PRIMARY KEY (id, version)
);
CREATE INDEX periods_of_client ON periods (client_id);
CREATE TABLE history_events (
    id UUID NOT NULL, version INTEGER NOT NULL, client_id UUID NOT NULL,
    filed_on DATE, state VARCHAR, about VARCHAR, retired BOOLEAN NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL, recorded_by VARCHAR NOT NULL, event_id UUID NOT NULL,
    body JSON NOT NULL, PRIMARY KEY (id, version)
);
CREATE INDEX history_events_of_client ON history_events (client_id);
CREATE TABLE working_models (
    id UUID NOT NULL, version INTEGER NOT NULL, client_id UUID NOT NULL,
    filed_on DATE, state VARCHAR, about VARCHAR, retired BOOLEAN NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL, recorded_by VARCHAR NOT NULL, event_id UUID NOT NULL,
    body JSON NOT NULL, PRIMARY KEY (id, version)
);
CREATE INDEX working_models_of_client ON working_models (client_id);
CREATE TABLE episodes (
    id UUID NOT NULL, version INTEGER NOT NULL, client_id UUID NOT NULL,
    filed_on DATE, state VARCHAR, about VARCHAR, retired BOOLEAN NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL, recorded_by VARCHAR NOT NULL, event_id UUID NOT NULL,
    body JSON NOT NULL, PRIMARY KEY (id, version)
);
CREATE INDEX episodes_of_client ON episodes (client_id);
CREATE TABLE nodes (
    id UUID NOT NULL, version INTEGER NOT NULL, client_id UUID NOT NULL,
    filed_on DATE, state VARCHAR, about VARCHAR, retired BOOLEAN NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL, recorded_by VARCHAR NOT NULL, event_id UUID NOT NULL,
    body JSON NOT NULL, PRIMARY KEY (id, version)
);
CREATE INDEX nodes_of_client ON nodes (client_id);
CREATE TABLE links (
    id UUID NOT NULL, version INTEGER NOT NULL, client_id UUID NOT NULL,
    filed_on DATE, state VARCHAR, about VARCHAR, retired BOOLEAN NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL, recorded_by VARCHAR NOT NULL, event_id UUID NOT NULL,
    body JSON NOT NULL, PRIMARY KEY (id, version)
);
CREATE INDEX links_of_client ON links (client_id);
CREATE TABLE plans (
    id UUID NOT NULL, version INTEGER NOT NULL, client_id UUID NOT NULL,
    filed_on DATE, state VARCHAR, about VARCHAR, retired BOOLEAN NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL, recorded_by VARCHAR NOT NULL, event_id UUID NOT NULL,
    body JSON NOT NULL, PRIMARY KEY (id, version)
);
CREATE INDEX plans_of_client ON plans (client_id);
CREATE TABLE targets (
    id UUID NOT NULL, version INTEGER NOT NULL, client_id UUID NOT NULL,
    filed_on DATE, state VARCHAR, about VARCHAR, retired BOOLEAN NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL, recorded_by VARCHAR NOT NULL, event_id UUID NOT NULL,
    body JSON NOT NULL, PRIMARY KEY (id, version)
);
CREATE INDEX targets_of_client ON targets (client_id);
CREATE TABLE sessions (
    id UUID NOT NULL, version INTEGER NOT NULL, client_id UUID NOT NULL,
    filed_on DATE, state VARCHAR, about VARCHAR, retired BOOLEAN NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL, recorded_by VARCHAR NOT NULL, event_id UUID NOT NULL,
    body JSON NOT NULL, PRIMARY KEY (id, version)
);
CREATE INDEX sessions_of_client ON sessions (client_id);
CREATE TABLE goals (
    id UUID NOT NULL, version INTEGER NOT NULL, client_id UUID NOT NULL,
    filed_on DATE, state VARCHAR, about VARCHAR, retired BOOLEAN NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL, recorded_by VARCHAR NOT NULL, event_id UUID NOT NULL,
    body JSON NOT NULL, PRIMARY KEY (id, version)
);
CREATE INDEX goals_of_client ON goals (client_id);
CREATE TABLE administrations (
    id UUID NOT NULL, version INTEGER NOT NULL, client_id UUID NOT NULL,
    filed_on DATE, state VARCHAR, about VARCHAR, retired BOOLEAN NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL, recorded_by VARCHAR NOT NULL, event_id UUID NOT NULL,
    body JSON NOT NULL, PRIMARY KEY (id, version)
);
CREATE INDEX administrations_of_client ON administrations (client_id);
CREATE TABLE acknowledgements (
    id UUID NOT NULL, version INTEGER NOT NULL, client_id UUID NOT NULL,
    filed_on DATE, state VARCHAR, about VARCHAR, retired BOOLEAN NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL, recorded_by VARCHAR NOT NULL, event_id UUID NOT NULL,
    body JSON NOT NULL, PRIMARY KEY (id, version)
);
CREATE INDEX acknowledgements_of_client ON acknowledgements (client_id);
CREATE TABLE settings (
    id UUID NOT NULL, version INTEGER NOT NULL, client_id UUID NOT NULL,
    filed_on DATE, state VARCHAR, about VARCHAR, retired BOOLEAN NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL, recorded_by VARCHAR NOT NULL, event_id UUID NOT NULL,
    body JSON NOT NULL, PRIMARY KEY (id, version)
);
CREATE INDEX settings_of_client ON settings (client_id);
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
