import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '../../src/domain/actor.ts';
import { DirectoryFileStore } from '../../src/files/directory-store.ts';
import { type Answer, type Api, type Caller, headersOf, startApi } from '../support/api.ts';
import { fileOf, sha256Of } from '../support/bytes.ts';
import { accepted, drafted, inFlex } from '../support/dossiers.ts';
import { bureaus } from '../support/people.ts';

/** In the same city. */
const otherCounty = '410181';

const CHECKLIST = /* GraphQL */ `
  query Checklist($id: ID!) {
    nomination(id: $id) { checklist { material { code } missing files { sha256 mediaType size path } } }
  }
`;

let api: Api;
let clerk: Caller;
let nominationId: string;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'laurel-materials-'));
  api = await startApi(undefined, { directory });
  clerk = await api.as('COUNTY_CLERK', bureaus.county);
  const head = await api.as('PROVINCE_APPROVER', bureaus.province);
  await accepted(head, 'openEdition', { program: 'FLEX_STAR' });
  nominationId = await drafted(clerk, inFlex());
});
afterAll(async () => {
  await api.close();
  await rm(directory, { recursive: true });
});

interface Who {
  readonly role?: Role;
  readonly bureau?: string;
}
const theClerk: Who = { role: 'COUNTY_CLERK', bureau: bureaus.county };

const fetchAs = async ({ role, bureau }: Who, path: string, init: RequestInit = {}): Promise<Response> => {
  const token = role && (await api.tokenOf(role, bureau));
  const stated = role === 'AUDITOR' ? headersOf({ purpose: 'a look at the files' }) : {};
  const headers = { ...(token && { authorization: `Bearer ${token}` }), ...stated, ...init.headers };
  return fetch(`${api.running.url}${path}`, { ...init, headers });
};

const upload = async (body: Uint8Array<ArrayBuffer>): Promise<Answer> => {
  const headers = { 'content-type': 'application/octet-stream' };
  const response = await fetchAs(theClerk, '/files', { method: 'POST', body, headers });
  expect(response.status).toBe(201);
  return response.json();
};

const itemOf = async (material: string) => {
  const { nomination } = await clerk.ask(CHECKLIST, { id: nominationId });
  return nomination.checklist.find((item: { material: { code: string } }) => item.material.code === material);
};

describe('the way of a file', () => {
  const bytes = Uint8Array.from(fileOf('image/jpeg', 5000, 'an identity card'));
  const sha256 = sha256Of(bytes);
  let path: string;

  test('what was not uploaded cannot be attached', async () => {
    const { errors } = await clerk.run('attachMaterial', { nominationId, material: 'ID_COPY', sha256 });
    expect(errors).toMatchObject([{ code: 'FILE_UNKNOWN', path: ['sha256'] }]);
  });

  test('what was uploaded is attached by its hash, and stands in the checklist with its path', async () => {
    expect(await itemOf('ID_COPY')).toMatchObject({ missing: true, files: [] });
    expect(await upload(bytes)).toEqual({ sha256, size: 5000, mediaType: 'image/jpeg' });
    await accepted(clerk, 'attachMaterial', { nominationId, material: 'ID_COPY', sha256 });
    const item = await itemOf('ID_COPY');
    expect(item).toMatchObject({ missing: false, files: [{ sha256, mediaType: 'image/jpeg', size: 5000 }] });
    path = item.files[0].path;
  });

  test.each<Who>([
    theClerk,
    { role: 'CITY_REVIEWER', bureau: bureaus.city },
    { role: 'PROVINCE_OFFICER', bureau: bureaus.province },
    { role: 'AUDITOR' },
  ])('it is downloaded by whoever sees the nomination in full: $role', async (who) => {
    const response = await fetchAs(who, path);
    expect(response.status).toBe(200);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from(bytes));
    const name = decodeURIComponent(response.headers.get('content-disposition') ?? '');
    expect(name).toContain(`个人身份证复印件 ${sha256.slice(0, 8)}.jpg`);
  });

  test.each<Who>([
    { role: 'COUNTY_CLERK', bureau: otherCounty },
    { role: 'CITY_REVIEWER', bureau: bureaus.otherCity },
    { role: 'EXPERT' },
    { role: 'ADMIN' },
    {},
  ])('for anyone else there is none: $role $bureau', async (who) => {
    expect((await fetchAs(who, path)).status).toBe(404);
  });

  test('a file of the store that is not attached to this nomination is none of it', async () => {
    const unattached = await upload(Uint8Array.from(fileOf('image/jpeg', 700, 'of somebody else')));
    const other = await drafted(clerk, inFlex());
    expect((await fetchAs(theClerk, `/nominations/${nominationId}/materials/${unattached.sha256}`)).status).toBe(404);
    expect((await fetchAs(theClerk, `/nominations/${other}/materials/${sha256}`)).status).toBe(404);
    expect((await fetchAs(theClerk, `/nominations/nobody/materials/${sha256}`)).status).toBe(404);
  });

  test('the paper that a step rests on is handed out with the dossier, to the same readers', async () => {
    const { sha256: letter } = await upload(Uint8Array.from(fileOf('application/pdf', 800, 'a record of the visit')));
    const answers = { method: 'SITE_VISIT', on: '2024-01-05', findings: '情况属实。' };
    const evidence = [{ title: '走访记录', sha256: letter }];
    await accepted(clerk, 'recordStep', { nominationId, step: 'VERIFICATION', answers, evidence });
    const at = `/nominations/${nominationId}/materials/${letter}`;
    const response = await fetchAs({ role: 'AUDITOR' }, at);
    expect(response.status).toBe(200);
    expect(decodeURIComponent(response.headers.get('content-disposition') ?? '')).toContain('走访记录.pdf');
    expect((await fetchAs({ role: 'COUNTY_CLERK', bureau: otherCounty }, at)).status).toBe(404);
  });

  test('an old upload counts as new when it is attached, so that pruning leaves it alone', async () => {
    const { sha256: old } = await upload(Uint8Array.from(fileOf('application/pdf', 900, 'of long ago')));
    const path = join(directory, 'files', old.slice(0, 2), `${old.slice(2)}.pdf`);
    const longAgo = new Date('2024-01-01T00:00:00Z');
    await utimes(path, longAgo, longAgo);
    await accepted(clerk, 'attachMaterial', { nominationId, material: 'DEEDS', sha256: old });
    const store = new DirectoryFileStore(join(directory, 'files'), api.running.vault);
    expect(await store.remove(old, longAgo.getTime() + 1)).toBeUndefined();
  });

  test('once it is removed from the dossier it is no longer handed out', async () => {
    await accepted(clerk, 'removeMaterial', { nominationId, material: 'ID_COPY', sha256, reason: '非本人证件。' });
    expect((await fetchAs(theClerk, path)).status).toBe(404);
  });
});
