import type { BundleReport, EventReason, ProblemCode } from './report.ts';

const advice: Partial<Record<EventReason | ProblemCode, string>> = {
  KEY_UNKNOWN:
    'No key that was given signed this head. After a rotation, earlier heads are signed by an earlier key: give the old ' +
    'verifier key too, as you know it from elsewhere (--key may be repeated).',
  SCOPE_EXCEEDED: 'The bundle is about a stretch of time, and these events were recorded outside it.',
  RANGE_OPEN:
    'Nothing proves that the bundle has all of its stretch of time: events may have been left out at this end of it.',
};

/** What the findings of a report mean and what may be done, where the code alone does not say; each once. */
export const adviceOn = ({ problems, events }: BundleReport): readonly string[] => {
  const codes = new Set([...problems.map(({ code }) => code), ...events.flatMap(({ reason }) => reason ?? [])]);
  return [...codes].flatMap((code) => (advice[code] ? [`${code}: ${advice[code]}`] : []));
};
