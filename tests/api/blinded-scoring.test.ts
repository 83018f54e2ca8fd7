import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blindParts } from '../../src/domain/program/blinding.ts';
import { hiddenFromExperts } from '../../src/domain/program/hidden-from-experts.ts';
import { type BlindedPanel, blinded, blindedPanel, hiddenTexts } from '../support/blinded.ts';
import { type Answer, type Caller, codes } from '../support/caller.ts';
import { accepted, inFlex, passed, prepared, ready, someoneFlexible, stamped } from '../support/dossiers.ts';
import { bureaus } from '../support/people.ts';
import { names, textsIn } from '../support/selection.ts';

/** What an expert may learn of nominations that are scored blind. Everything is asked over HTTP, as clients do. */
let given: BlindedPanel;
beforeAll(async () => {
  given = await blindedPanel();
});
afterAll(() => given.api.close());

describe('an assigned nomination', () => {
  const dossier = /* GraphQL */ `
    query ($id: ID!) {
      nomination(id: $id) {
        name form bureau { code } holder { code } category { code } seats { forwarded } reviews { decision }
        expertReviews { expert { actorId } points { points } } result { mean }
        redactions { field reason }
      }
    }
  `;

  test('says of everything hidden that it is withheld, whether or not it is filled in', async () => {
    const { nomination } = await given.wu.ask(dossier, { id: given.mine[0] });
    expect(nomination).toMatchObject({
      ...{ name: null, bureau: null, holder: null, seats: null, reviews: [], result: null },
      category: { code: 'NEW_FORM' },
      expertReviews: [{ expert: { actorId: 'wu' }, points: null }],
    });
    expect(nomination.form).toMatchObject({
      ...{ name: null, coverName: null, location: null, pushingUnit: null, workPlace: null, uscc: null, remark: null },
      honors: [{ name: '岗位能手', issuer: null }],
      otherFlexWork: '其他工作第0种',
      deeds: expect.stringContaining(''),
    });
    const withheld = nomination.redactions.map(({ field }: Answer) => field);
    const beside = ['name', 'bureau', 'holder', 'reviews', 'seats', 'history'];
    const inForm = ['name', 'coverName', 'location', 'workPlace', 'honors.issuer', 'jointPushBy', 'idNumber', 'phone'];
    expect(withheld).toEqual(expect.arrayContaining([...beside, ...inForm.map((path) => `form.${path}`)]));
    expect(withheld.filter((field: string, i: number) => withheld.indexOf(field) !== i)).toEqual([]);
    for (const shown of ['form.deeds', 'form.honors.name', 'category']) expect(withheld).not.toContain(shown);
  });

  test('looks the same whether or not what is hidden is filled in', async () => {
    const formOf = async (by: Caller, id: string | undefined): Promise<object> =>
      (await by.ask('query ($id: ID!) { nomination(id: $id) { form } }', { id })).nomination.form;
    const keysFor = async (by: Caller) =>
      Promise.all(given.mine.map(async (id) => new Set(Object.keys(await formOf(by, id)))));
    const [filled, unfilled] = await keysFor(given.officer);
    expect([...(filled ?? [])].filter((key) => !unfilled?.has(key)).sort()).toEqual(['jointPushBy', 'uscc']);
    const [first, second] = await keysFor(given.wu);
    expect(first).toEqual(second);
  });

  test('has changed, as far as it is told, in what is not hidden only', async () => {
    const changes = `query ($id: ID!) { changes(of: { nomination: $id }, from: { time: "2023-01-01T00:00:00Z" }, first: 100) {
      totalCount nodes { is: __typename ... on FormFieldChanged { field } } } }`;
    const told = (await given.wu.ask(changes, { id: given.mine[0] })).changes;
    const fields = told.nodes.flatMap(({ field }: Answer) => field ?? []);
    expect(fields).toEqual(expect.arrayContaining(['otherFlexWork', 'deeds', 'honors']));
    const hidden = [...hiddenFromExperts(blinded).form].filter((path) => !path.includes('.'));
    expect(hidden.filter((path) => fields.includes(path))).toEqual([]);
    expect(told.totalCount).toBe(told.nodes.length);
    const kinds = (nodes: readonly Answer[]) => new Set(nodes.map(({ is }) => is));
    expect([...kinds(told.nodes)].sort()).toEqual(['CategoryChanged', 'FormFieldChanged', 'StatusChanged']);
    const whole = (await given.officer.ask(changes, { id: given.mine[0] })).changes;
    expect([...kinds(whole.nodes)]).toEqual(expect.arrayContaining(['HolderChanged', 'ReviewAdded']));
  });

  test('gives its expert no file; the province has it', async () => {
    const path = `/nominations/${given.mine[0]}/materials/${given.anyFile}`;
    expect([await given.wu.download(path), await given.officer.download(path)]).toEqual([404, 200]);
  });

  test('was withheld so, as an auditor is told', async () => {
    const { visibilityAt } = await (await given.api.as('AUDITOR')).ask(
      `query ($id: ID!) { visibilityAt(actor: { id: "wu", roles: [EXPERT] }, at: { time: "2024-01-08T02:00:00Z" }, nominationId: $id) {
        view withheld { field } } }`,
      { id: given.mine[0] },
    );
    expect(visibilityAt.view).toBe('TO_SCORE');
    expect(visibilityAt.withheld.map(({ field }: Answer) => field)).toEqual(
      expect.arrayContaining(['name', 'bureau', 'reviews', 'form.nativePlace', 'form.honors.issuer']),
    );
  });
});

describe('questions whose answers would tell', () => {
  const list = `query ($filter: NominationFilter, $orderBy: NominationOrder) {
    nominations(filter: $filter, orderBy: $orderBy) { totalCount pageInfo { endCursor } nodes { id } } }`;
  const totalOf = async (by: Caller, variables: object) => {
    const asked = { orderBy: { field: 'UPDATED_AT', direction: 'ASC' }, ...variables };
    return (await by.ask(list, asked)).nominations.totalCount;
  };

  test('without one, the list is the own assignments', async () => {
    const { nominations } = await given.wu.ask(list, { orderBy: { field: 'UPDATED_AT', direction: 'ASC' } });
    expect(nominations.totalCount).toBe(2);
    expect(nominations.nodes.map(({ id }: Answer) => id).sort()).toEqual([...given.mine].sort());
  });

  test.each([
    ['a name that is on the list', { filter: { search: names[0] } }, 1],
    ['a name that is on no list', { filter: { search: '无此人' } }, 0],
    ['the bureau', { filter: { bureau: bureaus.city } }, 4],
    ['another bureau', { filter: { bureau: bureaus.otherCity } }, 0],
    ['a jurisdiction', { filter: { within: bureaus.city, editionId: 'flex-star-2023' } }, 4],
    ['the bureau that holds it', { filter: { holder: bureaus.province } }, 4],
    ['who drafted it', { filter: { draftedBy: `city_clerk-${bureaus.city}` } }, 4],
    ['no waiver awaited', { filter: { waiverRequested: false } }, 4],
    ['no supplement due', { filter: { supplementDue: false } }, 4],
    ['the order of names', { orderBy: { field: 'NAME', direction: 'ASC' } }, 4],
    ['the order of names, backwards', { orderBy: { field: 'NAME', direction: 'DESC' } }, 4],
    ['the order of bureaus', { orderBy: { field: 'BUREAU', direction: 'ASC' } }, 4],
  ])('%s: an expert is told the same whatever is true', async (_, variables, ofAll) => {
    expect([await totalOf(given.wu, variables), await totalOf(given.officer, variables)]).toEqual([0, ofAll]);
  });

  test.each([
    ['category', { filter: { category: 'NEW_FORM' } }],
    ['status', { filter: { statuses: ['SUBMITTED'] } }],
    ['edition', { filter: { editionId: 'flex-star-2023' } }],
    ['order of status', { orderBy: { field: 'STATUS', direction: 'ASC' } }],
  ])('what is not hidden may be asked for: %s', async (_, variables) => {
    expect(await totalOf(given.wu, variables)).toBe(2);
  });

  test('a cursor of a list in the order of names opens none', async () => {
    const orderBy = { field: 'NAME', direction: 'ASC' };
    const { nominations } = await given.officer.ask(
      'query ($orderBy: NominationOrder!) { nominations(first: 1, orderBy: $orderBy) { pageInfo { endCursor } } }',
      { orderBy },
    );
    const { nominations: after } = await given.wu.ask(
      `query ($orderBy: NominationOrder!, $after: String) {
        nominations(orderBy: $orderBy, after: $after) { totalCount nodes { id } pageInfo { endCursor hasNextPage } } }`,
      { orderBy, after: nominations.pageInfo.endCursor },
    );
    expect(after).toEqual({ totalCount: 0, nodes: [], pageInfo: { endCursor: null, hasNextPage: false } });
  });

  test('totals are those of the own work, and of nothing else', async () => {
    const ofEdition = `(editionId: "${given.editionId}")`;
    const asked = `{
      nominations { totalCount } myReviews { totalCount } reviews${ofEdition} { totalCount }
      reviewQueues${ofEdition} { totalCount } scoreboard${ofEdition} { totalCount }
      quotaTallies${ofEdition} { totalCount } timeline { totalCount } objections { totalCount }
      edition(id: "${given.editionId}") { experts { id } totals { taken } shortlist { decidedAt } shortages { short } }
    }`;
    const none = { totalCount: 0 };
    expect(await given.wu.ask(asked)).toEqual({
      nominations: { totalCount: 2 },
      myReviews: { totalCount: 3 },
      reviewQueues: { totalCount: 1 },
      ...{ reviews: none, scoreboard: none, quotaTallies: none, timeline: none, objections: none },
      edition: { experts: null, totals: null, shortlist: null, shortages: null },
    });
  });
});

describe('what an expert tries to do', () => {
  const points = [{ criterion: 'MERIT', points: 60 }];
  test.each([
    ['score', () => ({ nominationId: given.notMine, points }), 'REVIEW_NOT_ASSIGNED'],
    ['score', () => ({ nominationId: given.aside, points }), 'RECUSED'],
    [
      'score',
      () => ({ nominationId: given.mine[0], points: [{ criterion: 'MERIT', points: 60.5 }] }),
      'POINTS_INVALID',
    ],
    ['score', () => ({ nominationId: given.mine[0], points, expectedRevision: 9 }), 'REVISION_CONFLICT'],
    ['recuse', () => ({ nominationId: given.notMine, reason: '想看看。' }), 'REVIEW_NOT_ASSIGNED'],
    ['withdraw', () => ({ nominationId: given.mine[0], reason: '想看看。' }), 'NOT_PERMITTED'],
    ['amendForm', () => ({ nominationId: given.mine[0], form: { remark: '无' } }), 'NOT_PERMITTED'],
    ['review', () => ({ nominationId: given.mine[0], decision: 'PASS', opinion: stamped('好。') }), 'NOT_PERMITTED'],
    ['forward', () => ({ nominationId: given.mine[0] }), 'NOT_PERMITTED'],
    [
      'assignReviews',
      () => ({ editionId: given.editionId, assignments: [{ nominationId: given.notMine, expert: 'wu' }] }),
      'NOT_PERMITTED',
    ],
    ['nominate', () => inFlex({ editionId: given.editionId, form: given.forms[0] }), 'NOT_PERMITTED'],
  ] as const)('%s is refused in words that tell nothing hidden', async (command, input, code) => {
    const { texts, places } = await hiddenTexts(given);
    const sent = input();
    const told = await given.wu.run(command, sent);
    expect(codes(told)).toEqual([code]);
    const words = textsIn(told).join('\n');
    // Who sends it knows it.
    const unsent = [...texts, ...places].filter((text) => !JSON.stringify(sent).includes(text));
    expect(unsent.length).toBeGreaterThan(30);
    expect(unsent.filter((text) => words.includes(text))).toEqual([]);
  });
});

describe('in two editions, of which one is not blinded', () => {
  const name = '欧阳东山';

  beforeAll(async () => {
    const { api, officer, approver, cityApprover } = given;
    const opened = { program: 'FLEX_STAR', edition: '2024' };
    const { edition } = await accepted(officer, 'openEdition', opened, 'edition { id }');
    const inSecond = { editionId: edition.id, bureau: bureaus.city };
    await prepared(cityApprover, edition.id, bureaus.city);
    const form = someoneFlexible({ name, coverName: name });
    const nominationId = await ready(await api.as('CITY_CLERK', bureaus.city), inFlex({ ...inSecond, form }));
    await passed(await api.as('CITY_REVIEWER', bureaus.city), nominationId);
    await accepted(cityApprover, 'forward', { nominationId });
    await accepted(cityApprover, 'submitSlate', { ...inSecond, confirmFewer: true });
    await passed(approver, nominationId);
    const { id: editionId } = edition;
    await accepted(officer, 'appointExpert', { editionId, expert: 'wu', name: '方专家wu', fields: ['就业'] });
    await accepted(officer, 'assignReviews', { editionId, assignments: [{ nominationId, expert: 'wu' }] });
  });

  test.each([
    ['all of them', '', [null, null, name]],
    ['by name', '(filter: { search: "阳" })', [name]],
    ['by a name of the blinded one', `(filter: { search: "${names[0]}" })`, []],
    ['in the order of names', '(orderBy: { field: NAME, direction: ASC })', [name]],
    ['of a bureau', `(filter: { bureau: "${bureaus.city}" })`, [name]],
  ])('a question finds where it may be asked: %s', async (_, asked, found) => {
    const { nominations } = await given.wu.ask(`{ nominations${asked} { totalCount nodes { name bureau { code } } } }`);
    expect(nominations.totalCount).toBe(found.length);
    expect(nominations.nodes.map((node: Answer) => node.name).sort()).toEqual([...found].sort());
    for (const node of nominations.nodes) expect(node.bureau === null).toBe(node.name === null);
  });
});

describe('a conflict of interest', () => {
  const work = `query ($id: ID!) { node(id: $id) { ... on Review { status endReason grounds redactions { field } } } }`;
  const told = '该专家是被推荐人的表兄';

  test('is told to the expert without what it follows from', async () => {
    const { editionId, officer, wu, mine } = given;
    const points = [{ criterion: 'MERIT', points: 60 }];
    await accepted(wu, 'score', { nominationId: mine[0], points }, 'review { total }');
    const profile = { employer: { name: '植入雇主0公司' } };
    const amended = { editionId, expert: 'wu', fields: ['就业'], profile, reason: '补充信息。' };
    await accepted(officer, 'amendExpert', amended);
    const { errors } = await wu.run('score', { nominationId: mine[0], points, reason: '更正' });
    expect(codes({ errors })).toEqual(['MUST_STAND_ASIDE']);
    expect(errors[0].message).not.toMatch(/employer/i);
  });

  test('that somebody declares ends the access at once, and its words are for the province', async () => {
    const { api, wu, officer, mine } = given;
    const nominator = await api.as('CITY_APPROVER', bureaus.city);
    for (const nominationId of mine) {
      const declared = { nominationId, expert: 'wu', ground: 'KINSHIP', detail: told };
      await accepted(nominator, 'declareConflict', declared);
      const id = `Review:${nominationId}:wu`;
      const own = (await wu.ask(work, { id })).node;
      const status = nominationId === mine[0] ? 'VOIDED' : 'WITHDRAWN';
      expect(own).toMatchObject({ status, endReason: null, grounds: [] });
      expect(own.redactions.map(({ field }: Answer) => field)).toEqual(['endReason', 'grounds']);
      const whole = (await officer.ask(work, { id })).node;
      expect(whole).toMatchObject({ status, endReason: told, redactions: [] });
      expect(whole.grounds).toContain('KINSHIP');
      const lost = await wu.ask('query ($id: ID!) { nomination(id: $id) { id } }', { id: nominationId });
      expect(lost).toEqual({ nomination: null });
    }
    const { reviewQueues } = await wu.ask(
      'query ($id: ID!) { reviewQueues(editionId: $id) { nodes { assigned due scored recused withdrawn voided } } }',
      { id: given.editionId },
    );
    expect(reviewQueues.nodes).toEqual([{ assigned: 3, due: 0, scored: 0, recused: 1, withdrawn: 1, voided: 1 }]);
  });
});

test('a program says what it hides from experts, and what an edition may add to that', async () => {
  const { program, edition } = await given.api.anyone.ask(
    `{ program(code: "FLEX_STAR") { blinding { hidden } extensions { code blinding { hidden fromNotice } } }
      edition(id: "${given.editionId}") { program { extended blinding { hidden ruleId fromNotice } } } }`,
  );
  expect(program.blinding).toBeNull();
  expect(program.extensions).toEqual([
    { code: 'BLINDED_SCORING', blinding: { hidden: edition.program.blinding.hidden, fromNotice: false } },
  ]);
  expect(edition.program).toMatchObject({
    extended: ['BLINDED_SCORING'],
    blinding: { ruleId: null, fromNotice: false },
  });
  expect(edition.program.blinding.hidden).toEqual(expect.arrayContaining([...blindParts]));
});
