import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type Api, type Caller, startApi } from '../support/api.ts';
import { accepted, drafted, inFlex, inYouth, someoneFlexible, someoneYoung } from '../support/dossiers.ts';
import { flex, flexId, youth } from '../support/editions.ts';
import { badAnswers, type Place, placesOf } from '../support/form-answers.ts';
import { bureaus } from '../support/people.ts';

const languages = ['zh', 'en'] as const;
type Language = (typeof languages)[number];

const programs = {
  FLEX_STAR: { program: flex, role: 'COUNTY_CLERK', bureau: bureaus.county, input: inFlex, form: someoneFlexible },
  YOUTH_STAR: { program: youth, role: 'CITY_CLERK', bureau: bureaus.city, input: inYouth, form: someoneYoung },
} as const;
type Code = keyof typeof programs;
const codes = Object.keys(programs) as Code[];

let api: Api;
const clerks = new Map<string, Caller>();
const drafts = new Map<Code, string>();

const clerkOf = (code: Code, language: Language): Caller => {
  const clerk = clerks.get(`${code} ${language}`);
  if (!clerk) throw new Error(`There is no clerk for ${code} in ${language}.`);
  return clerk;
};

beforeAll(async () => {
  api = await startApi();
  const head = await api.as('PROVINCE_APPROVER', bureaus.province);
  for (const code of codes) {
    const { role, bureau, input } = programs[code];
    await accepted(head, 'openEdition', { program: code });
    for (const language of languages) {
      clerks.set(`${code} ${language}`, await api.as(role, bureau, undefined, language));
    }
    drafts.set(code, await drafted(clerkOf(code, 'en'), input()));
  }
});
afterAll(() => api.close());

const nominate = (code: Code, language: Language, form: object): Promise<Answer> =>
  clerkOf(code, language).run('nominate', programs[code].input({ form: { ...programs[code].form(), ...form } }));

const amend = (code: Code, language: Language, form: object): Promise<Answer> =>
  clerkOf(code, language).run('amendForm', { nominationId: drafts.get(code), form });

/** What a command answers to a form that does not hold: the field by its label, what is accepted; and no event. */
const refuses = async (place: Place, language: Language, run: () => Promise<Answer>): Promise<void> => {
  const before = await api.running.log.head();
  const { position, errors } = await run();
  expect(await api.running.log.head()).toBe(before);
  expect(position).toBeNull();
  const path = ['form', ...place.path];
  const own = errors.filter((error: Answer) => error.path.join('.') === path.join('.'));
  if (place.field.type === 'CATEGORY') {
    // The command itself says the category; the form may only repeat it.
    expect(own.map((error: Answer) => error.code)).toEqual(['CATEGORY_MISMATCH']);
    return;
  }
  expect(own).toContainEqual({
    __typename: 'FieldError',
    code: 'FIELD_INVALID',
    message: expect.stringContaining(place.label[language]),
    path,
    ruleId: place.field.ruleId ?? null,
    label: place.label[language],
    accepted: expect.stringMatching(/\S/),
  });
};

const places = codes.flatMap((code) =>
  placesOf(programs[code].program).map((place) => [`${code} ${place.path.join('.')}`, code, place] as const),
);

describe('an answer that a field does not take', () => {
  test.each(places)('%s: is refused by nominate and amendForm, and nothing is recorded', async (_, code, place) => {
    const bad = badAnswers(programs[code].program, place.field);
    await fc.assert(
      fc.asyncProperty(bad, fc.constantFrom(...languages), async (answer, language) => {
        await refuses(place, language, () => nominate(code, language, place.formWith(answer)));
        await refuses(place, language, () => amend(code, language, place.formWith(answer)));
      }),
      { numRuns: 4 },
    );
  });
});

describe('a form that is none', () => {
  const document = 'mutation ($input: AmendFormInput!) { amendForm(input: $input) { commandId } }';

  test.each([
    ['NUL in an answer', { mainWork: '网约\u0000配送' }],
    ['NUL in a key', { 'main\u0000Work': '网约配送' }],
    ['half of a surrogate pair', { mainWork: '网约\ud800配送' }],
    ['answers without end', { mainWork: JSON.parse(`${'['.repeat(50)}${']'.repeat(50)}`) }],
    ['a list', []],
    ['a text', '网约配送'],
  ])('%s is a bad request, not an error of the server, and nothing is recorded', async (_, form) => {
    const before = await api.running.log.head();
    const input = { nominationId: drafts.get('FLEX_STAR'), form };
    const [error] = await clerkOf('FLEX_STAR', 'en').refusedAsk(document, { input });
    expect(error?.extensions.code).toBe('BAD_USER_INPUT');
    expect(await api.running.log.head()).toBe(before);
  });

  test('a key that every object has is refused by name, or with the request', async () => {
    const before = await api.running.log.head();
    for (const key of ['constructor', 'toString', 'hasOwnProperty']) {
      const { errors } = await amend('FLEX_STAR', 'en', { [key]: { a: 1 } });
      expect(errors).toMatchObject([{ code: 'FIELD_UNKNOWN', path: ['form', key] }]);
    }
    const response = await fetch(`${api.running.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"query": ${JSON.stringify(document)}, "variables": {"input": {"form": {"__proto__": {"polluted": 1}}}}}`,
    });
    expect(response.status).toBe(400);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect(await api.running.log.head()).toBe(before);
  });

  test('many keys that are not known are not all told', async () => {
    const form = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`key${i}`, i]));
    const { errors } = await amend('FLEX_STAR', 'zh', form);
    expect(errors).toHaveLength(20);
  });
});

describe('an identity number', () => {
  test('that is missing, or is a number of another kind, is refused by its label before anybody is claimed', async () => {
    const before = await api.running.log.head();
    for (const nothing of [null, '', '\u3000']) {
      const { errors } = await nominate('FLEX_STAR', 'zh', { idNumber: nothing });
      expect(errors).toMatchObject([{ code: 'FIELD_REQUIRED', path: ['form', 'idNumber'], label: '身份证号码' }]);
    }
    const { errors } = await nominate('FLEX_STAR', 'zh', { idNumber: 41010119880229 });
    expect(errors).toMatchObject([{ code: 'FIELD_INVALID', accepted: '18位公民身份号码，末位为X时大写' }]);
    expect(await api.running.log.head()).toBe(before);
  });

  test('with a small x is refused with the way out', async () => {
    const { errors } = await nominate('FLEX_STAR', 'en', { idNumber: '11010519491231002x' });
    expect(errors).toMatchObject([
      { path: ['form', 'idNumber'], accepted: 'the 18 characters of the identity card, a final X as a capital' },
    ]);
  });
});

describe('what should be looked at on a form', () => {
  const ask = `query ($id: ID!) {
    nomination(id: $id) { formWarnings { path label warning } redactions { field } }
  }`;
  const zhoukou = { idNumber: '412727198802290015', birthMonth: '1988-02', sex: '1' };

  const nominated = async (): Promise<string> => {
    const { FLEX_STAR } = programs;
    return drafted(clerkOf('FLEX_STAR', 'en'), FLEX_STAR.input({ form: { ...FLEX_STAR.form(), ...zhoukou } }));
  };

  test('is told to those who see all of it, in their language; it keeps nobody from being nominated', async () => {
    const id = await nominated();
    const told = async (language: Language) => (await clerkOf('FLEX_STAR', language).ask(ask, { id })).nomination;
    expect((await told('zh')).formWarnings).toEqual([
      { path: ['form', 'idNumber'], label: '身份证号码', warning: expect.stringContaining('现为411603淮阳区') },
    ]);
    expect((await told('en')).formWarnings).toMatchObject([
      { label: 'Identity number', warning: expect.stringContaining('today it is 411603 Huaiyang District') },
    ]);

    const body = await api.asBody('PUBLIC_SECURITY', bureaus.county);
    const seen = (await body.ask(ask, { id })).nomination;
    expect(seen.formWarnings).toBeNull();
    expect(seen.redactions).toContainEqual({ field: 'formWarnings' });
    expect((await api.anyone.ask(ask, { id })).nomination).toBeNull();
  });

  test('is nothing, of a county of today', async () => {
    const current = { ...programs.FLEX_STAR.form(), idNumber: '410102198802290013' };
    const id = await drafted(clerkOf('FLEX_STAR', 'en'), inFlex({ form: current, editionId: flexId }));
    expect((await clerkOf('FLEX_STAR', 'en').ask(ask, { id })).nomination.formWarnings).toEqual([]);
  });
});
