import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/api.ts';
import { lodged, ruled } from '../support/objections.ts';
import { type Publicized, publicized } from '../support/selection.ts';

let given: Publicized;
let anyone: Caller;
beforeEach(async () => {
  given = await publicized();
  anyone = given.api.anyone;
});
afterEach(() => given.api.close());

describe('who reads objections', () => {
  const asked = '{ objections { totalCount nodes { id } } }';
  const caller = (role: Parameters<typeof given.api.as>[0], bureau?: string) => given.api.as(role, bureau, 'somebody');

  test('the province, auditors and discipline inspectors', async () => {
    const { id } = await lodged(given, anyone);
    const entitled = [
      given.officer,
      given.approver,
      await caller('AUDITOR'),
      await caller('DISCIPLINE_INSPECTOR', '410000'),
    ];
    for (const reader of entitled) {
      expect(await reader.ask(asked)).toEqual({ objections: { totalCount: 1, nodes: [{ id }] } });
    }
  });

  test('nobody else: hidden looks like missing, in lists, totals and by id', async () => {
    const { id } = await lodged(given, anyone);
    const strangers = [
      anyone,
      given.cityApprover,
      await caller('EXPERT'),
      await caller('ADMIN'),
      await caller('AUDITOR', '410100'),
      await caller('PROVINCE_OFFICER', '420000'),
    ];
    for (const stranger of strangers) {
      expect(await stranger.ask(asked)).toEqual({ objections: { totalCount: 0, nodes: [] } });
      const byId = 'query ($id: ID!) { objection(id: $id) { id } node(id: $id) { id } }';
      const missing = await stranger.ask(byId, { id: randomUUID() });
      expect(await stranger.ask(byId, { id })).toEqual(missing);
      expect(missing).toEqual({ objection: null, node: null });
    }
  });

  test('by edition, notice, nomination, status and whether they stand', async () => {
    const [named, nameless] = [await lodged(given, anyone), await lodged(given, anyone, { objector: null })];
    await ruled(given, 'admitObjection', named.id);
    const idsOf = async (filter: object) => {
      const { objections } = await given.officer.ask(
        'query ($filter: ObjectionFilter) { objections(filter: $filter) { totalCount nodes { id } } }',
        { filter },
      );
      const ids = objections.nodes.map(({ id }: Answer) => id);
      expect(objections.totalCount).toBe(ids.length);
      return ids;
    };
    expect((await idsOf({ editionId: given.editionId, noticeId: given.noticeId })).sort()).toEqual(
      [named.id, nameless.id].sort(),
    );
    expect(await idsOf({ statuses: ['ADMITTED'] })).toEqual([named.id]);
    expect(await idsOf({ standing: false })).toEqual([nameless.id]);
    expect(await idsOf({ nominationId: given.nominations[1] })).toEqual([]);
    expect(await idsOf({ editionId: 'youth-star-2023' })).toEqual([]);
  });
});

describe('whether something stands against a nominee', () => {
  const asked = `query ($id: ID!) { nomination(id: $id) { standingObjections redactions { field } } }`;

  test('is told by the dossier to the province, and withheld from bureaus below it', async () => {
    await lodged(given, anyone);
    const told = async (reader: Caller) => (await reader.ask(asked, { id: given.nominations[0] })).nomination;
    const unread = { field: 'accessHistory' };
    expect(await told(given.officer)).toEqual({ standingObjections: 1, redactions: [unread] });
    const entitled = [given.approver, await given.api.as('AUDITOR')];
    for (const reader of entitled) expect(await told(reader)).toEqual({ standingObjections: 1, redactions: [] });
    const below = [
      { reader: given.cityApprover, rest: [unread] },
      { reader: await given.api.as('AUDITOR', '410100'), rest: [] },
    ];
    for (const { reader, rest } of below) {
      expect(await told(reader)).toEqual({
        standingObjections: null,
        redactions: [{ field: 'standingObjections' }, ...rest],
      });
    }
  });
});
