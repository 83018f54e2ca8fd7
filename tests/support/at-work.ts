import { type Api, type Caller, startApi } from './api.ts';
import { accepted } from './dossiers.ts';
import { bureaus } from './people.ts';

/** A server with editions open, and who does the daily work on them in one county, its city and the province. */
export interface AtWork {
  readonly api: Api;
  readonly clerk: Caller;
  readonly approver: Caller;
  readonly cityClerk: Caller;
  readonly cityApprover: Caller;
  readonly officer: Caller;
}

export const atWork = async (...programs: readonly string[]): Promise<AtWork> => workAt(await startApi(), ...programs);

export const workAt = async (api: Api, ...programs: readonly string[]): Promise<AtWork> => {
  const [clerk, approver, cityClerk, cityApprover, officer] = await Promise.all([
    api.as('COUNTY_CLERK', bureaus.county),
    api.as('COUNTY_APPROVER', bureaus.county),
    api.as('CITY_CLERK', bureaus.city),
    api.as('CITY_APPROVER', bureaus.city),
    api.as('PROVINCE_OFFICER', bureaus.province),
  ]);
  for (const program of programs) await accepted(officer, 'openEdition', { program });
  return { api, clerk, approver, cityClerk, cityApprover, officer };
};
