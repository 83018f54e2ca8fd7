import { identityCheckCharacter } from '../../src/domain/identity-number.ts';
import type { Form } from '../../src/domain/nomination/nomination.ts';
import type { Answer, Caller } from './api.ts';
import { flexId, youthId } from './editions.ts';
import { flexForm, youthForm } from './forms.ts';
import { bureaus } from './people.ts';

let people = 0;

/** The first 14 digits are as given; an odd sequence number is a man's, an even one a woman's (GB 11643). */
const identityNumber = (body: string, sex: 'MALE' | 'FEMALE'): string => {
  const digits = `${body}${String(2 * people++ + (sex === 'MALE' ? 1 : 0)).padStart(3, '0')}`;
  return digits + identityCheckCharacter(digits);
};

/** A whole form of the Flexible Employment Star, about somebody new. */
export const someoneFlexible = (changes: Form = {}): Form => ({
  ...flexForm,
  idNumber: identityNumber('41010119880229', 'MALE'),
  ...changes,
});

/** A whole form of the Youth Star, about somebody new; the category is left to the command. */
export const someoneYoung = (changes: Form = {}): Form => {
  const { category: _, ...form } = youthForm;
  return { ...form, idNumber: identityNumber('41010219950618', 'FEMALE'), ...changes };
};

export const inFlex = (changes: object = {}): object => ({
  editionId: flexId,
  bureau: bureaus.county,
  category: 'NEW_FORM',
  form: someoneFlexible(),
  ...changes,
});

export const inYouth = (changes: object = {}): object => ({
  editionId: youthId,
  bureau: bureaus.city,
  category: 'GRASSROOTS',
  form: someoneYoung(),
  ...changes,
});

export const stamped = (text: string, changes: object = {}): object => ({
  text,
  stamped: true,
  signedOn: '2024-01-08',
  signer: '王主任',
  ...changes,
});

/** Runs a command that must be accepted. */
export const accepted = async (
  caller: Caller,
  ...[command, input, selection]: Parameters<Caller['run']>
): Promise<Answer> => {
  const payload = await caller.run(command, input, selection);
  if (payload.errors.length > 0) throw new Error(`${command}: ${JSON.stringify(payload.errors)}`);
  return payload;
};

/** The id of a nomination that was just drafted. */
export const drafted = async (by: Caller, input: object): Promise<string> =>
  (await accepted(by, 'nominate', input, 'nomination { id }')).nomination.id;

export const passed = async (by: Caller, nominationId: string): Promise<void> => {
  await accepted(by, 'review', { nominationId, decision: 'PASS', opinion: stamped('同意推荐。') });
};
