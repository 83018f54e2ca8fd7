import 'reflect-metadata';
import type { Actor } from '../../src/domain/actor.ts';
import { enumOf } from '../enum.ts';

export type Role = Actor['roles'][number];
export const Role = enumOf<Role>('Role', 'What someone may do, within the jurisdiction of their bureau (角色).', {
  COUNTY_CLERK: 'Drafts nominations in a county (县级经办).',
  COUNTY_APPROVER: 'Reviews and stamps for a county (县级审核).',
  VETTING_BODY: 'Answers in the joint vetting (联审部门).',
  CITY_CLERK: 'Drafts nominations in a city (市级经办).',
  CITY_REVIEWER: 'Reviews for a city (市级审核).',
  CITY_APPROVER: 'Stamps and submits the slate of a city (市级审批).',
  PROVINCE_OFFICER: 'Handles the selection for the province (省级经办).',
  PROVINCE_APPROVER: 'Decides for the province (省级审批).',
  EXPERT: 'Scores the own queue (评审专家).',
  AUDITOR: 'Reads the whole history (审计).',
  DISCIPLINE_INSPECTOR: 'Investigates single decisions (纪检监察).',
  ADMIN: 'Runs the system (系统管理).',
  PUBLIC: 'Anyone without a token (社会公众).',
  SYSTEM: 'The system itself: deadlines and consequences (系统).',
});
