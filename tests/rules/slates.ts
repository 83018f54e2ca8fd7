import type { Edition } from '../../src/domain/edition/edition.ts';
import type { BureauCode, NominationId } from '../../src/domain/ids.ts';
import type { NominationCommand } from '../../src/domain/nomination/decide.ts';
import { bureauOf, type Program, stageOf } from '../../src/domain/program/program.ts';
import type { SlateCommand } from '../../src/domain/slate/decide.ts';
import type { SlateFact } from '../../src/domain/slate/slate.ts';
import { editionOf, flexId, youthId } from '../support/editions.ts';
import { flexForm, youthForm } from '../support/forms.ts';
import { nominationOf } from '../support/nominations.ts';
import { cityApprover, cityClerk, bureaus as of } from '../support/people.ts';
import { outcomeOf } from '../support/rule-spec.ts';
import { nominationId, nominations, person, slates } from './dossiers.ts';

const nth = (n: number) => `n${n}` as NominationId;
const editionIdOf = ({ code }: Program) => (code === 'YOUTH_STAR' ? youthId : flexId);
const categoryOf = ({ categories }: Program, n: number) => categories[n % categories.length]?.code ?? '';

/** A bureau's slate with so many seats taken, their categories in turn, and what the procedure asks for on record. */
export const slateOf = (
  program: Program,
  bureau: BureauCode,
  taken: number,
  { categories, without = [] }: { categories?: readonly string[]; without?: readonly string[] } = {},
): SlateFact[] => {
  const office = bureauOf(program, bureau);
  const stage = office && stageOf(program, office.level);
  const forwardedTo = stage?.slate.submission === 'EACH' ? (office?.parent ?? null) : null;
  const editionId = editionIdOf(program);
  return [
    ...program.steps
      .filter(({ on, required, by, code }) =>
        Boolean(on === 'SLATE' && required && office && by.includes(office.level) && !without.includes(code)),
      )
      .map(
        ({ code }): SlateFact => ({
          type: 'SlateStepRecorded',
          data: {
            editionId,
            slateOf: bureau,
            step: code,
            bureau,
            level: office?.level ?? 'CITY',
            answers: {},
            evidence: [],
          },
        }),
      ),
    ...Array.from({ length: taken }, (_, i): SlateFact => {
      const category = categories?.[i % categories.length] ?? categoryOf(program, i);
      return {
        type: 'SeatTaken',
        data: { editionId, bureau, nominationId: nth(i), category, taken: i + 1, cap: 100, late: false, forwardedTo },
      };
    }),
  ];
};

interface When {
  readonly at?: string;
  readonly edition?: Edition;
}

const decided = (history: readonly SlateFact[], command: SlateCommand, at?: string) =>
  outcomeOf(slates.given(...history).when(command, { ...(at && { at }), by: cityApprover }).decision);

/** What comes of submitting the slate as a whole. */
export const submitted = (
  program: Program,
  history: readonly SlateFact[],
  {
    bureau = of.city,
    confirmFewer = true,
    at,
    edition = editionOf(program),
  }: When & {
    bureau?: BureauCode;
    confirmFewer?: boolean;
  } = {},
) => decided(history, { type: 'SubmitSlate', edition, bureau, confirmFewer, nominees: [] }, at);

/** What comes of the deadline's passing. */
export const lapsed = (program: Program, history: readonly SlateFact[], { at }: When = {}) =>
  decided(history, { type: 'LapseSlate', edition: editionOf(program), bureau: of.city }, at);

/** What comes of letting a late nominee of a county in. */
export const letIn = (program: Program, history: readonly SlateFact[], { at }: When = {}) =>
  decided(
    history,
    {
      type: 'AcceptLateEntry',
      edition: editionOf(program),
      bureau: of.county,
      nominationId: nth(99),
      reason: '大雪封路',
      acceptableUntil: '2024-01-25T15:59:59.999Z',
    },
    at,
  );

/** What comes of recording a step on a bureau's slate. */
export const stepOn = (
  program: Program,
  step: string,
  answers: Record<string, string | number>,
  {
    bureau = of.city,
    by = bureau,
    evidence = [{ title: '截图' }],
  }: {
    bureau?: BureauCode;
    by?: BureauCode;
    evidence?: readonly { title: string }[];
  } = {},
) => decided([], { type: 'RecordSlateStep', edition: editionOf(program), bureau, by, step, answers, evidence });

/** What comes of the nth nominee's taking a seat, of a program that asks nothing of dossiers. */
export const seated = (
  program: Program,
  history: readonly SlateFact[],
  { bureau = of.city, status = 'PASSED', at }: When & { bureau?: BureauCode; status?: 'PASSED' | 'RECEIVED' } = {},
) =>
  decided(
    history,
    {
      type: 'TakeSeat',
      edition: editionOf(program),
      bureau,
      nomination: nominationOf({ id: nth(99), bureau, holder: bureau, status, category: categoryOf(program, 9) }),
      honors: [],
    },
    at,
  );

/** What comes of a city's nominating somebody. */
export const nominate = (program: Program, changes: object = {}) => {
  const isYouth = program.code === 'YOUTH_STAR';
  const command = {
    type: 'Nominate',
    edition: editionOf(program),
    nominationId,
    bureau: of.city,
    category: isYouth ? 'GRASSROOTS' : 'NEW_FORM',
    person,
    form: isYouth ? youthForm : flexForm,
    ...changes,
  } as NominationCommand;
  return outcomeOf(nominations.whenEmpty(command, { by: cityClerk }).decision);
};
