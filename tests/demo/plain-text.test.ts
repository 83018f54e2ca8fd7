import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { filesWith } from '../../src/cli/demo/proof/plain-text.ts';

let directory = '';
afterEach(() => rm(directory, { recursive: true, force: true }));

it('a name in plain text is found at any depth, between bytes that are no text', async () => {
  directory = await mkdtemp(join(tmpdir(), 'laurel-plain-text-'));
  await mkdir(join(directory, 'files', 'ab'), { recursive: true });
  const around = Buffer.of(0xff, 0x00, 0xe4);
  await writeFile(join(directory, 'files', 'ab', 'one'), Buffer.concat([around, Buffer.from('令狐望舒'), around]));
  await writeFile(join(directory, 'log.db-wal'), '姓名：令狐望舒');
  await writeFile(join(directory, 'log.db'), '令狐望');
  expect(await filesWith(directory, '令狐望舒')).toEqual([join('files', 'ab', 'one'), 'log.db-wal']);
  expect(await filesWith(directory, '诸葛见微')).toEqual([]);
});
