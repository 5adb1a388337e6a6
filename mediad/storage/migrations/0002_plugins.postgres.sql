-- What plugins are allowed and told, what they made in the database, and the passwords of applications.
-- up

CREATE TABLE plugin_settings (
    instance TEXT PRIMARY KEY,
    version BIGINT NOT NULL,                 -- of the settings' model
    data TEXT NOT NULL,                       -- JSON; secrets in it are sealed
    changed BIGINT NOT NULL,
    changed_by TEXT NOT NULL DEFAULT ''       -- public id of the account, '' for the local administrator
);

CREATE TABLE plugin_choice (
    plugin TEXT PRIMARY KEY,                  -- the instance's address
    enabled BIGINT,                          -- what a person said through the API, NULL for nothing
    quarantined TEXT NOT NULL DEFAULT '',     -- the version that was put into quarantine, and why, as JSON
    changed BIGINT NOT NULL
);

CREATE TABLE plugin_approval (
    plugin TEXT PRIMARY KEY,
    permissions TEXT NOT NULL,                -- JSON of what was approved
    version TEXT NOT NULL,                    -- of the distribution that it was approved for
    approved BIGINT NOT NULL,
    approved_by TEXT NOT NULL DEFAULT ''
);

CREATE TABLE plugin_migration (
    plugin TEXT NOT NULL,
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    checksum TEXT NOT NULL,
    down TEXT NOT NULL,                       -- kept, so that tables can go when the plugin's files are gone
    applied BIGINT NOT NULL,
    PRIMARY KEY (plugin, version)
);

CREATE TABLE app_password (
    id BIGINT PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    account BIGINT NOT NULL REFERENCES account ON DELETE CASCADE,
    name TEXT NOT NULL,
    secret TEXT NOT NULL,                     -- sealed: protocols with digests need it in the clear
    created BIGINT NOT NULL,
    used BIGINT
);
CREATE INDEX app_password_account ON app_password (account);

CREATE TABLE provider_match (
    subject BIGINT NOT NULL,
    provider TEXT NOT NULL,
    id TEXT NOT NULL,                         -- the provider's, '' when it has nothing that fits
    title TEXT NOT NULL DEFAULT '',           -- what the provider calls it
    score DOUBLE PRECISION NOT NULL,                    -- of what was taken, or of the best that was not
    chosen BIGINT NOT NULL DEFAULT 0,            -- 1 when a person chose it; with no id, they said that it is nothing
    fetched BIGINT,
    tried BIGINT NOT NULL,
    error TEXT NOT NULL DEFAULT '',           -- JSON: code and message, where the last try failed
    pictures TEXT NOT NULL DEFAULT '[]',      -- JSON: what it offers, the best of each role first
    PRIMARY KEY (subject, provider)
);
CREATE INDEX provider_match_id ON provider_match (provider, id);

-- down

DROP TABLE provider_match;
DROP TABLE app_password;
DROP TABLE plugin_migration;
DROP TABLE plugin_approval;
DROP TABLE plugin_choice;
DROP TABLE plugin_settings;
