import { request } from 'node:http';
import type { Composition } from '../../src/compose.ts';
import { newLogKey, signedBy } from '../audit/log-in-tree.ts';
import { headersOf, startApi } from '../support/api.ts';
import { accepted, inFlex, ready } from '../support/dossiers.ts';
import { bureaus } from '../support/people.ts';
import { riderForm } from '../support/rider.ts';
import type { Attack } from './tally.ts';

/** Whom the nomination is of. */
export const name = '古今绝';

/** Headers of who states why they read. */
export const stating = headersOf({ purpose: '年度审计抽查' });
export const json = { 'content-type': 'application/json' };

export interface Sent {
  readonly status: number;
  readonly text: string;
}

export interface Asked extends Attack {
  readonly ask: () => Promise<Sent>;
  /** What stands in the answer: a code of a refusal, or a value that tells nothing. */
  readonly expected: string;
}

type Headers = Readonly<Record<string, string | string[]>>;

/** To the letter, headers that stand twice included. */
const sender =
  (url: string) =>
  (method: string, path: string, headers: Headers, body?: string): Promise<Sent> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(url);
      const sent = request({ hostname, port, method, path, headers }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part) => parts.push(part));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() }));
      });
      sent.on('error', reject);
      sent.end(body);
    });

/** A server with one nomination on it, and an auditor who asks whatever comes to mind. */
export const liveServer = async (settings: Partial<Composition> = {}) => {
  const api = await startApi(undefined, { transparency: { signer: signedBy(newLogKey()) }, ...settings });
  const [clerk, chief, token] = await Promise.all([
    api.as('COUNTY_CLERK', bureaus.county),
    api.as('PROVINCE_APPROVER', bureaus.province),
    api.tokenOf('AUDITOR', undefined, 'auditor'),
  ]);
  await accepted(chief, 'openEdition', { program: 'FLEX_STAR' });
  const nominationId = await ready(clerk, inFlex({ form: { ...riderForm(1), name, coverName: name } }));
  const send = sender(api.running.url);
  const bearer = () => ({ authorization: `Bearer ${token}` });
  return {
    api,
    clerk,
    nominationId,
    send,
    bearer,
    /** The nomination, as a field of a query. */
    nomination: `nomination(id: "${nominationId}")`,
    query: (document: string, headers: Headers = {}): Promise<Sent> =>
      send('POST', '/graphql', { ...json, ...bearer(), ...headers }, JSON.stringify({ query: document })),
    /** Reads of personal data on record. */
    reads: async (): Promise<number> => {
      await api.running.follower.waitFor((await api.running.log.head()) ?? ('0' as never));
      return (await chief.ask('{ personalDataReads { totalCount } }')).personalDataReads.totalCount;
    },
    close: () => api.close(),
  };
};
export type LiveServer = Awaited<ReturnType<typeof liveServer>>;
