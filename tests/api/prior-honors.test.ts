import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Api, type Caller, startApi } from '../support/api.ts';
import { accepted, drafted, inFlex, inYouth, someoneFlexible } from '../support/dossiers.ts';
import { flexId, youthId } from '../support/editions.ts';
import { csv, enHeader, sendFile } from '../support/honor-files.ts';
import { bureaus } from '../support/people.ts';

let api: Api;
let officer: Caller;
let county: Caller;
let city: Caller;
let otherCity: Caller;
let auditor: Caller;

beforeAll(async () => {
  api = await startApi();
  [officer, county, city, otherCity, auditor] = await Promise.all([
    api.as('PROVINCE_OFFICER', bureaus.province),
    api.as('COUNTY_CLERK', bureaus.county),
    api.as('CITY_CLERK', bureaus.city),
    api.as('CITY_CLERK', bureaus.otherCity),
    api.as('AUDITOR'),
  ]);
  await accepted(officer, 'openEdition', { program: 'FLEX_STAR' });
  await accepted(officer, 'openEdition', { program: 'YOUTH_STAR' });
});
afterAll(() => api.close());

const QUERY = /* GraphQL */ `
  query Nominee($id: ID!) {
    nomination(id: $id) {
      priorHonors { name level topic awardedOn issuer source certificate }
      alsoNominatedIn { edition { id } nomination { id } }
    }
  }
`;
const nominee = async (by: Caller, id: string): Promise<Answer> => (await by.ask(QUERY, { id })).nomination;

/** One person, nominated by a county in the one program and by a city in the other. */
const inBoth = async (by: Caller = city, bureau: string = bureaus.city) => {
  const { idNumber } = someoneFlexible();
  const form = { name: '李明', idNumber };
  const flexible = await drafted(county, inFlex({ form }));
  const young = await drafted(by, inYouth({ bureau, form }));
  return { idNumber: String(idNumber), flexible, young };
};

describe('Somebody nominated in two programs at once (A25)', () => {
  it('is flagged on both nominations, to who sees them in full', async () => {
    const { flexible, young } = await inBoth();
    const onFlexible = [{ edition: { id: youthId }, nomination: { id: young } }];
    for (const by of [city, officer, auditor]) {
      expect((await nominee(by, flexible)).alsoNominatedIn).toEqual(onFlexible);
      expect((await nominee(by, young)).alsoNominatedIn).toEqual([
        { edition: { id: flexId }, nomination: { id: flexible } },
      ]);
    }
  });

  it('is flagged without the other nomination to who may not see that', async () => {
    const { flexible, young } = await inBoth(otherCity, bureaus.otherCity);
    expect((await nominee(county, flexible)).alsoNominatedIn).toEqual([{ edition: { id: youthId }, nomination: null }]);
    expect((await nominee(otherCity, young)).alsoNominatedIn).toEqual([{ edition: { id: flexId }, nomination: null }]);
  });

  it('is flagged no longer on either once one nomination is withdrawn', async () => {
    const { flexible, young } = await inBoth();
    await accepted(city, 'withdraw', { nominationId: young, reason: '本人申请' });
    for (const id of [flexible, young]) expect((await nominee(city, id)).alsoNominatedIn).toEqual([]);
  });

  it('is no matter for somebody nominated once', async () => {
    const once = await drafted(county, inFlex());
    expect(await nominee(county, once)).toEqual({ priorHonors: [], alsoNominatedIn: [] });
  });

  it('is not shown for the past', async () => {
    const { flexible } = await inBoth();
    const { nomination } = await city.ask(
      `query ($id: ID!, $at: DateTimeISO!) {
        nomination(id: $id, asOf: { time: $at }) { alsoNominatedIn { edition { id } } priorHonors { name } }
      }`,
      { id: flexible, at: new Date(api.clock.now()).toISOString() },
    );
    expect(nomination).toEqual({ alsoNominatedIn: null, priorHonors: null });
  });

  it('is asked for a whole page in one statement a field', async () => {
    for (let i = 0; i < 3; i++) await inBoth();
    const { database } = api.running;
    const asked: string[] = [];
    const all = database.all.bind(database);
    database.all = (sql, params) => {
      asked.push(sql);
      return all(sql, params);
    };
    const { nominations } = await officer.ask(
      `{ nominations(filter: { editionId: "${flexId}" }, first: 20) { nodes { alsoNominatedIn { edition { id } } priorHonors { name } } } }`,
    );
    database.all = all;
    expect(nominations.nodes.length).toBeGreaterThan(3);
    expect(asked.filter((sql) => sql.includes('JOIN nomination o'))).toHaveLength(1);
    expect(asked.filter((sql) => sql.includes('JOIN person_honor p'))).toHaveLength(1);
  });
});

describe('Honors that a nominee holds already', () => {
  const imported = async (idNumber: string, ...rows: readonly string[]) => {
    const token = await api.tokenOf('PROVINCE_OFFICER', bureaus.province);
    const lines = rows.map((row) => `李明,${idNumber},${row}`);
    const { body } = await sendFile(api.running.url, csv(enHeader, ...lines), { token });
    expect(body.recorded).toBe(rows.length);
  };

  it('are shown with every nomination of the person as soon as they are imported, oldest first', async () => {
    const { idNumber, flexible, young } = await inBoth();
    await imported(
      idNumber,
      '五一劳动奖章,省级,劳动技能,2021-04-28,省总工会',
      '创业标兵,市级,就业创业,2016/3/8,郑州市人民政府',
    );
    for (const id of [flexible, young]) {
      expect((await nominee(city, id)).priorHonors).toEqual([
        {
          name: '创业标兵',
          level: 'CITY',
          topic: 'EMPLOYMENT_ENTREPRENEURSHIP',
          awardedOn: '2016-03-08',
          issuer: '郑州市人民政府',
          source: 'IMPORTED',
          certificate: null,
        },
        expect.objectContaining({ name: '五一劳动奖章', level: 'PROVINCIAL', topic: 'LABOR_SKILLS' }),
      ]);
    }
  });

  it('are no mutation of anybody: they come as a file', async () => {
    const { viewer } = await officer.ask('{ viewer { permissions { mutations } } }');
    expect(viewer.permissions.mutations).toContain('openEdition');
    expect(viewer.permissions.mutations).not.toContain('importPriorHonors');
  });

  it('are in the timeline without their names', async () => {
    const { idNumber } = await inBoth();
    await imported(idNumber, '隐名奖,省级,其他,2021-04-28,隐名单位');
    const { timeline } = await auditor.ask(
      `{ timeline(filter: { types: ["PriorHonorRecorded"] }, direction: DESC, first: 1) {
        nodes { data subjects { kind } actor { id } }
      } }`,
    );
    expect(timeline.nodes[0]).toMatchObject({
      data: { honor: { name: null, issuer: null, level: 'PROVINCIAL', awardedOn: '2021-04-28' } },
      subjects: [{ kind: 'PERSON' }],
      actor: { id: 'province_officer-410000' },
    });
    expect(JSON.stringify(timeline)).not.toContain('隐名');
  });
});
