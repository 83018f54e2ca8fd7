import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkpointSigner } from '../../src/audit/note/checkpoint-signer.ts';
import { cosign } from '../../src/audit/note/cosignature.ts';
import { parseNote, signatureLine } from '../../src/audit/note/note.ts';
import { generateSignerKey, parseSignerKey } from '../../src/audit/note/signer-key.ts';
import { formatVerifierKey, signatureTypes } from '../../src/audit/note/verifier-key.ts';
import { integrate } from '../../src/audit/tree/integrate.ts';
import { TreeStore } from '../../src/audit/tree/tree-store.ts';
import type { Recorded } from '../../src/domain/event.ts';
import type { StreamName } from '../../src/domain/ids.ts';
import { catalog } from '../../src/log/catalog.ts';
import { openStores } from '../../src/stores.ts';
import { history, system } from '../support/history.ts';
import { recognized } from '../support/selection.ts';

export const origin = 'example.org/laurel';
const logKey = parseSignerKey(generateSignerKey(origin, signatureTypes.ED25519));
const witnesses = ['a', 'b', 'c'].map((name) =>
  parseSignerKey(generateSignerKey(`witness.example/${name}`, signatureTypes.COSIGNATURE_V1)),
);
export const vkey = formatVerifierKey(logKey.verifier);
export const strangerKey = parseSignerKey(generateSignerKey(origin, signatureTypes.ED25519));

/** Two of three witnesses are asked for; a and b have cosigned the newest head. */
export const policyText = [
  ...witnesses.map(({ verifier }, i) => `witness ${'abc'[i]} ${formatVerifierKey(verifier)}`),
  'group all 2 a b c',
  'quorum all',
  '',
].join('\n');

export const signer = checkpointSigner(origin, [logKey]);
/** Has a key of the same name, and not the log's. */
export const strangerSigner = checkpointSigner(origin, [strangerKey]);
export const sealing = { current: Buffer.alloc(32, 8) };

/** Settings of the command line that goes with it. */
export const variables = {
  LAUREL_KEY_ENCRYPTION_KEY: sealing.current.toString('base64'),
  LAUREL_PSEUDONYM_KEY: Buffer.alloc(32, 7).toString('base64'),
};

export interface RealLog {
  /** A data directory at rest. */
  readonly directory: string;
  readonly editionId: string;
  /** Recognized. */
  readonly nominationId: string;
  readonly person: string;
  /** Of somebody who was erased. */
  readonly erased: { readonly nominationId: string; readonly person: string };
  remove(): void;
}

/** The line of a witness under a head. */
export const cosignatureOf = (note: string, witness = 0, time = 1_706_000_000): string =>
  signatureLine(cosign(witnesses[witness] as (typeof witnesses)[number], parseNote(note).text, time));

/** A program run over the API to its recognitions; one of its nominees is erased, and the log is signed and cosigned. */
export const realLog = async (): Promise<RealLog> => {
  const { api, editionId, nominations } = await recognized();
  const directory = mkdtempSync(join(tmpdir(), 'laurel-real-log-'));
  await api.running.close();
  cpSync(api.directory, directory, { recursive: true });
  rmSync(api.directory, { recursive: true });
  const [nominationId, erasedId] = [nominations[0] as string, nominations[3] as string];
  const embedded = await openStores({ directory, sealing });
  const personOf = async (id: string): Promise<string> => {
    const [first] = await embedded.raw.readStream(`nomination-${id}` as StreamName, 0, 1);
    return ((first as Recorded).data as { person: string }).person;
  };
  const [person, erasedPerson] = [await personOf(nominationId), await personOf(erasedId)];
  const keys = await embedded.vault.destroy(`person/${erasedPerson}`);
  await embedded.log.append(`person-${erasedPerson}` as StreamName, erasure(erasedPerson, keys), 'any');
  sign(directory, await embedded.raw.readAll(undefined, 1_000_000));
  await embedded.close();
  return {
    directory,
    editionId,
    nominationId,
    person,
    erased: { nominationId: erasedId, person: erasedPerson },
    remove: () => rmSync(directory, { recursive: true }),
  };
};

const erasure = (person: string, keys: readonly string[]) => {
  const { at, record } = history();
  at('2024-03-01T02:00:00.000Z');
  const owner = { kind: 'PERSON', id: person } as const;
  const done = { owner, requestId: 'erasure-1', legalBasis: 'COURT_ORDER', keys: [...keys], files: [], filesKept: [] };
  const [event] = record(
    `person-${person}` as StreamName,
    [{ type: 'PersonalDataErased', data: done } as never],
    system,
  );
  const { meta } = event as Recorded;
  return catalog.encode([{ type: 'PersonalDataErased', data: done } as never], meta);
};

/** A head for every 40 events; two witnesses under the newest. */
export const sign = (directory: string, events: readonly Recorded[], by = signer): void => {
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(directory, `tree.db${suffix}`), { force: true });
  const store = new TreeStore(join(directory, 'tree.db'));
  for (let i = 0; i < events.length; i += 40) integrate(store, by, events.slice(i, i + 40));
  const head = store.newest();
  for (const witness of head ? [0, 1] : [])
    store.addCosignature(head?.size ?? 0, cosignatureOf(head?.note ?? '', witness));
  store.close();
};
