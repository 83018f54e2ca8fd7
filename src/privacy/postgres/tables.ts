/**
 * The tables of a vault in PostgreSQL, in a schema of their own. A row outlives its key, so that a destroyed key is told
 * from one that was never there. Each entry leads from the version before it to its own.
 */
export const steps: readonly string[] = [
  `
  CREATE TABLE laurel.data_key (
    owner text NOT NULL,
    number bigint NOT NULL,
    wrapped bytea,
    wrapped_by text,
    made bigint GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (owner, number),
    CHECK ((wrapped IS NULL) = (wrapped_by IS NULL))
  );
  -- Two replicas that meet somebody new at once agree on one key.
  CREATE UNIQUE INDEX present_key ON laurel.data_key (owner) WHERE wrapped IS NOT NULL;
  CREATE INDEX key_by_wrapping ON laurel.data_key (wrapped_by) WHERE wrapped IS NOT NULL;

  CREATE TABLE laurel.destruction (id integer PRIMARY KEY CHECK (id = 1), changes bigint NOT NULL);
  INSERT INTO laurel.destruction VALUES (1, 0);

  CREATE TABLE laurel.pin (name text PRIMARY KEY, text text NOT NULL);

  CREATE FUNCTION laurel.key_is_destroyed() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF OLD.wrapped IS NULL THEN RAISE EXCEPTION 'A destroyed key does not come back.'; END IF;
    IF NEW.wrapped IS NULL THEN UPDATE laurel.destruction SET changes = changes + 1; END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER key_is_destroyed BEFORE UPDATE ON laurel.data_key
    FOR EACH ROW EXECUTE FUNCTION laurel.key_is_destroyed();

  CREATE FUNCTION laurel.is_for_good() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN RAISE EXCEPTION 'Rows of % are never removed or exchanged.', TG_TABLE_NAME; END $$;
  CREATE TRIGGER key_row_is_never_removed BEFORE DELETE ON laurel.data_key
    FOR EACH ROW EXECUTE FUNCTION laurel.is_for_good();
  CREATE TRIGGER pin_is_never_changed BEFORE UPDATE OR DELETE ON laurel.pin
    FOR EACH ROW EXECUTE FUNCTION laurel.is_for_good();
  `,
];

/** Any number, the same for every replica: who holds it makes the tables. */
const lock = 0x4c524c6b;

/** Brings an empty database, or one of an earlier build, to the present tables; in one transaction. */
export const preparation = `
  SELECT pg_advisory_xact_lock(${lock});
  CREATE SCHEMA IF NOT EXISTS laurel;
  CREATE TABLE IF NOT EXISTS laurel.version (id integer PRIMARY KEY CHECK (id = 1), number integer NOT NULL);
  INSERT INTO laurel.version VALUES (1, 0) ON CONFLICT DO NOTHING;
`;
