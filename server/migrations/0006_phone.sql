-- The telephone: what stands outside (trunks, devices), our numbers, calls, recordings, callbacks.
CREATE TABLE trunk (
  id BIGINT PRIMARY KEY,
  tenant BIGINT NOT NULL REFERENCES tenant (id),
  name TEXT NOT NULL,
  position BIGINT NOT NULL,
  settings TEXT NOT NULL,
  password TEXT NOT NULL DEFAULT ''
) @STRICT;
CREATE INDEX trunk_tenant ON trunk (tenant, position);

CREATE TABLE phone_number (
  id BIGINT PRIMARY KEY,
  tenant BIGINT NOT NULL REFERENCES tenant (id),
  number TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  queue BIGINT NOT NULL REFERENCES queue (id),
  flow BIGINT,
  settings TEXT NOT NULL
) @STRICT;
CREATE INDEX phone_number_tenant ON phone_number (tenant);

CREATE TABLE phone_device (
  id BIGINT PRIMARY KEY,
  tenant BIGINT NOT NULL REFERENCES tenant (id),
  user_id BIGINT NOT NULL,
  username TEXT NOT NULL UNIQUE,
  ha1 TEXT NOT NULL,
  contact TEXT NOT NULL DEFAULT '',
  FOREIGN KEY (tenant, user_id) REFERENCES membership (tenant, user_id)
) @STRICT;
CREATE INDEX phone_device_tenant ON phone_device (tenant, user_id);

-- One row for each conversation on the telephone. `call` is all that is to be known while it goes
-- on; legs are the process's and mean nothing to the next one.
CREATE TABLE phone_call (
  conversation BIGINT PRIMARY KEY REFERENCES conversation (id),
  tenant BIGINT NOT NULL REFERENCES tenant (id),
  direction TEXT NOT NULL,
  number TEXT NOT NULL,
  line TEXT NOT NULL,
  began_at BIGINT NOT NULL,
  answered_at BIGINT,
  ended_at BIGINT,
  cause TEXT,
  call TEXT NOT NULL,
  measures TEXT
) @STRICT;
CREATE INDEX phone_call_open ON phone_call (tenant, conversation) WHERE ended_at IS NULL;
CREATE INDEX phone_call_number ON phone_call (tenant, number, began_at);

CREATE TABLE recording (
  id BIGINT PRIMARY KEY,
  tenant BIGINT NOT NULL REFERENCES tenant (id),
  conversation BIGINT NOT NULL REFERENCES conversation (id),
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  path TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  length_ms BIGINT NOT NULL DEFAULT 0,
  held BIGINT NOT NULL DEFAULT 0,
  delete_at BIGINT
) @STRICT;
CREATE INDEX recording_conversation ON recording (tenant, conversation);
CREATE INDEX recording_due ON recording (delete_at) WHERE delete_at IS NOT NULL;

-- Calls that went out, by hour: what limits what a stolen password can cost.
CREATE TABLE phone_spending (
  tenant BIGINT NOT NULL REFERENCES tenant (id),
  trunk BIGINT NOT NULL,
  hour BIGINT NOT NULL,
  calls BIGINT NOT NULL,
  PRIMARY KEY (tenant, trunk, hour)
) @STRICT;
