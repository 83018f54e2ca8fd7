import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type Api, startApi } from '../support/api.ts';
import { accepted, drafted, inYouth } from '../support/dossiers.ts';
import { bureaus } from '../support/people.ts';

let api: Api;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

describe('a program', () => {
  test('says what its procedure asks for, and what of it the notice does not say', async () => {
    const { programs } = await api.anyone.ask(`{ programs {
      code
      vetting { bodies { code required } ruleId fromNotice }
      steps { code on by required needsEvidence ruleId fromNotice fields { key codes { code } } }
      supplement { workingDays fromNotice } verification { level ruleId } opinions { level conclusion contact }
      summary { inferred ruleId columns { zh } } publicity { fromNotice } revocationFromNotice
      materials { code requiredWhen { field in } }
      rules { id class waivable checks judgedBy fromNotice presetWaivers { code when { field in } } }
      extended extensions { code vetting { fromNotice } rules { id checks fromNotice } }
    } }`);
    const [youth, flex] = ['YOUTH_STAR', 'FLEX_STAR'].map((code) =>
      programs.find((program: Answer) => program.code === code),
    );
    expect(flex).toMatchObject({
      vetting: {
        ruleId: 'R-F15',
        fromNotice: true,
        bodies: expect.arrayContaining([{ code: 'TRADE_UNION', required: true }]),
      },
      supplement: { workingDays: 5, fromNotice: false },
      verification: { level: 'PROVINCE', ruleId: 'R-F26' },
      summary: { inferred: true, ruleId: 'R-F21' },
      publicity: { fromNotice: true },
      revocationFromNotice: true,
    });
    const verification = flex.steps.find(({ code }: Answer) => code === 'VERIFICATION');
    expect(verification).toMatchObject({ on: 'NOMINATION', by: ['COUNTY', 'CITY'], ruleId: 'R-F37', fromNotice: true });
    expect(verification.fields[0]).toEqual({
      key: 'method',
      codes: [{ code: 'SITE_VISIT' }, { code: 'DOCUMENT_CHECK' }],
    });
    expect(youth).toMatchObject({
      vetting: null,
      verification: null,
      summary: null,
      publicity: { fromNotice: false },
      revocationFromNotice: false,
      opinions: [{ level: 'CITY', conclusion: true, contact: false }],
      extended: [],
    });
    const [vetting] = youth.extensions;
    expect(vetting).toMatchObject({ code: 'VETTING', vetting: { fromNotice: false } });
    expect(vetting.rules.map(({ fromNotice }: Answer) => fromNotice)).toEqual(vetting.rules.map(() => false));
    const ruleOf = (id: string) => youth.rules.find((rule: Answer) => rule.id === id);
    expect(ruleOf('R-Y10')).toMatchObject({ class: 'IN_PRINCIPLE', waivable: true, checks: ['BORN_SINCE'] });
    expect(ruleOf('R-Y07')).toMatchObject({ checks: ['STEP_TAKEN', 'JUDGMENT'], judgedBy: ['CITY'] });
    expect(ruleOf('R-Y12').presetWaivers).toEqual([
      {
        code: 'GRASSROOTS_PROGRAM',
        when: [
          { field: 'category', in: ['GRASSROOTS'] },
          { field: 'serviceProgram', in: null },
        ],
      },
    ]);
    expect(ruleOf('R-Y01').checks).toEqual([]);
  });
});

describe('an edition that adds what the notice does not ask for', () => {
  test('has its nominees vetted, and says that the notice does not have it so', async () => {
    const officer = await api.as('PROVINCE_OFFICER', bureaus.province);
    await accepted(officer, 'openEdition', { program: 'YOUTH_STAR', extensions: ['VETTING'] });
    const nominationId = await drafted(await api.as('CITY_CLERK', bureaus.city), inYouth());
    const police = await api.asBody('PUBLIC_SECURITY', bureaus.city);
    const answer = { body: 'PUBLIC_SECURITY', answer: 'CLEAR', answeredOn: '2024-01-08' };
    const { nomination } = await accepted(
      police,
      'answerVetting',
      { nominationId, ...answer },
      `nomination {
        vetting { body { code } answer }
        edition { program { extended extensions { code } vetting { fromNotice } rules { id fromNotice } } }
      }`,
    );
    expect(nomination.vetting).toEqual([{ body: { code: 'PUBLIC_SECURITY' }, answer: 'CLEAR' }]);
    const { program } = nomination.edition;
    expect(program).toMatchObject({
      extended: ['VETTING'],
      extensions: [{ code: 'BLINDED_SCORING' }],
      vetting: { fromNotice: false },
    });
    expect(program.rules.filter(({ fromNotice }: Answer) => !fromNotice)).not.toEqual([]);
  });
});
