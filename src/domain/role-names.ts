import type { Actor } from './actor.ts';
import type { Param } from './refusal.ts';

type Role = Actor['roles'][number];

/** What each role is called in Chinese; in English it goes by its code. */
export const roleNames: Readonly<Record<Role, string>> = {
  COUNTY_CLERK: '县级经办',
  COUNTY_APPROVER: '县级审核',
  VETTING_BODY: '联审部门',
  CITY_CLERK: '市级经办',
  CITY_REVIEWER: '市级审核',
  CITY_APPROVER: '市级审批',
  PROVINCE_OFFICER: '省级经办',
  PROVINCE_APPROVER: '省级审批',
  EXPERT: '评审专家',
  AUDITOR: '审计',
  DISCIPLINE_INSPECTOR: '纪检监察',
  ADMIN: '系统管理',
  PUBLIC: '社会公众',
  SYSTEM: '系统',
};

/** Several roles in one sentence. */
export const rolesInWords = (roles: readonly Role[]): Exclude<Param, string | number> => ({
  zh: roles.map((role) => roleNames[role]).join('、'),
  en: roles.join(', '),
});
