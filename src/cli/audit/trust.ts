import { readFileSync } from 'node:fs';
import { UnusableBundle } from '../../audit/bundle/report.ts';
import { NoteError } from '../../audit/note/note-error.ts';
import { parsePolicy } from '../../audit/note/parse-policy.ts';
import type { Policy } from '../../audit/note/policy.ts';
import { mustBeOfType, parseVerifierKey, signatureTypes } from '../../audit/note/verifier-key.ts';

/**
 * Whom the user trusts: keys of logs, and the witnesses, quorum and logs of a policy file.
 * @throws {UnusableBundle} NO_TRUST_ROOT, TRUST_ROOT_MALFORMED
 */
export const trustRoots = (keys: readonly string[], policyFile: string | undefined): Policy => {
  try {
    const logs = keys.map((text) => {
      const key = parseVerifierKey(text);
      mustBeOfType(signatureTypes.ED25519, key);
      return { key };
    });
    const policy = policyFile === undefined ? undefined : parsePolicy(readFileSync(policyFile));
    const all = [...logs, ...(policy?.logs ?? [])];
    if (all.length > 0)
      return { logs: all, witnesses: policy?.witnesses ?? [], quorum: policy?.quorum ?? { kind: 'NONE' } };
  } catch (error) {
    const problem =
      error instanceof NoteError ? error.message : `The policy cannot be read: ${(error as Error).message}`;
    throw new UnusableBundle('TRUST_ROOT_MALFORMED', problem);
  }
  throw new UnusableBundle(
    'NO_TRUST_ROOT',
    'Give a verifier key of the log with --key, as you know it from elsewhere: it is never taken from the bundle.',
  );
};
