-- add exclusion constraint spans_apart to spans

-- ==== sqlite ====

-- refused: sqlite cannot add exclusion constraint spans_apart to spans: column "during" is daterange, and there is nothing like that type on SQLite
-- help: name a type for each dialect with `custom(name, by_dialect()…)`

-- ==== postgres ====

ALTER TABLE "spans" ADD CONSTRAINT "spans_apart" EXCLUDE USING gist ("during" WITH &&) WHERE (kind > 0) DEFERRABLE;

-- ==== mysql ====

-- refused: mysql cannot add exclusion constraint spans_apart to spans: "spans_apart" is an exclusion constraint, which PostgreSQL alone has
-- help: use a unique constraint or a trigger, or leave it to PostgreSQL with `schema.sql(by_dialect()…)`
