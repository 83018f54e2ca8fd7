import type { ExpertProfile } from '../edition/expert.ts';
import type { BureauCode } from '../ids.ts';
import type { Program } from '../program/program.ts';
import { countiesIn } from './conflicts.ts';

/** The city that a bureau is of, or is itself; undefined above the cities. */
export const cityOf = ({ bureaus }: Pick<Program, 'bureaus'>, code: BureauCode): BureauCode | undefined => {
  let at = bureaus.find((item) => item.code === code);
  while (at && at.level !== 'CITY') {
    const { parent } = at;
    at = bureaus.find((item) => item.code === parent);
  }
  return at?.code;
};

/** The cities that an expert serves in or comes from: what they may be partial to. */
export const ownCities = (profile: ExpertProfile | null, program: Program): ReadonlySet<BureauCode> => {
  const { bureau, nativePlace } = profile ?? {};
  const native = nativePlace === undefined ? [] : countiesIn(nativePlace, program.bureaus);
  const places = [...(bureau === undefined ? [] : [bureau]), ...(native as readonly BureauCode[])];
  return new Set(places.flatMap((code) => cityOf(program, code) ?? []));
};
