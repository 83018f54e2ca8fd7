import type { Entry } from '../plan.ts';
import { eventCount } from '../questions.ts';
import { parts } from './parts.ts';
import { observe, type Run, type Scene } from './stage.ts';

const entriesOf = ({ plan }: Run): readonly Entry[] => [...plan.seats, ...plan.beyond.values()];

/**
 * What dossiers hold, counted by the log. Youth: 120 seats and one beyond, with a form and a photo, an opinion of the
 * employer and a consultation each. Flexible: 125 and three beyond, with five materials, a screening, a verification
 * and three bodies each.
 */
export const accountForDossiers: Scene = async (stage) => {
  const { api, cast, youth, flex } = stage;
  const [ofYouth, ofFlex] = [entriesOf(youth).length, entriesOf(flex).length];
  observe(stage, '申报人数 nominations', '121 + 128', `${ofYouth} + ${ofFlex}`);
  const count = (type: string): Promise<number> => eventCount(api, cast.auditor, type);
  const licensed = entriesOf(flex).filter(({ form }) => form.businessRegistered === 'YES').length;
  // One file more was supplied when a city asked for it.
  const attached = 2 * ofYouth + 5 * ofFlex + licensed + 1;
  observe(stage, '已附材料 materials attached', attached, await count('MaterialAttached'));
  observe(stage, '申报环节 steps of nominations', 2 * ofYouth + 2 * ofFlex, await count('StepRecorded'));
  // One body answered twice: at first it did not know.
  observe(stage, '联审答复 answers of bodies', 3 * ofFlex + 1, await count('VettingAnswered'));
  // In the youth program the stamped form is due only at submission: assessed once more as each goes to the province.
  const gone = youth.plan.seats.filter(({ city }) => city.code !== parts.youth.late).length;
  observe(
    stage,
    '每次审核及报送均有条款审查 rules assessed with each review and submission',
    (await count('Reviewed')) + gone,
    await count('EligibilityAssessed'),
  );
};
