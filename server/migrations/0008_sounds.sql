-- Sounds for callers: prompts in a language, music for those who wait. The audio is a file named by its
-- hash, as the telephone plays it; `peaks` is its shape, for people.
CREATE TABLE sound (
  id BIGINT PRIMARY KEY,
  tenant BIGINT NOT NULL REFERENCES tenant (id),
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  language TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  length_ms BIGINT NOT NULL,
  peaks TEXT NOT NULL,
  changed_at BIGINT NOT NULL
) @STRICT;
CREATE INDEX sound_tenant ON sound (tenant, kind, name);

-- What those hear who wait in a queue on the telephone, instead of our own music.
CREATE TABLE queue_sounds (
  tenant BIGINT NOT NULL REFERENCES tenant (id),
  queue BIGINT NOT NULL REFERENCES queue (id),
  settings TEXT NOT NULL,
  PRIMARY KEY (tenant, queue)
) @STRICT;
