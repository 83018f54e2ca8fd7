import type { NominationId, PersonPseudonym } from '../../src/domain/ids.ts';
import type { Nomination } from '../../src/domain/nomination/nomination.ts';
import { flexId } from './editions.ts';
import { flexForm } from './forms.ts';
import { clerk, bureaus as of } from './people.ts';

/** A nomination of a county as others see it, with nothing gathered yet. */
export const nominationOf = (changes: Partial<Nomination> = {}): Nomination => ({
  status: 'DRAFTED',
  id: 'n1' as NominationId,
  editionId: flexId,
  bureau: of.county,
  holder: of.county,
  category: 'NEW_FORM',
  person: 'pseudonym' as PersonPseudonym,
  form: flexForm,
  drafters: [clerk.id],
  reviews: [],
  materials: [],
  vetting: new Map(),
  steps: [],
  judgments: new Map(),
  waivers: new Map(),
  ...changes,
});
