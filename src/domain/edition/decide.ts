import { decideBy } from '../decider.ts';
import type { EditionFact, EditionState } from './edition.ts';
import {
  type CloseScoring,
  closeScoring,
  type DecideShortlist,
  decideShortlist,
  type FreezeRubric,
  freezeRubric,
  type PromoteAlternate,
  type Publicize,
  promoteAlternate,
  publicize,
} from './select.ts';
import {
  type AdjustQuota,
  type AppointExpert,
  adjustQuota,
  appointExpert,
  type ConcludeEdition,
  concludeEdition,
  type DismissExpert,
  dismissExpert,
  type ExtendDeadline,
  extendDeadline,
  type OpenEdition,
  openEdition,
  type PassDeadline,
  passDeadline,
} from './set-up.ts';

export type EditionCommand =
  | OpenEdition
  | AdjustQuota
  | ExtendDeadline
  | PassDeadline
  | AppointExpert
  | DismissExpert
  | FreezeRubric
  | CloseScoring
  | DecideShortlist
  | PromoteAlternate
  | Publicize
  | ConcludeEdition;

export const decideEdition = decideBy<EditionState, EditionCommand, EditionFact>({
  OpenEdition: openEdition,
  AdjustQuota: adjustQuota,
  ExtendDeadline: extendDeadline,
  PassDeadline: passDeadline,
  AppointExpert: appointExpert,
  DismissExpert: dismissExpert,
  FreezeRubric: freezeRubric,
  CloseScoring: closeScoring,
  DecideShortlist: decideShortlist,
  PromoteAlternate: promoteAlternate,
  Publicize: publicize,
  ConcludeEdition: concludeEdition,
});
