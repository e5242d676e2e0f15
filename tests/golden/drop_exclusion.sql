-- drop exclusion constraint spans_apart of spans

-- ==== sqlite ====

-- nothing to do

-- ==== postgres ====

ALTER TABLE "spans" DROP CONSTRAINT "spans_apart";

-- ==== mysql ====

-- refused: mysql cannot drop exclusion constraint spans_apart of spans: "spans_apart" is an exclusion constraint, which PostgreSQL alone has
-- help: use a unique constraint or a trigger, or leave it to PostgreSQL with `schema.sql(by_dialect()…)`
