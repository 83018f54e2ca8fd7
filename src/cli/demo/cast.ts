import type { Role } from '../../domain/actor.ts';
import type { Bureau, Level, Program } from '../../domain/program/program.ts';
import { chance } from './chance.ts';
import { nameOf } from './people.ts';

/** Someone who acts in the demo, as their token says. */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly bureau?: string;
  /** The body of vetting that the member answers for. */
  readonly body?: string;
}

/** Everyone who acts. Each has a name of their own, drawn from the seed. */
export interface Cast {
  clerk(bureau: Bureau): Member;
  approver(bureau: Bureau): Member;
  /** Both clerk and approver of a bureau, as in small offices: the four-eyes rule holds for them all the same. */
  bothHats(bureau: Bureau): Member;
  /** Who answers for a body of vetting, asked by a bureau (R-F15). */
  vettingBody(bureau: Bureau, body: string): Member;
  readonly officer: Member;
  readonly head: Member;
  /** Approves as the head does. */
  readonly deputy: Member;
  readonly auditor: Member;
  readonly inspector: Member;
  /** The panel of a program, twelve experts. */
  experts(program: Program): readonly Member[];
}

const clerkRoles: Readonly<Record<Level, Role>> = {
  COUNTY: 'COUNTY_CLERK',
  CITY: 'CITY_CLERK',
  PROVINCE: 'PROVINCE_OFFICER',
};
const approverRoles: Readonly<Record<Level, Role>> = {
  COUNTY: 'COUNTY_APPROVER',
  CITY: 'CITY_APPROVER',
  PROVINCE: 'PROVINCE_APPROVER',
};

const panelOf = 12;

export const castOf = (seed: number, province: Bureau): Cast => {
  const member = (id: string, roles: readonly Role[], bureau?: Bureau): Member => {
    const draw = chance(seed, id);
    const name = nameOf(draw, draw.pick(['MALE', 'FEMALE']));
    return { id, name, roles, ...(bureau && { bureau: bureau.code }) };
  };
  return {
    clerk: (bureau) => member(`clerk-${bureau.code}`, [clerkRoles[bureau.level]], bureau),
    approver: (bureau) => member(`approver-${bureau.code}`, [approverRoles[bureau.level]], bureau),
    bothHats: (bureau) =>
      member(`office-${bureau.code}`, [clerkRoles[bureau.level], approverRoles[bureau.level]], bureau),
    vettingBody: (bureau, body) => ({
      ...member(`${body.toLowerCase().replaceAll('_', '-')}-${bureau.code}`, ['VETTING_BODY'], bureau),
      body,
    }),
    officer: member(`officer-${province.code}`, ['PROVINCE_OFFICER'], province),
    head: member(`head-${province.code}`, ['PROVINCE_APPROVER'], province),
    deputy: member(`deputy-${province.code}`, ['PROVINCE_APPROVER'], province),
    auditor: member(`auditor-${province.code}`, ['AUDITOR'], province),
    inspector: member(`inspector-${province.code}`, ['DISCIPLINE_INSPECTOR'], province),
    experts: ({ code }) =>
      Array.from({ length: panelOf }, (_, i) =>
        member(`expert-${code.toLowerCase().replaceAll('_', '-')}-${String(i + 1).padStart(2, '0')}`, ['EXPERT']),
      ),
  };
};
