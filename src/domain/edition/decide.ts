import { decideBy } from '../decider.ts';
import { type PromoteAlternate, promoteAlternate } from './alternates.ts';
import { type IssueCircular, issueCircular } from './circular.ts';
import type { EditionFact, EditionState } from './edition.ts';
import {
  type AmendExpert,
  type AppointExpert,
  amendExpert,
  appointExpert,
  type DismissExpert,
  dismissExpert,
} from './panel.ts';
import { type CommitPlan, commitPlan, type RecordPlanCarriedOut, recordPlanCarriedOut } from './plan.ts';
import { type ReallocateSeats, reallocateSeats } from './reallocate.ts';
import {
  type CloseScoring,
  closeScoring,
  type DecideShortlist,
  decideShortlist,
  type FreezeRubric,
  freezeRubric,
  type Publicize,
  publicize,
  type ReopenScoring,
  reopenScoring,
} from './select.ts';
import {
  type AdjustQuota,
  adjustQuota,
  type ConcludeEdition,
  concludeEdition,
  type ExtendDeadline,
  extendDeadline,
  type OpenEdition,
  openEdition,
  type PassDeadline,
  passDeadline,
} from './set-up.ts';
import { type RecordEditionStep, recordEditionStep } from './steps.ts';
import { type TakeOffNotice, takeOffNotice } from './take-off-notice.ts';

export type EditionCommand =
  | OpenEdition
  | AdjustQuota
  | ExtendDeadline
  | PassDeadline
  | AppointExpert
  | AmendExpert
  | DismissExpert
  | CommitPlan
  | RecordPlanCarriedOut
  | FreezeRubric
  | CloseScoring
  | ReopenScoring
  | DecideShortlist
  | ReallocateSeats
  | PromoteAlternate
  | Publicize
  | TakeOffNotice
  | IssueCircular
  | RecordEditionStep
  | ConcludeEdition;

export const decideEdition = decideBy<EditionState, EditionCommand, EditionFact>({
  OpenEdition: openEdition,
  AdjustQuota: adjustQuota,
  ExtendDeadline: extendDeadline,
  PassDeadline: passDeadline,
  AppointExpert: appointExpert,
  AmendExpert: amendExpert,
  DismissExpert: dismissExpert,
  CommitPlan: commitPlan,
  RecordPlanCarriedOut: recordPlanCarriedOut,
  FreezeRubric: freezeRubric,
  CloseScoring: closeScoring,
  ReopenScoring: reopenScoring,
  DecideShortlist: decideShortlist,
  ReallocateSeats: reallocateSeats,
  PromoteAlternate: promoteAlternate,
  Publicize: publicize,
  TakeOffNotice: takeOffNotice,
  IssueCircular: issueCircular,
  RecordEditionStep: recordEditionStep,
  ConcludeEdition: concludeEdition,
});
