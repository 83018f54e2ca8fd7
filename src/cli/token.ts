import { systemClock } from '../app/clock.ts';
import type { Role } from '../domain/actor.ts';
import { reservedSubjects } from '../server/auth.ts';
import { createTokenIssuer } from '../server/token-issuer.ts';
import { BadEnvironment, issuerKey, readEnvironment } from './environment.ts';

export interface TokenOptions {
  readonly id: string;
  readonly name: string;
  readonly role: readonly Role[];
  readonly bureau?: string;
  readonly body?: string;
  readonly hours: number;
}

/** Roles that are held in no bureau, or may be; any other one reaches nothing without its bureau. */
const withoutBureau: readonly Role[] = ['EXPERT', 'AUDITOR', 'DISCIPLINE_INSPECTOR', 'ADMIN'];

/** Prints a token of the local issuer. @throws {BadEnvironment} */
export const mintToken = async ({ id, name, role, bureau, body, hours }: TokenOptions): Promise<void> => {
  if (reservedSubjects.includes(id)) {
    throw new BadEnvironment(`"${id}" is Laurel's own name for somebody else. Choose another --id.`);
  }
  const bound = role.filter((held) => !withoutBureau.includes(held));
  if (bureau === undefined && bound.length > 0) {
    throw new BadEnvironment(
      `${bound.join(', ')} is held in a bureau: add its code, for example --bureau 410100 for the city of Zhengzhou.`,
    );
  }
  if (role.includes('VETTING_BODY') !== (body !== undefined)) {
    throw new BadEnvironment(
      body === undefined
        ? 'VETTING_BODY speaks for a body: add its code in the program, for example --body PUBLIC_SECURITY.'
        : `--body is for the role VETTING_BODY only, which --role does not name.`,
    );
  }
  const environment = readEnvironment(process.env);
  const issuer = await createTokenIssuer({
    privateKey: await issuerKey(environment),
    issuer: environment.LAUREL_TOKEN_ISSUER,
    audience: environment.LAUREL_TOKEN_AUDIENCE,
    clock: () => new Date(systemClock.now()),
    lifetimeSeconds: hours * 3600,
  });
  console.log(await issuer.mint({ id, name, roles: role, bureau, body }));
};
