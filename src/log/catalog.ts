import { accessEvents } from '../domain/access/access.ts';
import { editionEvents } from '../domain/edition/edition.ts';
import { honorEvents } from '../domain/honor/honor.ts';
import { nominationEvents } from '../domain/nomination/nomination.ts';
import { noticeEvents } from '../domain/notice/notice.ts';
import { personEvents } from '../domain/person/person.ts';
import { protectionEvents } from '../domain/protection/protection.ts';
import { reviewEvents } from '../domain/review/review.ts';
import { slateEvents } from '../domain/slate/slate.ts';
import { defineCatalog } from './codec.ts';

/** Every type of event that the log may hold. */
export const catalog = defineCatalog([
  editionEvents,
  slateEvents,
  nominationEvents,
  reviewEvents,
  noticeEvents,
  honorEvents,
  personEvents,
  protectionEvents,
  accessEvents,
]);
