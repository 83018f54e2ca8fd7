import { describe, expect, it } from 'vitest';
import {
  type CommandName,
  commandPermissions,
  hasJurisdiction,
  mayRead,
  mayRun,
  type Readable,
  reaches,
  readPermissions,
} from '../../src/app/permissions.ts';
import type { Actor, Role } from '../../src/domain/actor.ts';
import { roles } from '../../src/domain/actor.ts';
import { flex, youth } from '../support/editions.ts';
import { cityReviewer, clerk, bureaus as of, officer, person, provinceApprover } from '../support/people.ts';

const commands = Object.keys(commandPermissions) as CommandName[];
const readables = Object.keys(readPermissions) as Readable[];

const commandsOf = (...held: Role[]) =>
  commands.filter((command) => mayRun(person('p', of.province, ...held), command));
const theirs = (...names: CommandName[]) =>
  commands.filter((command) => command === 'object' || names.includes(command));

describe('What a role may do', () => {
  const nobody: Actor = { ...person('somebody', undefined), roles: ['PUBLIC'] };
  const system: Actor = { ...person('laurel', undefined), roles: ['SYSTEM'], channel: 'POLICY' };

  it('the public objects, and so may everybody', () => {
    for (const actor of [nobody, system]) {
      expect(commands.filter((command) => mayRun(actor, command))).toEqual(['object']);
    }
    for (const role of roles) expect(commandsOf(role)).toContain('object');
  });

  it.each(['AUDITOR', 'DISCIPLINE_INSPECTOR'] as const)('%s changes nothing', (role) => {
    expect(commandsOf(role)).toEqual(['object']);
  });

  it('who runs the machine is the other pair of eyes where personal data is erased or restricted', () => {
    const erasing = ['approveErasure', 'declineErasure', 'restrictPersonalData', 'liftRestriction'];
    expect(commandsOf('ADMIN')).toEqual(['object', ...erasing]);
  });

  it('a vetting body answers', () => {
    expect(commandsOf('VETTING_BODY')).toEqual(theirs('answerVetting'));
  });

  /** What everybody at a bureau of the path may put on record. */
  const recording = [
    'declareConflict',
    'recordEditionStep',
    'attachMaterial',
    'removeMaterial',
    'answerVetting',
    'recordStep',
    'recordSlateStep',
    'followUp',
    'reportViolation',
    'withdraw',
    'forward',
    'takeOffSlate',
  ] as const satisfies readonly CommandName[];

  it.each(['COUNTY_CLERK', 'CITY_CLERK'] as const)(
    '%s drafts and forwards, but neither reviews nor submits',
    (role) => {
      expect(commandsOf(role)).toEqual(theirs('nominate', 'amendForm', 'resubmit', ...recording));
    },
  );

  it('who approves for a bureau does not draft', () => {
    expect(commandsOf('COUNTY_APPROVER')).toEqual(
      theirs('review', 'assessEligibility', 'requestWaiver', 'submitSlate', ...recording),
    );
    expect(commandsOf('CITY_REVIEWER')).toEqual(theirs('review', 'assessEligibility', 'acceptLateEntry', ...recording));
    expect(commandsOf('CITY_APPROVER')).toEqual(
      theirs(
        'review',
        'assessEligibility',
        'requestWaiver',
        'confirmWaiver',
        'refuseWaiver',
        'acceptLateEntry',
        'submitSlate',
        ...recording,
      ),
    );
  });

  it('an expert scores, or recuses', () => {
    expect(commandsOf('EXPERT')).toEqual(theirs('score', 'recuse', 'declareInterest'));
  });

  it('the decisions of the province are its approver’s alone', () => {
    const officers = commandsOf('PROVINCE_OFFICER');
    expect(commandsOf('PROVINCE_APPROVER').filter((command) => !officers.includes(command))).toEqual([
      'extendDeadline',
      'freezeRubric',
      'reopenScoring',
      'decideShortlist',
      'reallocateSeats',
      'promoteAlternate',
      'issueCircular',
      'concludeEdition',
      'confirmWaiver',
      'refuseWaiver',
      'confirmBarLift',
      'refuseBarLift',
      'publicize',
      'correctNotice',
      'upholdObjection',
      'dismissObjection',
      'recognize',
      'revoke',
      'approveErasure',
      'declineErasure',
      'restrictPersonalData',
      'liftRestriction',
    ]);
  });

  it('a locality reports a violation, the province revokes (R-F30)', () => {
    const may = (command: CommandName) => roles.filter((role) => commandsOf(role).includes(command));
    expect(may('revoke')).toEqual(['PROVINCE_APPROVER']);
    expect(may('reportViolation')).toEqual([
      'COUNTY_CLERK',
      'COUNTY_APPROVER',
      'CITY_CLERK',
      'CITY_REVIEWER',
      'CITY_APPROVER',
    ]);
  });

  it('every command is somebody’s', () => {
    expect(commands.filter((command) => roles.every((role) => !commandsOf(role).includes(command)))).toEqual([]);
  });
});

describe('How far a bureau reaches', () => {
  const otherCityReviewer = person('other', of.otherCity, 'CITY_REVIEWER');
  const withoutBureau = person('floating', undefined, 'CITY_REVIEWER');

  it('a jurisdiction is the bureau itself and every one below it', () => {
    expect(hasJurisdiction(cityReviewer, flex, of.city)).toBe(true);
    expect(hasJurisdiction(cityReviewer, flex, of.county)).toBe(true);
    expect(hasJurisdiction(officer, flex, of.county)).toBe(true);
    expect(hasJurisdiction(cityReviewer, flex, of.province)).toBe(false);
    expect(hasJurisdiction(clerk, flex, of.city)).toBe(false);
    expect(hasJurisdiction(otherCityReviewer, flex, of.county)).toBe(false);
    expect(hasJurisdiction(withoutBureau, flex, of.county)).toBe(false);
  });

  it('no bureau, and none that the program does not know, is in any jurisdiction', () => {
    expect(hasJurisdiction(officer, flex, '990000' as never)).toBe(false);
    expect(hasJurisdiction(person('p', '990000' as never, 'CITY_REVIEWER'), flex, of.county)).toBe(false);
  });

  it('a review is the business of the bureau that holds the nomination, not of the one above', () => {
    expect(reaches(cityReviewer, 'review', flex, of.city)).toBe(true);
    expect(reaches(cityReviewer, 'review', flex, of.county)).toBe(false);
    expect(reaches(provinceApprover, 'review', flex, of.city)).toBe(false);
  });

  it('a late entry of a county is let in by its own city', () => {
    expect(reaches(cityReviewer, 'acceptLateEntry', flex, of.county)).toBe(true);
    expect(reaches(otherCityReviewer, 'acceptLateEntry', flex, of.county)).toBe(false);
  });

  it.each(commands)('%s: nobody reaches into another city, unless it is about no bureau', (command) => {
    const { reach } = commandPermissions[command];
    expect(reaches(otherCityReviewer, command, youth, of.city)).toBe(reach === 'ANY');
    expect(reaches(withoutBureau, command, youth, of.city)).toBe(reach === 'ANY');
  });
});

describe('What a role may read', () => {
  const readBy = (role: Role) => readables.filter((what) => mayRead(person('p', of.province, role), what));

  it('an auditor and an inspector read everything', () => {
    expect(readBy('AUDITOR')).toEqual(readables);
    expect(readBy('DISCIPLINE_INSPECTOR')).toEqual(readables);
  });

  it('scores and objectors are kept from everybody below the province, and from experts', () => {
    for (const what of ['scores', 'objections', 'queues'] as const) {
      expect(roles.filter((role) => readBy(role).includes(what))).toEqual([
        'PROVINCE_OFFICER',
        'PROVINCE_APPROVER',
        'AUDITOR',
        'DISCIPLINE_INSPECTOR',
      ]);
    }
  });

  it('who runs the machine reads nobody’s data but who read it, nor do the public and the experts', () => {
    expect(readBy('ADMIN')).toEqual(['erasures', 'accesses', 'purposes']);
    expect(readBy('EXPERT')).toEqual([]);
    const nobody: Actor = { ...person('somebody', undefined), roles: ['PUBLIC'] };
    expect(readables.filter((what) => mayRead(nobody, what))).toEqual([]);
  });
});
