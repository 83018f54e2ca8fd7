import { z } from 'zod';
import { actorId, bureauCode } from './ids.ts';

export const roles = [
  'COUNTY_CLERK',
  'COUNTY_APPROVER',
  'VETTING_BODY',
  'CITY_CLERK',
  'CITY_REVIEWER',
  'CITY_APPROVER',
  'PROVINCE_OFFICER',
  'PROVINCE_APPROVER',
  'EXPERT',
  'AUDITOR',
  'DISCIPLINE_INSPECTOR',
  'ADMIN',
] as const;
export type Role = (typeof roles)[number];

/** The one who acts. No token is PUBLIC; SYSTEM carries out policies and deadlines. */
export const actor = z.strictObject({
  id: actorId,
  /** Of experts the account again: their name is personal, and an actor stands in the clear. */
  name: z.string(),
  roles: z.array(z.enum([...roles, 'PUBLIC', 'SYSTEM'])),
  /** The bureau whose jurisdiction bounds what the roles may do. */
  bureau: bureauCode.optional(),
  /** Which body of vetting a VETTING_BODY speaks for, by the program's code (R-F15). */
  body: z.string().min(1).max(100).optional(),
  channel: z.enum(['API', 'CLI', 'POLICY', 'SCHEDULE']),
});
export type Actor = z.infer<typeof actor>;
