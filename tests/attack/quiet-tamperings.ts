import { signer } from '../audit/real-log.ts';
import { keys, log, onFile, tree } from './data-files.ts';
import type { LogTampering } from './log-tamperings.ts';
import { classing } from './tally.ts';

const inClass = classing<LogTampering>();

const lastOf = (stream: string): string => `SELECT max(position) FROM event WHERE stream LIKE '${stream}'`;
/** A copy of the last event of a nomination, one revision on, somewhere it may not be looked for. */
const appendedAt = (position: number): string =>
  `INSERT INTO event SELECT ${position}, '00000000-0000-5000-8000-000000000000', stream, revision + 1, type, schema_version, data, meta, sealed
   FROM event WHERE position = (${lastOf('nomination-%')})`;
const sealedEvent = `(SELECT position FROM event WHERE type = 'Nominated' ORDER BY position LIMIT 1)`;
const unsealedEvent = `(SELECT position FROM event WHERE sealed IS NULL ORDER BY position LIMIT 1)`;
const note = (text: (size: number, root: string) => string) =>
  onFile('tree.db', (db) => {
    const { size, note: stored } = db
      .prepare<[], { size: number; note: string }>('SELECT size, note FROM checkpoint ORDER BY size LIMIT 1')
      .get() as { size: number; note: string };
    db.prepare('UPDATE checkpoint SET note = ? WHERE size = ?').run(text(size, stored.split('\n')[2] ?? ''), size);
  });
const head = (change: (note: string) => string) =>
  note((size, root) => change(signer.sign({ size, root: Buffer.from(root, 'base64') })));

/** Where a check that reads what it expects to find would see nothing. */
export const quietTamperings: readonly LogTampering[] = [
  ...inClass('storage', [
    { name: 'an event is added at position 0', apply: log(appendedAt(0)), expected: 'POSITION_GAP' },
    { name: 'an event is added at a negative position', apply: log(appendedAt(-7)), expected: 'POSITION_GAP' },
    {
      name: 'an event is moved to a negative position',
      apply: log(`UPDATE event SET position = -20 WHERE position = 20`),
      expected: 'POSITION_GAP',
    },
    {
      name: 'the position of an entry is changed',
      apply: tree(`UPDATE entry SET position = '9' WHERE number = 7`),
      expected: 'ENTRY_MISMATCH',
    },
    {
      name: 'two entries change numbers',
      apply: tree(
        `UPDATE entry SET number = -1 WHERE number = 7; UPDATE entry SET number = 7 WHERE number = 8; UPDATE entry SET number = 8 WHERE number = -1`,
      ),
      expected: 'ENTRY_MISMATCH',
    },
    {
      name: 'an entry is added beyond the log',
      apply: tree(`INSERT INTO entry SELECT max(number) + 1, 'x', '999999', zeroblob(32) FROM entry`),
      expected: 'EVENT_MISSING',
    },
    {
      name: 'an entry is added before the first',
      apply: tree(`INSERT INTO entry VALUES (-1, 'x', '0', zeroblob(32))`),
      expected: 'TREE_STRAY',
    },
    {
      name: 'a hash in the middle of a tile is changed, its parents are not',
      apply: tree(
        `UPDATE tile SET hashes = CAST(substr(hashes, 1, 320) || zeroblob(32) || substr(hashes, 353) AS BLOB) WHERE level = 0 AND number = 0`,
      ),
      expected: 'TILE_MISMATCH',
    },
    {
      name: 'a tile has a hash too many',
      apply: tree(
        `UPDATE tile SET hashes = CAST(hashes || zeroblob(32) AS BLOB) WHERE level = 0 AND number = (SELECT max(number) FROM tile WHERE level = 0)`,
      ),
      expected: 'TREE_STRAY',
    },
    {
      name: 'a tile is cut short',
      apply: tree(
        `UPDATE tile SET hashes = CAST(substr(hashes, 1, length(hashes) - 32) AS BLOB) WHERE level = 0 AND number = (SELECT max(number) FROM tile WHERE level = 0)`,
      ),
      expected: 'TILE_MISMATCH',
    },
    {
      name: 'a tile is added beyond the tree',
      apply: tree(`INSERT INTO tile VALUES (0, 99, zeroblob(32))`),
      expected: 'TREE_STRAY',
    },
    {
      name: 'a tile is added above the tree',
      apply: tree(`INSERT INTO tile VALUES (7, 0, zeroblob(32))`),
      expected: 'TREE_STRAY',
    },
  ]),
  ...inClass('encoding', [
    {
      name: 'data ends with a byte that is no UTF-8',
      apply: log(`UPDATE event SET data = CAST(CAST(data AS BLOB) || x'ff' AS TEXT) WHERE position = 5`),
      expected: 'NOT_CANONICAL',
    },
    {
      name: 'data goes on behind a zero byte',
      apply: log(`UPDATE event SET data = data || char(0) || 'more' WHERE position = 5`),
      expected: 'NOT_CANONICAL',
    },
    {
      name: 'data has a lone surrogate',
      apply: log(
        `UPDATE event SET data = CAST(CAST(substr(data, 1, length(data) - 1) AS BLOB) || CAST(',"z":"' AS BLOB) || x'eda080' || CAST('"}' AS BLOB) AS TEXT) WHERE position = 5`,
      ),
      expected: 'ENTRY_MISMATCH',
    },
    {
      name: 'a time is written in another zone',
      apply: log(`UPDATE event SET meta = replace(meta, '.000Z', '.000+00:00') WHERE position = 5`),
      expected: 'META_MALFORMED',
    },
    {
      name: 'a time is written without milliseconds',
      apply: log(`UPDATE event SET meta = replace(meta, '.000Z', 'Z') WHERE position = 5`),
      expected: 'META_MALFORMED',
    },
    {
      name: 'the size of a head has a leading zero',
      apply: note((size, root) => `example.org/laurel\n0${size}\n${root}\n\n— x AAAAAAA=\n`),
      expected: 'HEAD_UNREADABLE',
    },
    {
      name: 'the lines of a head end with carriage returns',
      apply: head((text) => text.replaceAll('\n', '\r\n')),
      expected: 'HEAD_UNREADABLE',
    },
    { name: 'a blank stands at the end of a head', apply: head((text) => `${text} `), expected: 'HEAD_UNREADABLE' },
    {
      name: 'a blank stands behind the size of a head',
      apply: head((text) => text.replace(/\n(\d+)\n/, '\n$1 \n')),
      expected: 'HEAD_UNREADABLE',
    },
    {
      name: 'an empty line stands in a head',
      apply: head((text) => text.replace('\n', '\n\n')),
      expected: 'HEAD_UNREADABLE',
    },
    {
      name: 'a head has a hundred and one signatures',
      apply: head((text) => text + (text.split('\n\n')[1] ?? '').repeat(100)),
      expected: 'HEAD_UNREADABLE',
    },
    {
      name: 'a ciphertext is spelled otherwise',
      apply: log(`UPDATE event SET sealed = replace(sealed, '"]', '="]') WHERE position = ${sealedEvent}`),
      expected: 'NOT_CANONICAL',
    },
    {
      name: 'the list of ciphertexts is written with a blank',
      apply: log(`UPDATE event SET sealed = replace(sealed, '[', '[ ') WHERE position = ${sealedEvent}`),
      expected: 'NOT_CANONICAL',
    },
  ]),
  ...inClass('heads', [
    {
      name: 'a head of nothing is stored',
      apply: tree(`INSERT INTO checkpoint SELECT 0, note FROM checkpoint LIMIT 1`),
      expected: 'HEAD_UNREADABLE',
    },
    {
      name: 'a head of a negative size is stored',
      apply: tree(`INSERT INTO checkpoint SELECT -1, note FROM checkpoint LIMIT 1`),
      expected: 'HEAD_UNREADABLE',
    },
    {
      name: 'a line is added to a head',
      apply: head((text) => text.replace('\n\n', '\nmore\n\n')),
      expected: 'HEAD_SIGNATURE',
    },
    {
      name: 'a head is of another origin, with the same key',
      apply: head((text) => text.replace('example.org/laurel\n', 'example.org/other\n')),
      expected: 'HEAD_SIGNATURE',
    },
  ]),
  ...inClass('heads', [
    {
      name: 'a head of nothing is signed over another root',
      apply: onFile('tree.db', (db) => {
        const note = signer.sign({ size: 0, root: Buffer.alloc(32, 5) });
        db.prepare('INSERT INTO checkpoint VALUES (0, ?)').run(note);
      }),
      expected: 'HEAD_MISMATCH',
    },
  ]),
  ...inClass('signatures', [
    {
      name: 'a signature stands twice, the second one broken',
      apply: head((text) => text + (text.split('\n\n')[1] ?? '').replace(/.{6}\n$/, 'AAAA==\n')),
      expected: 'HEAD_SIGNATURE',
    },
    {
      name: 'a signature is cut short',
      apply: head((text) =>
        text.replace(
          / (\S+)\n$/,
          (_, line: string) => ` ${Buffer.from(line, 'base64').subarray(0, 60).toString('base64')}\n`,
        ),
      ),
      expected: 'HEAD_SIGNATURE',
    },
    {
      name: 'a signature has a byte too many',
      apply: head((text) =>
        text.replace(
          / (\S+)\n$/,
          (_, line: string) => ` ${Buffer.concat([Buffer.from(line, 'base64'), Buffer.alloc(1)]).toString('base64')}\n`,
        ),
      ),
      expected: 'HEAD_SIGNATURE',
    },
    {
      name: 'a cosignature is replaced by something else',
      apply: tree(`UPDATE cosignature SET line = 'nothing' WHERE line = (SELECT min(line) FROM cosignature)`),
      expected: 'HEAD_UNREADABLE',
    },
  ]),
  ...inClass('privacy', [
    {
      name: 'something is put beside what is sealed',
      apply: log(`UPDATE event SET sealed = replace(sealed, ']', ',"5L2g5aW9"]') WHERE position = ${sealedEvent}`),
      expected: 'CIPHERTEXT_BROKEN',
    },
    {
      name: 'something is put beside an event that seals nothing',
      apply: log(`UPDATE event SET sealed = '["5L2g5aW9"]' WHERE position = ${unsealedEvent}`),
      expected: 'CIPHERTEXT_BROKEN',
    },
    {
      name: 'commitments of two fields of an event change places',
      apply: onFile('log.db', (db) => {
        const row = db
          .prepare<[], { position: number; data: string }>(
            `SELECT position, data FROM event WHERE type = 'Nominated' ORDER BY position LIMIT 1`,
          )
          .get() as { position: number; data: string };
        const data = JSON.parse(row.data);
        [data.form.name, data.form.phone] = [data.form.phone, data.form.name];
        db.prepare('UPDATE event SET data = ? WHERE position = ?').run(JSON.stringify(data), row.position);
      }),
      expected: 'COMMITMENT_MISMATCH',
    },
    {
      name: 'two persons change keys',
      apply:
        keys(`CREATE TEMP TABLE two AS SELECT owner, wrapped FROM data_key WHERE owner LIKE 'person/%' AND wrapped IS NOT NULL LIMIT 2;
      UPDATE data_key SET wrapped = (SELECT wrapped FROM two WHERE two.owner <> data_key.owner) WHERE owner IN (SELECT owner FROM two)`),
      expected: 'KEY_MISSING',
    },
    {
      name: 'a key is changed',
      apply: keys(
        `UPDATE data_key SET wrapped = CAST(substr(wrapped, 1, 20) || x'00' || substr(wrapped, 22) AS BLOB) WHERE rowid = (SELECT max(rowid) FROM data_key WHERE wrapped IS NOT NULL)`,
      ),
      expected: 'KEY_MISSING',
    },
    {
      name: 'a key has another number',
      apply: keys(
        `UPDATE data_key SET number = 9 WHERE rowid = (SELECT max(rowid) FROM data_key WHERE wrapped IS NOT NULL)`,
      ),
      expected: 'KEY_MISSING',
    },
    {
      name: 'another key is put in the place of a destroyed one',
      apply: keys(`CREATE TEMP TABLE one AS SELECT wrapped, wrapped_by FROM data_key WHERE wrapped IS NOT NULL LIMIT 1;
        UPDATE data_key SET wrapped = (SELECT wrapped FROM one), wrapped_by = (SELECT wrapped_by FROM one) WHERE wrapped IS NULL`),
      expected: 'KEY_NOT_DESTROYED',
    },
    {
      name: 'the row of a destroyed key is taken out',
      apply: keys('DELETE FROM data_key WHERE wrapped IS NULL'),
      expected: 'KEY_NOT_DESTROYED',
    },
  ]),
];
