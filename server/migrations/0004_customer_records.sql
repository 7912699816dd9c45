-- What other systems know of a customer: orders, assets, bills, visits.
CREATE TABLE customer_record (
  tenant BIGINT NOT NULL REFERENCES tenant (id),
  kind TEXT NOT NULL,
  external_id TEXT NOT NULL,
  customer BIGINT NOT NULL REFERENCES customer (id),
  title TEXT NOT NULL,
  state TEXT NOT NULL,
  at BIGINT NOT NULL,
  amount_minor BIGINT,
  currency TEXT,
  url TEXT,
  PRIMARY KEY (tenant, kind, external_id)
) @STRICT;
CREATE INDEX customer_record_customer ON customer_record (tenant, customer, at);
