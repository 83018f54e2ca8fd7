import { afterAll, beforeAll, expect } from 'vitest';
import { personStream } from '../../src/domain/person/person.ts';
import { keyedHash } from '../../src/privacy/keyed-hash.ts';
import { type Api, startApi } from './api.ts';
import { holder, type Imported, sendFile } from './honor-files.ts';
import { bureaus } from './people.ts';

/** A server of the tests of one file, and an officer of the province who sends it files of honors. */
export const importsOfTest = () => {
  let api: Api;
  let token: string;
  beforeAll(async () => {
    api = await startApi();
    token = await api.tokenOf('PROVINCE_OFFICER', bureaus.province);
  });
  afterAll(() => api.close());

  let people = 0;
  const pseudonym = (n: number) => keyedHash(Buffer.alloc(32, 7)).pseudonym(holder(n));
  const send = (file: string | Uint8Array, headers: Record<string, string> = {}): Promise<Imported> =>
    sendFile(api.running.url, file, { token, ...headers });
  const eventsInAll = async (): Promise<number> => (await api.running.log.readAll(undefined, 100_000)).length;

  return {
    api: () => api,
    token: () => token,
    send,
    eventsInAll,
    pseudonym,
    /** Of people nobody spoke of yet. */
    someone: (): number => people++,
    recordedOn: async (n: number): Promise<unknown[]> =>
      (await api.running.log.readStream(personStream(pseudonym(n)))).map(({ data }) => data),
    /** Nothing of the file was recorded, and the answer says why, without repeating a number of its. */
    async refusedWhole(file: string | Uint8Array, status: number, code: string, words: RegExp): Promise<void> {
      const before = await eventsInAll();
      const answer = await send(file);
      expect([answer.status, answer.body.errors?.[0]?.extensions.code]).toEqual([status, code]);
      expect(answer.body.errors?.[0]?.message).toMatch(words);
      expect(answer.body.errors?.[0]?.message).not.toMatch(/\d{15}/);
      expect(await eventsInAll()).toBe(before);
    },
  };
};
