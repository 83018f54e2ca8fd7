import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { EventMeta } from '../../src/domain/event.ts';
import type { StreamName } from '../../src/domain/ids.ts';
import { catalog } from '../../src/log/catalog.ts';

import type { SealedLog } from '../../src/log/sealed-log.ts';
import type { Answer, Api } from './api.ts';
import { accepted } from './dossiers.ts';
import { bureaus } from './people.ts';

export const directoryOf = ({ running }: Api): string => dirname(running.database.path);

/** Files of a directory, however deep, in which some text or bytes stand. */
export const filesWith = (directory: string, wanted: string | Buffer): string[] =>
  readdirSync(directory, { recursive: true })
    .map(String)
    .filter((name) => statSync(join(directory, name)).isFile())
    .filter((name) => readFileSync(join(directory, name)).includes(wanted))
    .sort();

/** The three who take part in an erasure. */
export const erasers = async (api: Api) => {
  const [officer, first, second] = await Promise.all([
    api.as('PROVINCE_OFFICER', bureaus.province),
    api.as('PROVINCE_APPROVER', bureaus.province, 'first-approver'),
    api.as('ADMIN', undefined, 'administrator'),
  ]);
  return { officer, first, second };
};

export const basis = { legalBasis: 'PIPL_47_CONSENT_WITHDRAWN', document: '豫人社函〔2026〕12号' };

/** Requests the erasure and approves it twice; the request as it is then. */
export const erased = async (api: Api, owner: object, changes: object = {}): Promise<Answer> => {
  const { officer, first, second } = await erasers(api);
  const asked = await accepted(officer, 'requestErasure', { owner, ...basis, ...changes }, 'erasure { id }');
  const requestId: string = asked.erasure.id;
  await accepted(first, 'approveErasure', { requestId });
  return (
    await accepted(
      second,
      'approveErasure',
      { requestId },
      'erasure { id status keys files filesKept approvals { by } }',
    )
  ).erasure;
};

/** The second approval as it is recorded in the moment before a crash. */
export const secondApproval = async ({ log }: SealedLog, person: string, requestId: string): Promise<void> => {
  const stream = `person-${person}` as StreamName;
  const events = await log.readStream(stream);
  const last = events.at(-1);
  if (!last) throw new Error('There is no such person.');
  const command = { id: '7b4d2f3e-8f0a-4d8e-9d65-0d9c3f6f5a11', name: 'approveErasure', contentHash: 'x' };
  const meta: EventMeta = { ...last.meta, command, correlationId: command.id };
  const fact = {
    type: 'ErasureApproved',
    data: { owner: { kind: 'PERSON', id: person }, requestId, approval: 'SECOND' },
  } as const;
  await log.append(
    stream,
    catalog.encode([fact], { ...meta, actor: { ...meta.actor, id: 'second' as never } }),
    last.revision,
  );
};
