-- Administration: people come and go, queues retire, widgets have looks.

-- A member who left stays for the record, but has no session and takes no work. Of somebody who works
-- for others already, a tenant sees only what it wrote itself until they accept: `invited_name`.
ALTER TABLE membership ADD COLUMN active BIGINT NOT NULL DEFAULT 1;
ALTER TABLE membership ADD COLUMN invited_name TEXT;
CREATE INDEX membership_user ON membership (user_id);

-- A link that is good for one password. Only the token's hash is kept.
CREATE TABLE invitation (
  token_hash TEXT PRIMARY KEY,
  tenant BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  FOREIGN KEY (tenant, user_id) REFERENCES membership (tenant, user_id)
) @STRICT;
CREATE INDEX invitation_user ON invitation (tenant, user_id);

-- Nobody waits there any more; its past keeps its name.
ALTER TABLE queue ADD COLUMN retired_at BIGINT;

ALTER TABLE calendar ADD COLUMN name TEXT NOT NULL DEFAULT '';

ALTER TABLE widget ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE widget ADD COLUMN settings TEXT NOT NULL DEFAULT '{}';
CREATE INDEX widget_tenant ON widget (tenant);
