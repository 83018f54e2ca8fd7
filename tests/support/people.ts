import type { Actor, Role } from '../../src/domain/actor.ts';
import type { ActorId, BureauCode } from '../../src/domain/ids.ts';

/** Zhengzhou, a county of it, the city without counties, and the province. */
export const bureaus = {
  province: '410000' as BureauCode,
  city: '410100' as BureauCode,
  county: '410122' as BureauCode,
  otherCity: '410200' as BureauCode,
  jiyuan: '419001' as BureauCode,
};

export const person = (id: string, bureau: BureauCode | undefined, ...roles: readonly Role[]): Actor => ({
  id: id as ActorId,
  name: id,
  roles: [...roles],
  ...(bureau && { bureau }),
  channel: 'API',
});

export const clerk = person('clerk', bureaus.county, 'COUNTY_CLERK');
export const countyApprover = person('county-approver', bureaus.county, 'COUNTY_APPROVER');
export const cityClerk = person('city-clerk', bureaus.city, 'CITY_CLERK');
export const cityReviewer = person('city-reviewer', bureaus.city, 'CITY_REVIEWER');
export const cityApprover = person('city-approver', bureaus.city, 'CITY_APPROVER');
export const officer = person('officer', bureaus.province, 'PROVINCE_OFFICER');
export const provinceApprover = person('province-approver', bureaus.province, 'PROVINCE_APPROVER');
export const expert = person('expert', undefined, 'EXPERT');
