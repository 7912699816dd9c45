-- What an effect is about, so that one slow receiver does not hold up the others.
ALTER TABLE outbox ADD COLUMN subject BIGINT NOT NULL DEFAULT 0;
CREATE INDEX outbox_subject ON outbox (tenant, kind, subject, id);

CREATE TABLE webhook (
  id BIGINT PRIMARY KEY,
  tenant BIGINT NOT NULL REFERENCES tenant (id),
  name TEXT NOT NULL,
  url TEXT NOT NULL,
  secret TEXT NOT NULL,
  events TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at BIGINT NOT NULL
) @STRICT;
CREATE INDEX webhook_tenant ON webhook (tenant, id);
