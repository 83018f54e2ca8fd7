import 'reflect-metadata';
import type { Actor } from '../../src/domain/actor.ts';
import { roleNames } from '../../src/domain/role-names.ts';
import { enumOf } from '../enum.ts';

export type Role = Actor['roles'][number];

const duties: Readonly<Record<Role, string>> = {
  COUNTY_CLERK: 'Drafts nominations in a county',
  COUNTY_APPROVER: 'Reviews and stamps for a county',
  VETTING_BODY: 'Answers in the joint vetting',
  CITY_CLERK: 'Drafts nominations in a city',
  CITY_REVIEWER: 'Reviews for a city',
  CITY_APPROVER: 'Stamps and submits the slate of a city',
  PROVINCE_OFFICER: 'Handles the selection for the province',
  PROVINCE_APPROVER: 'Decides for the province',
  EXPERT: 'Scores the own queue',
  AUDITOR: 'Reads the whole history',
  DISCIPLINE_INSPECTOR: 'Investigates single decisions',
  ADMIN: 'Runs the system',
  PUBLIC: 'Anyone without a token',
  SYSTEM: 'The system itself: deadlines and consequences',
};

export const Role = enumOf<Role>(
  'Role',
  'What someone may do, within the jurisdiction of their bureau (角色).',
  Object.fromEntries(
    Object.entries(duties).map(([role, duty]) => [role, `${duty} (${roleNames[role as Role]}).`]),
  ) as Record<Role, string>,
);
