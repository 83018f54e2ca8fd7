import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { type OversightRole, oversightRoles } from '../domain/access/access.ts';
import type { Stating } from '../domain/access/statement.ts';
import type { Actor, Role } from '../domain/actor.ts';
import type { BureauCode } from '../domain/ids.ts';
import { bureauOf, type Level, type Program } from '../domain/program/program.ts';

/**
 * How far a role reaches: the bureau's own business only, that of every bureau below it as well, or, where the
 * command is about no bureau, as far as the deciders let it.
 */
type Reach = 'OWN' | 'JURISDICTION' | 'ANY';

interface Permission {
  readonly roles: readonly (Role | 'PUBLIC')[];
  readonly reach: Reach;
}

const clerks = ['COUNTY_CLERK', 'CITY_CLERK'] as const;
const approvers = ['COUNTY_APPROVER', 'CITY_REVIEWER', 'CITY_APPROVER'] as const;
const province = ['PROVINCE_OFFICER', 'PROVINCE_APPROVER'] as const;
const oversight = oversightRoles;

const own = (...roles: Permission['roles']): Permission => ({ roles, reach: 'OWN' });
const below = (...roles: Permission['roles']): Permission => ({ roles, reach: 'JURISDICTION' });

/** Who may run which command. What is not here may be run by nobody. */
export const commandPermissions = {
  openEdition: own(...province),
  adjustQuota: own(...province),
  extendDeadline: own('PROVINCE_APPROVER'),
  appointExpert: own(...province),
  amendExpert: own(...province),
  dismissExpert: own(...province),
  freezeRubric: own('PROVINCE_APPROVER'),
  closeScoring: own(...province),
  reopenScoring: own('PROVINCE_APPROVER'),
  decideShortlist: own('PROVINCE_APPROVER'),
  reallocateSeats: own('PROVINCE_APPROVER'),
  promoteAlternate: own('PROVINCE_APPROVER'),
  issueCircular: own('PROVINCE_APPROVER'),
  recordEditionStep: own(...clerks, ...approvers, ...province),
  concludeEdition: own('PROVINCE_APPROVER'),

  nominate: own(...clerks),
  amendForm: own(...clerks),
  resubmit: own(...clerks),
  withdraw: below(...clerks, ...approvers, ...province),
  review: own(...approvers, ...province),
  assessEligibility: own(...approvers, ...province),
  attachMaterial: own(...clerks, ...approvers, ...province),
  removeMaterial: own(...clerks, ...approvers),
  /** The body itself, or the bureau that enters an answer which came on paper. */
  answerVetting: own('VETTING_BODY', ...clerks, ...approvers),
  recordStep: own(...clerks, ...approvers, ...province),
  recordSlateStep: below(...clerks, ...approvers, ...province),
  requestWaiver: below('COUNTY_APPROVER', 'CITY_APPROVER'),
  confirmWaiver: below('CITY_APPROVER', 'PROVINCE_APPROVER'),
  refuseWaiver: below('CITY_APPROVER', 'PROVINCE_APPROVER'),
  forward: own(...clerks, ...approvers),
  takeOffSlate: own(...clerks, ...approvers),
  acceptLateEntry: below('CITY_REVIEWER', 'CITY_APPROVER'),
  submitSlate: own('CITY_APPROVER', 'COUNTY_APPROVER'),

  assignReviews: own(...province),
  commitPlan: own(...province),
  withdrawAssignment: own(...province),
  /** The nominator of what is theirs, the province of anyone, experts of themselves. */
  declareConflict: below(...clerks, ...approvers, ...province),
  declareInterest: { roles: ['EXPERT'], reach: 'ANY' },
  voidScore: own(...province),
  requestBarLift: own(...province),
  /** By another than who asked for it. */
  confirmBarLift: own('PROVINCE_APPROVER'),
  refuseBarLift: own('PROVINCE_APPROVER'),
  recuse: { roles: ['EXPERT'], reach: 'ANY' },
  score: { roles: ['EXPERT'], reach: 'ANY' },

  publicize: own('PROVINCE_APPROVER'),
  correctNotice: own('PROVINCE_APPROVER'),
  object: { roles: ['PUBLIC'], reach: 'ANY' },
  admitObjection: own(...province),
  refuseObjection: own(...province),
  upholdObjection: own('PROVINCE_APPROVER'),
  dismissObjection: own('PROVINCE_APPROVER'),

  recognize: own('PROVINCE_APPROVER'),
  reportViolation: below(...clerks, ...approvers),
  followUp: below(...clerks, ...approvers, ...province),
  revoke: own('PROVINCE_APPROVER'),

  importPriorHonors: own(...province),

  requestErasure: own('PROVINCE_OFFICER'),
  approveErasure: own('PROVINCE_APPROVER', 'ADMIN'),
  declineErasure: own('PROVINCE_APPROVER', 'ADMIN'),
  restrictPersonalData: own('PROVINCE_APPROVER', 'ADMIN'),
  liftRestriction: own('PROVINCE_APPROVER', 'ADMIN'),
} satisfies Record<string, Permission>;
export type CommandName = keyof typeof commandPermissions;

/** Commands that come row by row in a file (POST /imports/…), and are no mutations. */
export const fileCommands: readonly CommandName[] = ['importPriorHonors'];

/** Whether some role of the actor may run the command at all. What the public may do, anyone may. */
export const mayRun = (actor: Actor, command: CommandName): boolean => {
  const { roles }: Permission = commandPermissions[command];
  return roles.includes('PUBLIC') || actor.roles.some((role) => (roles as readonly string[]).includes(role));
};

/** Whether the actor's bureau is this bureau, or stands above it in the program. */
export const hasJurisdiction = (actor: Actor, program: Program, bureau: BureauCode): boolean => {
  for (let at = bureauOf(program, bureau); at; at = at.parent ? bureauOf(program, at.parent) : undefined) {
    if (at.code === actor.bureau) return true;
  }
  return false;
};

/** A role of one level means nothing in a bureau of another. */
const levelOf: Partial<Record<Role | 'PUBLIC', Level>> = {
  COUNTY_CLERK: 'COUNTY',
  COUNTY_APPROVER: 'COUNTY',
  CITY_CLERK: 'CITY',
  CITY_REVIEWER: 'CITY',
  CITY_APPROVER: 'CITY',
  PROVINCE_OFFICER: 'PROVINCE',
  PROVINCE_APPROVER: 'PROVINCE',
};

/** `level` is that of the actor's bureau; undefined for who is bound to none, where only roles of no level hold. */
const holdsAt = (actor: Actor, roles: Permission['roles'], level: Level | undefined): boolean =>
  roles.some((role) => actor.roles.includes(role) && (levelOf[role] ?? level) === level);

export const holdsHere = (actor: Actor, roles: Permission['roles'], program: Program): boolean =>
  holdsAt(actor, roles, actor.bureau && bureauOf(program, actor.bureau)?.level);

/** Whether the command is within reach of the actor's bureau. */
export const reaches = (actor: Actor, command: CommandName, program: Program, bureau: BureauCode): boolean => {
  const { reach, roles }: Permission = commandPermissions[command];
  if (reach === 'ANY') return true;
  if (!holdsHere(actor, roles, program)) return false;
  return reach === 'OWN' ? actor.bureau === bureau : hasJurisdiction(actor, program, bureau);
};

/** Who sees what of personal data and of work that is not public. */
export const readPermissions = {
  /** Nominations and their forms, in the actor's jurisdiction. */
  nominations: [...clerks, ...approvers, ...province, ...oversight],
  /** Quota tallies and slates, in the actor's jurisdiction. */
  tallies: [...clerks, ...approvers, ...province, ...oversight],
  /** Scores and ranks, of everyone. */
  scores: [...province, ...oversight],
  /** Objections with their objectors. */
  objections: [...province, ...oversight],
  /** Reports of violations: the own bureau's, and for the province all of them with what revocations state. */
  violations: [...clerks, ...approvers, ...province, ...oversight],
  /** Every queue; an expert sees the own one. */
  queues: [...province, ...oversight],
  /** Requests to erase personal data, and restrictions of it. */
  erasures: [...province, ...oversight, 'ADMIN'],
  /** The whole timeline. */
  timeline: [...oversight, 'PROVINCE_APPROVER'],
  /** That somebody's personal data was read to watch over others: when, and by which role. */
  accesses: [...oversight, 'PROVINCE_APPROVER', 'ADMIN'],
  /** Who read it, and the purpose or case that they stated. */
  purposes: [...oversight, 'ADMIN'],
  /** Why a nomination came to what it came to, and who could see it when: of everyone in an edition. */
  traces: [...oversight, 'PROVINCE_APPROVER'],
} as const satisfies Record<string, readonly Role[]>;
export type Readable = keyof typeof readPermissions;

/** Whether some role of the actor may read it at all. */
export const mayRead = (actor: Actor, what: Readable): boolean =>
  actor.roles.some((role) => (readPermissions[what] as readonly string[]).includes(role));

/** Whether some role of the actor may read it in a bureau of this level; undefined: bound to no bureau. */
export const mayReadAt = (actor: Actor, what: Readable, level: Level | undefined): boolean =>
  holdsAt(actor, readPermissions[what], level);

/** What each role of oversight has to state before it is shown personal data: any one of these. */
export const oversightStates: Readonly<Record<OversightRole, readonly Stating[]>> = {
  DISCIPLINE_INSPECTOR: ['caseNumber'],
  AUDITOR: ['purpose', 'caseNumber'],
};

export const holdsOversight = (actor: Actor): boolean => oversightRoles.some((role) => actor.roles.includes(role));

/** As the actor would be with the roles of their office only. */
export const inOfficeOnly = (actor: Actor): Actor => ({
  ...actor,
  roles: actor.roles.filter((role) => !(oversightRoles as readonly string[]).includes(role)),
});

/** The role by which somebody who has stated this may be shown personal data; undefined if it does not do for any. */
export const oversightRoleFor = (actor: Pick<Actor, 'roles'>, stated: readonly Stating[]): OversightRole | undefined =>
  oversightRoles.find(
    (role) => actor.roles.includes(role) && oversightStates[role].some((needed) => stated.includes(needed)),
  );

/**
 * Raised by hand whenever the way in which the table is applied changes: what an expert or a vetting body is shown of a
 * nomination, and when (`schema/access.ts`, `schema/nomination/withheld.ts`).
 */
const application = 2;

/**
 * Names the policy in force, and is recorded with every event: SHA-256 of the table as canonical JSON (RFC 8785), its
 * first 12 hexadecimal digits.
 */
export const policyVersion: string = createHash('sha256')
  .update(canonicalize({ application, commandPermissions, readPermissions, levelOf, oversightStates }) ?? '')
  .digest('hex')
  .slice(0, 12);
