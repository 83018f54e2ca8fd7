import type { DamageKind } from '../../src/audit/verify-log/damage.ts';
import { canonicalJson } from '../../src/log/leaf.ts';
import { signer, strangerSigner } from '../audit/real-log.ts';
import { keys, log, onFile, tree } from './data-files.ts';
import { type Attack, classing } from './tally.ts';

// biome-ignore lint/suspicious/noExplicitAny: what a tampering changes has no type
type Json = any;

/** What is done to a copy of a data directory, and the kind of damage that has to be found. */
export interface LogTampering extends Attack {
  readonly apply: (directory: string) => void;
  readonly expected: DamageKind;
}

/** The data, meta or ciphertexts of the first event of a type, rewritten in canonical form. */
const rewrite = (what: 'data' | 'meta' | 'sealed', change: (value: Json) => Json, type = 'Nominated') =>
  onFile('log.db', (db) => {
    const row = db
      .prepare<[string], { position: number; text: string }>(
        `SELECT position, ${what} AS text FROM event WHERE type = ? ORDER BY position LIMIT 1`,
      )
      .get(type) as { position: number; text: string };
    const value = JSON.parse(row.text);
    const changed = canonicalJson(change(value) ?? value);
    db.prepare(`UPDATE event SET ${what} = ? WHERE position = ?`).run(changed, row.position);
  });

const changedByte = (base64url: string, at: number): string => {
  const bytes = Buffer.from(base64url, 'base64url');
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes.toString('base64url');
};

const position = (type: string): string =>
  `(SELECT position FROM event WHERE type = '${type}' ORDER BY position LIMIT 1)`;
const insertBefore = (changes: string): string =>
  `INSERT INTO event SELECT ${changes} FROM event WHERE position = (SELECT max(position) FROM event)`;

/** Puts another note in the place of one that is stored. */
const note = (which: 'min' | 'max', change: (note: string, size: number) => string) =>
  onFile('tree.db', (db) => {
    const head = db
      .prepare<[], { size: number; note: string }>(
        `SELECT size, note FROM checkpoint WHERE size = (SELECT ${which}(size) FROM checkpoint)`,
      )
      .get() as { size: number; note: string };
    db.prepare('UPDATE checkpoint SET note = ? WHERE size = ?').run(change(head.note, head.size), head.size);
  });

const inClass = classing<LogTampering>();

export const logTamperings: readonly LogTampering[] = [
  // Events.
  ...inClass('storage', [
    {
      name: 'a decision is turned round',
      apply: rewrite(
        'data',
        (data) => {
          data.decision = 'RETURN';
        },
        'Reviewed',
      ),
      expected: 'ENTRY_MISMATCH',
    },
    {
      name: 'a decision is turned round, and the signed root no longer fits',
      apply: rewrite(
        'data',
        (data) => {
          data.decision = 'RETURN';
        },
        'Reviewed',
      ),
      expected: 'HEAD_MISMATCH',
    },
    {
      name: 'another is said to have acted',
      apply: rewrite('meta', (meta) => {
        meta.actor.name = '别人';
      }),
      expected: 'ENTRY_MISMATCH',
    },
    {
      class: 'time',
      name: 'an event is back-dated',
      apply: rewrite(
        'meta',
        (meta) => {
          meta.recordedAt = '2023-01-01T00:00:00.000Z';
        },
        'ScoringClosed',
      ),
      expected: 'TIME_BACKWARDS',
    },
    {
      class: 'encoding',
      name: 'data is written with a blank',
      apply: log(`UPDATE event SET data = replace(data, ',', ', ') WHERE position = 5`),
      expected: 'NOT_CANONICAL',
    },
    {
      class: 'encoding',
      name: 'meta is written with a blank',
      apply: log(`UPDATE event SET meta = ' ' || meta WHERE position = 5`),
      expected: 'NOT_CANONICAL',
    },
    {
      class: 'encoding',
      name: 'data is no JSON',
      apply: log(`UPDATE event SET data = '{' WHERE position = 5`),
      expected: 'NOT_CANONICAL',
    },
    {
      name: 'meta lacks the actor',
      apply: rewrite('meta', ({ actor: _, ...meta }) => meta),
      expected: 'META_MALFORMED',
    },
    {
      name: 'a field is taken out of data',
      apply: rewrite('data', ({ bureau: _, ...data }) => data),
      expected: 'DATA_MALFORMED',
    },
    {
      name: 'a field is put into data',
      apply: rewrite('data', (data) => {
        data.more = 1;
      }),
      expected: 'DATA_MALFORMED',
    },
    {
      class: 'privacy',
      name: 'a personal field is put in the open',
      apply: rewrite('data', (data) => {
        data.form.name = '某某';
      }),
      expected: 'SEALING_MALFORMED',
    },
    {
      class: 'privacy',
      name: 'another field is named as sealed',
      apply: rewrite('meta', (meta) => {
        meta.sealed[0].fields = ['/data/category'];
      }),
      expected: 'SEALING_MALFORMED',
    },
    {
      name: 'a type is unknown',
      apply: log(`UPDATE event SET type = 'Praised' WHERE position = 5`),
      expected: 'TYPE_UNKNOWN',
    },
    {
      name: 'a version is unknown',
      apply: log('UPDATE event SET schema_version = 99 WHERE position = 5'),
      expected: 'VERSION_UNKNOWN',
    },
    {
      name: 'an id is changed',
      apply: log(`UPDATE event SET id = '00000000-0000-5000-8000-000000000000' WHERE position = 5`),
      expected: 'ID_MISMATCH',
    },
    {
      name: 'an event is of another command',
      apply: rewrite('meta', (meta) => {
        meta.command.id = '00000000-0000-4000-8000-000000000000';
      }),
      expected: 'ID_MISMATCH',
    },
  ]),
  // Rows.
  ...inClass('storage', [
    { name: 'a row is taken out', apply: log('DELETE FROM event WHERE position = 20'), expected: 'POSITION_GAP' },
    {
      name: 'a row is taken out and the others move up',
      apply: log(
        'DELETE FROM event WHERE position = 20; UPDATE event SET position = position - 1 WHERE position > 20;',
      ),
      expected: 'ENTRY_MISMATCH',
    },
    {
      name: 'an event is taken out of the middle of its stream',
      apply: log(`DELETE FROM event WHERE position = ${position('Reviewed')}`),
      expected: 'REVISION_GAP',
    },
    {
      name: 'the last row is taken out',
      apply: log('DELETE FROM event WHERE position = (SELECT max(position) FROM event)'),
      expected: 'EVENT_MISSING',
    },
    {
      name: 'the last row is taken out, of which a head was signed',
      apply: log('DELETE FROM event WHERE position = (SELECT max(position) FROM event)'),
      expected: 'HEAD_BEYOND',
    },
    {
      name: 'two rows change places',
      apply: log(
        'UPDATE event SET position = -1 WHERE position = 20; UPDATE event SET position = 20 WHERE position = 21; UPDATE event SET position = 21 WHERE position = -1;',
      ),
      expected: 'ENTRY_MISMATCH',
    },
    {
      name: 'two events of a stream change revisions',
      apply: log(
        `UPDATE event SET revision = -1 WHERE position = ${position('Nominated')}; UPDATE event SET revision = 0 WHERE revision = 1 AND stream = (SELECT stream FROM event WHERE revision = -1); UPDATE event SET revision = 1 WHERE revision = -1;`,
      ),
      expected: 'REVISION_GAP',
    },
    {
      name: 'a revision is changed',
      apply: log('UPDATE event SET revision = 99 WHERE position = (SELECT max(position) FROM event)'),
      expected: 'REVISION_GAP',
    },
    {
      name: 'a row is put in below the head',
      apply: log(
        `UPDATE event SET position = -position WHERE position >= 20; UPDATE event SET position = 1 - position WHERE position < 0; ${insertBefore(`20, '00000000-0000-5000-8000-000000000000', 'notice-x', 0, type, schema_version, data, meta, sealed`)};`,
      ),
      expected: 'ENTRY_MISMATCH',
    },
    {
      name: 'a row is put in at the end, of a command that led to none',
      apply: log(
        insertBefore(
          `position + 1, '00000000-0000-5000-8000-000000000000', stream, revision + 1, type, schema_version, data, meta, sealed`,
        ),
      ),
      expected: 'ID_MISMATCH',
    },
    {
      name: 'an event is there twice',
      apply: onFile('log.db', (db) => {
        db.unsafeMode(true);
        db.pragma('writable_schema = ON');
        db.exec(
          `UPDATE sqlite_master SET sql = replace(sql, 'id TEXT NOT NULL UNIQUE', 'id TEXT NOT NULL       ') WHERE name = 'event'`,
        );
        db.exec(`DELETE FROM sqlite_master WHERE name = 'sqlite_autoindex_event_1'`);
        db.exec(`UPDATE sqlite_master SET name = 'sqlite_autoindex_event_1' WHERE name = 'sqlite_autoindex_event_2'`);
        db.pragma('writable_schema = RESET');
        db.exec(insertBefore('position + 1, id, stream, revision + 1, type, schema_version, data, meta, sealed'));
      }),
      expected: 'DUPLICATE_ID',
    },
  ]),
  // What is sealed.
  ...inClass('privacy', [
    {
      name: 'a ciphertext is changed',
      apply: rewrite('sealed', ([first, ...rest]) => [changedByte(first, 40), ...rest]),
      expected: 'CIPHERTEXT_BROKEN',
    },
    {
      name: 'a ciphertext is cut short',
      apply: rewrite('sealed', ([first, ...rest]) => [first.slice(0, 20), ...rest]),
      expected: 'CIPHERTEXT_BROKEN',
    },
    {
      name: 'ciphertexts are no list',
      apply: log(`UPDATE event SET sealed = '{}' WHERE position = ${position('Nominated')}`),
      expected: 'CIPHERTEXT_BROKEN',
    },
    {
      name: 'ciphertexts are taken away',
      apply: log(`UPDATE event SET sealed = NULL WHERE position = ${position('Nominated')}`),
      expected: 'CIPHERTEXT_MISSING',
    },
    {
      name: 'two events change ciphertexts',
      apply: onFile('log.db', (db) => {
        const [a, b] = db
          .prepare<[], { position: number; sealed: string }>(
            `SELECT position, sealed FROM event WHERE type = 'Nominated' LIMIT 2`,
          )
          .all() as [{ position: number; sealed: string }, { position: number; sealed: string }];
        const set = db.prepare('UPDATE event SET sealed = ? WHERE position = ?');
        set.run(a.sealed, b.position);
        set.run(b.sealed, a.position);
      }),
      expected: 'CIPHERTEXT_BROKEN',
    },
    {
      name: 'a commitment is changed',
      apply: rewrite('data', (data) => {
        data.form.name = changedByte(data.form.name, 3);
      }),
      expected: 'COMMITMENT_MISMATCH',
    },
    {
      name: 'a commitment is taken out',
      apply: rewrite('data', ({ form: { name: _, ...form }, ...data }) => ({ ...data, form })),
      expected: 'COMMITMENT_MISMATCH',
    },
  ]),
  // Keys.
  ...inClass('privacy', [
    {
      name: 'a key is destroyed, and no event says so',
      apply: keys(
        `UPDATE data_key SET wrapped = NULL, wrapped_by = NULL WHERE owner LIKE 'person/%' AND wrapped IS NOT NULL AND rowid = (SELECT min(rowid) FROM data_key WHERE owner LIKE 'person/%' AND wrapped IS NOT NULL)`,
      ),
      expected: 'KEY_DESTROYED',
    },
    {
      name: 'a key is missing',
      apply: keys(
        `DELETE FROM data_key WHERE rowid = (SELECT min(rowid) FROM data_key WHERE owner LIKE 'person/%' AND wrapped IS NOT NULL)`,
      ),
      expected: 'KEY_MISSING',
    },
    {
      name: 'an erasure is on record of a key that is there',
      apply: onFile('log.db', (db) => {
        const key = db
          .prepare<[], string>(
            `SELECT json_extract(meta, '$.sealed[0].keys[0]') FROM event WHERE type = 'Nominated' ORDER BY position LIMIT 1`,
          )
          .pluck()
          .get() as string;
        const row = db
          .prepare<[], { position: number; data: string }>(
            `SELECT position, data FROM event WHERE type = 'PersonalDataErased'`,
          )
          .get() as { position: number; data: string };
        db.prepare('UPDATE event SET data = ? WHERE position = ?').run(
          canonicalJson({ ...JSON.parse(row.data), keys: [key] }),
          row.position,
        );
      }),
      expected: 'KEY_NOT_DESTROYED',
    },
  ]),
  // The tree.
  ...inClass('heads', [
    {
      class: 'storage',
      name: 'an entry of the tree is changed',
      apply: tree(`UPDATE entry SET digest = zeroblob(32) WHERE number = 7`),
      expected: 'ENTRY_MISMATCH',
    },
    {
      class: 'storage',
      name: 'an entry of the tree is of another event',
      apply: tree(`UPDATE entry SET event_id = 'x' WHERE number = 7`),
      expected: 'ENTRY_MISMATCH',
    },
    {
      class: 'storage',
      name: 'an entry of the tree is taken out',
      apply: tree('DELETE FROM entry WHERE number = 7'),
      expected: 'ENTRY_MISMATCH',
    },
    {
      class: 'storage',
      name: 'a tile is changed',
      apply: tree('UPDATE tile SET hashes = zeroblob(length(hashes)) WHERE level = 0 AND number = 0'),
      expected: 'TILE_MISMATCH',
    },
    {
      class: 'storage',
      name: 'a tile is taken out',
      apply: tree('DELETE FROM tile WHERE level = 0 AND number = 0'),
      expected: 'TILE_MISMATCH',
    },
    {
      name: 'a head is signed anew over another root',
      apply: note('max', (_, size) => signer.sign({ size, root: Buffer.alloc(32, 5) })),
      expected: 'HEAD_MISMATCH',
    },
    {
      name: 'an older head is signed anew over another root',
      apply: note('min', (_, size) => signer.sign({ size, root: Buffer.alloc(32, 5) })),
      expected: 'HEAD_MISMATCH',
    },
    {
      name: 'a head is of another size than it is kept for',
      apply: note('min', (_, size) => signer.sign({ size: size - 1, root: Buffer.alloc(32, 5) })),
      expected: 'HEAD_UNREADABLE',
    },
    { class: 'encoding', name: 'a head is no note', apply: note('min', () => 'nothing'), expected: 'HEAD_UNREADABLE' },
    {
      class: 'signatures',
      name: 'a stranger signed a head',
      apply: note('max', (text, size) =>
        strangerSigner.sign({ size, root: Buffer.from(text.split('\n')[2] ?? '', 'base64') }),
      ),
      expected: 'HEAD_KEY_UNKNOWN',
    },
    {
      class: 'signatures',
      name: 'a signature is changed',
      apply: note('max', (text) => text.replace(/.{6}\n$/, 'AAAA==\n')),
      expected: 'HEAD_SIGNATURE',
    },
    {
      name: 'a head of more than there is',
      apply: tree(`INSERT INTO checkpoint SELECT size + 9, note FROM checkpoint ORDER BY size DESC LIMIT 1`),
      expected: 'HEAD_UNREADABLE',
    },
    {
      name: 'every head is taken away',
      apply: tree('DELETE FROM cosignature; DELETE FROM checkpoint;'),
      expected: 'HEAD_MISSING',
    },
  ]),
];
