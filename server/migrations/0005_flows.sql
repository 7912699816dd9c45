-- Automatic conversations. `draft` is the flow as its author has it now, with whatever is still wrong;
-- `published` is the version that new conversations begin with.
CREATE TABLE flow (
  id BIGINT PRIMARY KEY,
  tenant BIGINT NOT NULL REFERENCES tenant (id),
  key TEXT NOT NULL,
  draft TEXT NOT NULL,
  revision BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  published BIGINT,
  UNIQUE (tenant, key)
) @STRICT;

-- Never changes. `content` holds the flow and copies of the modules it calls.
CREATE TABLE flow_version (
  tenant BIGINT NOT NULL REFERENCES tenant (id),
  flow BIGINT NOT NULL REFERENCES flow (id),
  number BIGINT NOT NULL,
  hash TEXT NOT NULL,
  content TEXT NOT NULL,
  note TEXT NOT NULL,
  published_at BIGINT NOT NULL,
  published_by TEXT NOT NULL,
  PRIMARY KEY (tenant, flow, number)
) @STRICT;
CREATE INDEX flow_version_hash ON flow_version (tenant, hash);
