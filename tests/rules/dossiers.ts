import { aggregates } from '../../src/app/aggregates.ts';
import type { Edition } from '../../src/domain/edition/edition.ts';
import type { BureauCode, NominationId, PersonPseudonym } from '../../src/domain/ids.ts';
import type { NominationCommand } from '../../src/domain/nomination/decide.ts';
import type {
  Form,
  Nomination,
  NominationFact,
  Opinion,
  ReviewDecision,
} from '../../src/domain/nomination/nomination.ts';
import type { Facts, KnownHonor, VettingAnswer } from '../../src/domain/nomination/parts.ts';
import type { MediaType } from '../../src/domain/program/definition.ts';
import { builtInCalendar } from '../../src/domain/program/definitions/index.ts';
import { bureauOf, type Program } from '../../src/domain/program/program.ts';
import type { SlateFact } from '../../src/domain/slate/slate.ts';
import { on, specOf } from '../support/decider-spec.ts';
import { editionOf, flex, flexId, youth, youthId } from '../support/editions.ts';
import { flexForm, youthForm } from '../support/forms.ts';
import { cityClerk, cityReviewer, clerk, countyApprover, bureaus as of } from '../support/people.ts';
import { outcomeOf } from '../support/rule-spec.ts';

export const nominations = specOf(aggregates.nomination, 'nomination-n1');
export const slates = specOf(aggregates.slate);
export const calendar = builtInCalendar('cn');
export const nominationId = 'n1' as NominationId;
export const person = 'pseudonym' as PersonPseudonym;

interface File {
  readonly mediaType?: MediaType;
  readonly words?: number;
}
type Codes<Value> = Readonly<Record<string, Value | null>>;

/** A whole dossier as its bureau reviews it. */
export interface Dossier {
  readonly program: Program;
  readonly bureau: BureauCode;
  readonly form: Form;
  /** By code; null: not attached. */
  readonly materials: Codes<File>;
  /** By code, the answers; null: not recorded. */
  readonly steps: Codes<Facts>;
  /** By body; null: not answered. */
  readonly vetting: Codes<VettingAnswer['answer']>;
  /** By rule; null: not judged. */
  readonly judgments: Codes<boolean>;
  /** Known from elsewhere than the form. */
  readonly honors: readonly KnownHonor[];
  readonly opinion: Opinion;
  /** What the review comes to. */
  readonly decision: ReviewDecision;
  /** Instant of the review, and of being put forward. */
  readonly at: string;
  /** What else happened before. */
  readonly more: readonly NominationFact[];
}
type Parts = 'form' | 'materials' | 'steps' | 'vetting' | 'judgments';
/** One thing changed: of maps only what is named. */
export type Changes = Partial<Dossier>;

const signed = { text: '同意推荐', stamped: true, signedOn: '2024-01-08', signer: '王主任' } as const;
const jpeg = { mediaType: 'image/jpeg' } as const;

/** Of a rider in Zhongmu county, complete for the review by the county. */
export const rider: Dossier = {
  program: flex,
  bureau: of.county,
  form: flexForm,
  materials: { FLEX_FORM: {}, DEEDS: { words: 800 }, ID_COPY: {}, NO_CRIME_PROOF: {}, PHOTO: jpeg },
  steps: {
    SCREENING: { negativeList: 'NO', dishonesty: 'NO', adversePublicOpinion: 'NO', on: '2024-01-05' },
    VERIFICATION: { method: 'SITE_VISIT', on: '2024-01-05', findings: '情况属实' },
  },
  vetting: { PUBLIC_SECURITY: 'CLEAR', MARKET_REGULATION: 'CLEAR', TRADE_UNION: 'CLEAR' },
  judgments: { 'R-F04': true, 'R-F06': true },
  honors: [],
  opinion: { ...signed, contact: { name: '王主任', phone: '0371-62100000' } },
  decision: 'PASS',
  at: '2024-01-10T01:00:00.000Z',
  more: [],
};

/** Of an agronomist, complete for the review by Zhengzhou. */
export const agronomist: Dossier = {
  program: youth,
  bureau: of.city,
  form: youthForm,
  materials: { YOUTH_FORM_PDF: {}, PHOTO: jpeg },
  steps: {
    EMPLOYER_OPINION: { text: '同意申报', signedOn: '2024-01-04', signer: '李站长', stamped: 'YES' },
    CONSULTATION: { body: 'LOCAL_GOVERNMENT', name: '中牟县人民政府', opinion: '同意', on: '2024-01-05' },
  },
  vetting: {},
  judgments: { 'R-Y06': true, 'R-Y07': true, 'R-Y26': true },
  honors: [],
  opinion: { ...signed, conclusion: 'RECOMMEND' },
  decision: 'PASS',
  at: '2024-01-10T01:00:00.000Z',
  more: [],
};

const changed = (dossier: Dossier, changes: Changes): Dossier => {
  const merged = (part: Parts) => ({ [part]: { ...dossier[part], ...changes[part] } });
  const maps = Object.assign({}, ...(['form', 'materials', 'steps', 'vetting', 'judgments'] as const).map(merged));
  return { ...dossier, ...changes, ...maps };
};

const entries = <Value>(codes: Codes<Value>): [string, Value][] =>
  Object.entries(codes).flatMap(([code, value]) => (value === null ? [] : [[code, value]]));

export const editionIdOf = ({ program }: Dossier) => (program.code === 'YOUTH_STAR' ? youthId : flexId);
const levelOf = ({ program, bureau }: Dossier) => bureauOf(program, bureau)?.level ?? program.decidingLevel;
const draftedBy = ({ bureau }: Dossier) => ({ ...(bureau === of.county ? clerk : cityClerk), bureau });
export const reviewedBy = ({ bureau }: Dossier) => ({
  ...(bureau === of.county ? countyApprover : cityReviewer),
  bureau,
});

/** The field of the form that repeats the category. */
const categoryOf = ({ program, form }: Dossier): string =>
  String(form[program.form.find(({ type }) => type === 'CATEGORY')?.key ?? '']);

/** Everything that is recorded before the review. */
export const historyOf = (base: Dossier, changes: Changes = {}) => {
  const dossier = changed(base, changes);
  const { bureau, form, materials, steps, vetting, more } = dossier;
  const facts: NominationFact[] = [
    {
      type: 'Nominated',
      data: { nominationId, editionId: editionIdOf(dossier), bureau, category: categoryOf(dossier), person, form },
    },
    ...entries(materials).map(
      ([material, { mediaType = 'application/pdf', words }], i): NominationFact => ({
        type: 'MaterialAttached',
        data: {
          material,
          sha256: String(i).padStart(64, '0'),
          mediaType,
          size: 1000,
          ...(words !== undefined && { words }),
        },
      }),
    ),
    ...entries(vetting).map(
      ([body, answer]): NominationFact => ({
        type: 'VettingAnswered',
        data: { body, answer, answeredOn: '2024-01-05', evidence: [{ title: '复函' }] },
      }),
    ),
    ...entries(steps).map(
      ([step, answers]): NominationFact => ({
        type: 'StepRecorded',
        data: { step, bureau, level: levelOf(dossier), answers, evidence: [] },
      }),
    ),
    ...more,
  ];
  return facts.map((fact) => on({ by: draftedBy(dossier) }, fact));
};

export const reviewCommand = (
  base: Dossier,
  changes: Changes = {},
  edition?: Edition,
): Extract<NominationCommand, { type: 'Review' }> => {
  const { program, bureau, opinion, decision, judgments, honors } = changed(base, changes);
  return {
    type: 'Review',
    edition: edition ?? editionOf(program),
    bureau,
    decision,
    opinion,
    judgments: entries(judgments).map(([ruleId, holds]) => ({ ruleId, holds })),
    honors,
    calendar,
    seatsHeld: [],
  };
};

/** What comes of the nominating bureau's review. */
export const reviewOf = (base: Dossier, changes: Changes = {}) => {
  const dossier = changed(base, changes);
  const { decision } = nominations
    .given(...historyOf(dossier))
    .when(reviewCommand(dossier), { at: dossier.at, by: reviewedBy(dossier) });
  return outcomeOf(decision);
};

/** The nomination after its bureau passed it. */
export const passedOne = (base: Dossier, changes: Changes = {}): Nomination => {
  const dossier = changed(base, changes);
  const { bureau, opinion, judgments, at } = dossier;
  const state = nominations.stateOf(
    ...historyOf(dossier),
    on(
      { by: reviewedBy(dossier), at },
      {
        type: 'Reviewed',
        data: {
          level: levelOf(dossier),
          bureau,
          decision: 'PASS',
          opinion,
          judgments: entries(judgments).map(([ruleId, holds]) => ({ ruleId, holds })),
        },
      },
    ),
  );
  if (!('id' in state)) throw new Error('A nomination that was reviewed is there.');
  return state;
};

/** The person responsible and whatever else the procedure asks of a slate, on record. */
export const prepared = (dossier: Dossier): SlateFact[] =>
  dossier.program.steps
    .filter(({ on: subject, required }) => subject === 'SLATE' && required)
    .map(({ code }) => ({
      type: 'SlateStepRecorded',
      data: {
        editionId: editionIdOf(dossier),
        slateOf: dossier.bureau,
        step: code,
        bureau: dossier.bureau,
        level: levelOf(dossier),
        answers: {},
        evidence: [],
      },
    }));

/** What comes of putting the nominee forward, once passed. */
export const seatOf = (base: Dossier, changes: Changes = {}, slate?: readonly SlateFact[]) => {
  const dossier = changed(base, changes);
  const { program, bureau, honors, at } = dossier;
  const { decision } = slates.given(...(slate ?? prepared(dossier))).when(
    {
      type: 'TakeSeat',
      edition: editionOf(program),
      bureau,
      nomination: passedOne(dossier),
      honors,
    },
    { at, by: reviewedBy(dossier) },
  );
  return outcomeOf(decision);
};
