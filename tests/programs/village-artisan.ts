import { readPrograms } from '../../src/cli/programs.ts';
import { creditCodeCheckCharacter } from '../../src/domain/credit-code.ts';
import { identityCheckCharacter } from '../../src/domain/identity-number.ts';
import type { EditionId } from '../../src/domain/ids.ts';
import type { Form } from '../../src/domain/nomination/nomination.ts';
import { type Answer, type Api, type Caller, startApi } from '../support/api.ts';
import { fileOf } from '../support/bytes.ts';
import { accepted, drafted } from '../support/dossiers.ts';
import { zhejiang } from './zhejiang.ts';

export const editionId = 'village-artisan-2025' as EditionId;
export const province = '330000';
export const hangzhou = '330100';
export const lishui = '331100';

/** The server as `LAUREL_PROGRAMS` would start it, on Wednesday 8 January 2025. */
export const startWithPrograms = (): Promise<Api> =>
  startApi('2025-01-08T02:00:00.000Z', { programs: readPrograms(zhejiang) });

let people = 0;

/** The identity number of another man born on a day (YYYYMMDD). */
export const bornOn = (day: string): string => {
  const digits = `330102${day}${String(2 * people++ + 1).padStart(3, '0')}`;
  return digits + identityCheckCharacter(digits);
};

/** A unified social credit code from its first 17 characters. */
export const creditCode = (body: string): string => body + creditCodeCheckCharacter(body);

/** A whole form of the program about somebody new, of Lishui unless said otherwise. */
export const artisan = (changes: Form = {}, city = lishui): Form => ({
  fullName: '吴越山',
  citizenId: bornOn('19850412'),
  gender: '1',
  born: '1985-04',
  mobile: '13958100001',
  craft: 'CELADON',
  practicingSince: '2010-03-01',
  trainedOn: '2024-06-30',
  standing: 'EMPLOYED',
  recommendedBy: city,
  workshop: { place: city, area: 86.5 },
  career: [
    { from: '2010-03', to: '2015-06', place: '龙泉' },
    { from: '2015-07', place: '丽水' },
  ],
  apprentices: [{ name: '徒一', year: 2019 }],
  awards: '无',
  story: '从艺十五年，烧造青瓷，带徒六人。',
  ...changes,
});

export const inCity = (changes: object = {}, city = lishui): object => ({
  editionId,
  bureau: city,
  category: 'CRAFT',
  form: artisan({}, city),
  ...changes,
});

export const paper = [{ title: '盖章复函', sha256: null }];

export const recommended = {
  text: '同意推荐。',
  stamped: true,
  signedOn: '2025-01-08',
  signer: '叶局长',
  conclusion: 'RECOMMEND',
  contact: { name: '蓝科长', phone: '0578-2090000' },
};

export const upheld = [{ ruleId: 'ZJ-18', holds: true }];

/** Those of one city who nominate and recommend. */
export interface City {
  readonly code: string;
  readonly clerk: Caller;
  readonly reviewer: Caller;
  readonly approver: Caller;
  readonly token: string;
}

export const peopleOf = async (api: Api, code: string): Promise<City> => ({
  code,
  clerk: await api.as('CITY_CLERK', code),
  reviewer: await api.as('CITY_REVIEWER', code),
  approver: await api.as('CITY_APPROVER', code),
  token: await api.tokenOf('CITY_CLERK', code),
});

let files = 0;

/** Uploads a file of its own and attaches it. */
export const attached = async (
  api: Api,
  { clerk, token }: City,
  nominationId: string,
  material: string,
  mediaType: 'application/pdf' | 'image/png' = 'application/pdf',
): Promise<Answer> => {
  const response = await fetch(`${api.running.url}/files`, {
    method: 'POST',
    body: new Uint8Array(fileOf(mediaType, 2_000 + files++)),
    headers: { 'content-type': mediaType, authorization: `Bearer ${token}` },
  });
  const { sha256 } = (await response.json()) as Answer;
  return clerk.run('attachMaterial', { nominationId, material, sha256 });
};

export const demonstrated = (result = 'PASSED'): object => ({
  step: 'DEMONSTRATION',
  answers: { heldOn: '2025-01-06', result, judges: 5 },
  evidence: paper,
});

export const answered = (body: string, answer = 'CLEAR'): object => ({
  body,
  answer,
  answeredOn: '2025-01-07',
  evidence: paper,
});

/** What the program asks of a city before it recommends: the demonstration, and what two departments say. */
export const gathered = async ({ clerk }: City, nominationId: string): Promise<void> => {
  await accepted(clerk, 'recordStep', { nominationId, ...demonstrated() });
  await accepted(clerk, 'answerVetting', { nominationId, ...answered('CULTURE_TOURISM') });
  await accepted(clerk, 'answerVetting', { nominationId, ...answered('TAX') });
};

export const withMaterials = async (api: Api, city: City, nominationId: string): Promise<void> => {
  for (const [material, type] of [
    ['APPLICATION', 'application/pdf'],
    ['WORKS', 'image/png'],
  ] as const) {
    const { errors } = await attached(api, city, nominationId, material, type);
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
  }
};

/** A review that recommends. */
export const review = ({ reviewer }: City, nominationId: string, changes: object = {}): Promise<Answer> =>
  reviewer.run('review', {
    nominationId,
    decision: 'PASS',
    opinion: recommended,
    judgments: upheld,
    ...changes,
  });

/** On the slate of its city, everything that was asked for at hand. */
export const seated = async (api: Api, city: City, changes: object = {}): Promise<string> => {
  const nominationId = await drafted(city.clerk, inCity(changes, city.code));
  await gathered(city, nominationId);
  await withMaterials(api, city, nominationId);
  const { errors } = await review(city, nominationId);
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  await accepted(city.approver, 'forward', { nominationId });
  return nominationId;
};

/** Rules that stand against something, with the codes of the refusals. */
export const against = ({ errors }: Answer): (readonly [string, string | null])[] =>
  errors.map(({ code, ruleId }: Answer) => [code, ruleId]);
