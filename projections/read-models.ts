import { agenda } from './agenda.ts';
import { bureaus } from './bureaus.ts';
import { circulars } from './circulars.ts';
import { declaredConflicts } from './declared-conflicts.ts';
import { editions } from './editions.ts';
import { erasures } from './erasures.ts';
import { experts } from './experts.ts';
import { fileUses } from './file-uses.ts';
import { honoreeRegister } from './honoree-register.ts';
import { nominationBoard } from './nomination-board.ts';
import { noticeBoard } from './notice-board.ts';
import { objectionRegister } from './objection-register.ts';
import { personHonors } from './person-honors.ts';
import { plans } from './plans.ts';
import { policyVersions } from './policy-versions.ts';
import { quotaTally } from './quota-tally.ts';
import type { ReadModel } from './read-model.ts';
import { recordedSteps } from './recorded-steps.ts';
import { reviewerQueue } from './reviewer-queue.ts';
import { scoreboard } from './scoreboard.ts';
import { selectionRecord } from './selection-record.ts';
import { timeline } from './timeline.ts';

/**
 * Every read model, in the order in which an event is applied to them. It matters where one looks into the tables of
 * another: the quota tally must see a nomination as it was before the event, all others see what came of it.
 */
export const readModels: readonly ReadModel[] = [
  editions,
  bureaus,
  experts,
  quotaTally,
  nominationBoard,
  reviewerQueue,
  scoreboard,
  plans,
  declaredConflicts,
  selectionRecord,
  noticeBoard,
  objectionRegister,
  honoreeRegister,
  personHonors,
  circulars,
  recordedSteps,
  fileUses,
  erasures,
  agenda,
  policyVersions,
  timeline,
];
