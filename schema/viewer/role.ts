import 'reflect-metadata';
import { registerEnumType } from 'type-graphql';
import { type Actor, roles } from '../../src/domain/actor.ts';

type AnyRole = Actor['roles'][number];

export const Role = Object.fromEntries([...roles, 'PUBLIC', 'SYSTEM'].map((role) => [role, role])) as {
  readonly [Name in AnyRole]: Name;
};

registerEnumType(Role, {
  name: 'Role',
  description: 'What someone may do within the jurisdiction of their bureau (角色).',
  valuesConfig: {
    COUNTY_CLERK: { description: 'Drafts nominations in a county (县级经办).' },
    COUNTY_APPROVER: { description: 'Reviews and stamps for a county (县级审核).' },
    VETTING_BODY: { description: 'Answers in the joint vetting (联审部门).' },
    CITY_CLERK: { description: 'Drafts nominations in a city (市级经办).' },
    CITY_REVIEWER: { description: 'Reviews for a city (市级审核).' },
    CITY_APPROVER: { description: 'Stamps and submits the slate of a city (市级审批).' },
    PROVINCE_OFFICER: { description: 'Handles the selection for the province (省级经办).' },
    PROVINCE_APPROVER: { description: 'Decides for the province (省级审批).' },
    EXPERT: { description: 'Scores the own queue (评审专家).' },
    AUDITOR: { description: 'Reads the whole history (审计).' },
    DISCIPLINE_INSPECTOR: { description: 'Investigates single decisions (纪检监察).' },
    ADMIN: { description: 'Runs the system (系统管理).' },
    PUBLIC: { description: 'Anyone without a token (社会公众).' },
    SYSTEM: { description: 'The system itself: deadlines and consequences (系统).' },
  },
});
