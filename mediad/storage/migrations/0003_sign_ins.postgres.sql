-- Who people are elsewhere, and which way a session was opened.
-- up

CREATE TABLE account_link (
    id BIGINT PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    account BIGINT NOT NULL REFERENCES account ON DELETE CASCADE,
    instance TEXT NOT NULL,                   -- the plugin instance that says who they are
    subject TEXT NOT NULL,                    -- the permanent id there
    made BIGINT NOT NULL DEFAULT 0,          -- 1 when the account was made at its first sign-in, and follows its groups
    created BIGINT NOT NULL,
    used BIGINT,
    UNIQUE (instance, subject)
);
CREATE INDEX account_link_account ON account_link (account);

ALTER TABLE session ADD COLUMN method TEXT NOT NULL DEFAULT '';

-- down

ALTER TABLE session DROP COLUMN method;
DROP TABLE account_link;
