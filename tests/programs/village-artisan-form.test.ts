import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Form } from '../../src/domain/nomination/nomination.ts';
import type { Answer, Api, Caller } from '../support/api.ts';
import { accepted, drafted } from '../support/dossiers.ts';
import {
  artisan,
  type City,
  gathered,
  hangzhou,
  inCity,
  lishui,
  peopleOf,
  province,
  review,
  startWithPrograms,
} from './village-artisan.ts';

/** The form of a program that nothing in the code knows of. */
let api: Api;
let officer: Caller;
let city: City;

beforeAll(async () => {
  api = await startWithPrograms();
  officer = await api.as('PROVINCE_OFFICER', province);
  city = await peopleOf(api, lishui);
  await accepted(officer, 'openEdition', { program: 'VILLAGE_ARTISAN' });
});
afterAll(() => api.close());

describe('The form', () => {
  const refused = async (form: Form): Promise<Answer[]> =>
    (await city.clerk.run('nominate', inCity({ form }))).errors.map(({ path, message }: Answer) => ({ path, message }));

  it.each<[string, Form, string[], string]>([
    ['a craft that is not on its list', { craft: 'POTTERY' }, ['form', 'craft'], 'Accepted: CELADON Celadon'],
    ['a city of another province', { workshop: { place: '410100' } }, ['form', 'workshop', 'place'], 'of this program'],
    ['a sex that the identity number denies', { gender: '2' }, ['form', 'gender'], 'Sex is not acceptable'],
    [
      'a floor area of nothing',
      { workshop: { place: lishui, area: 0 } },
      ['form', 'workshop', 'area'],
      'above 0, in square meters',
    ],
    [
      'an apprentice of the future',
      { apprentices: [{ name: '徒一', year: 2026 }] },
      ['form', 'apprentices', '0', 'year'],
      'from 2006 to 2025',
    ],
    ['more words than fit', { story: '艺'.repeat(301) }, ['form', 'story'], 'it counts 301 words'],
    ['a field of another program', { idNumber: '1' }, ['form', 'idNumber'], 'no field "idNumber"'],
  ])('refuses %s', async (_, changes, path, words) => {
    expect(await refused(artisan(changes))).toEqual([{ path, message: expect.stringContaining(words) }]);
  });

  it('is passed whole only, in this program’s own words', async () => {
    const { trainedOn: _, ...form } = artisan();
    const nominationId = await drafted(city.clerk, inCity({ form }));
    await gathered(city, nominationId);
    expect((await review(city, nominationId)).errors).toContainEqual(
      expect.objectContaining({ code: 'FIELD_REQUIRED', path: ['form', 'trainedOn'], ruleId: 'ZJ-24' }),
    );
  });

  it('names a person once, by the number that this form asks for', async () => {
    const form = artisan();
    await drafted(city.clerk, inCity({ form }));
    expect((await city.clerk.run('nominate', inCity({ form }))).errors).toEqual([
      expect.objectContaining({ code: 'ALREADY_NOMINATED', path: ['form', 'citizenId'] }),
    ]);
  });

  it('gives the nominee’s name to the board, whatever the field is called', async () => {
    const form = artisan({ fullName: '章青溪' });
    const nominationId = await drafted(city.clerk, inCity({ form }));
    const query = `query ($id: ID!, $asOf: AsOfInput) { nomination(id: $id, asOf: $asOf) { name } }`;
    const { position } = await accepted(city.clerk, 'amendForm', { nominationId, form: { fullName: '章碧溪' } });
    expect(await city.clerk.ask(query, { id: nominationId })).toEqual({ nomination: { name: '章碧溪' } });
    await accepted(city.clerk, 'amendForm', { nominationId, form: { fullName: '章清溪' } });
    const past = { id: nominationId, asOf: { position } };
    expect(await city.clerk.ask(query, past)).toEqual({ nomination: { name: '章碧溪' } });
  });

  it('is hidden from other provinces', async () => {
    const nominationId = await drafted(city.clerk, inCity());
    const query = 'query ($id: ID!) { nomination(id: $id) { id } }';
    for (const bureau of ['410000', '410100', hangzhou]) {
      const role = bureau === '410000' ? 'PROVINCE_OFFICER' : 'CITY_CLERK';
      const other = await api.as(role, bureau);
      expect(await other.ask(query, { id: nominationId })).toEqual({ nomination: null });
    }
    expect(await officer.ask(query, { id: nominationId })).toEqual({ nomination: { id: nominationId } });
  });
});
