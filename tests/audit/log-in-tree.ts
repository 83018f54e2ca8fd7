import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { checkpointSigner } from '../../src/audit/note/checkpoint-signer.ts';
import { generateSignerKey, parseSignerKey, type SignerKey } from '../../src/audit/note/signer-key.ts';
import { signatureTypes } from '../../src/audit/note/verifier-key.ts';
import type { CheckpointSigner } from '../../src/audit/tree/signer.ts';
import {
  openTransparencyLog,
  type TransparencyLog,
  type TransparencyOptions,
} from '../../src/audit/tree/transparency-log.ts';
import type { EventLog, NewEvent } from '../../src/log/event-log.ts';
import { MemoryEventLog } from '../../src/log/memory-log.ts';
import { events, stream } from '../log/facts.ts';

export const ORIGIN = 'example.org/laurel';
export const newLogKey = (): SignerKey => parseSignerKey(generateSignerKey(ORIGIN, signatureTypes.ED25519));
export const signedBy = (...keys: readonly SignerKey[]): CheckpointSigner => checkpointSigner(ORIGIN, keys);

/** A log, a directory for its tree, and the tree opened on them, any number of times. */
export const logInTree = (log: EventLog = new MemoryEventLog()) => {
  const directory = mkdtempSync(join(tmpdir(), 'laurel-tree-'));
  const path = join(directory, 'tree.db');
  const key = newLogKey();
  const opened: TransparencyLog[] = [];
  return {
    log,
    path,
    key,
    async open(options: Partial<TransparencyOptions> = {}): Promise<TransparencyLog> {
      const tree = await openTransparencyLog({ path, log, signer: signedBy(key), gatherMs: 0, ...options });
      opened.push(tree);
      return tree;
    },
    /** Appends made-up events; returns them, with the position of the last. */
    async append(count: number, made: readonly NewEvent[] = events(count)) {
      const { position } = await log.append(stream('nomination-1'), made, 'any');
      return { position, made };
    },
    /** Changes the file behind its back. */
    tamper(sql: string): void {
      const db = new Database(path);
      for (const { name } of db
        .prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        .all()) {
        db.exec(`DROP TRIGGER ${name}`);
      }
      db.exec(sql);
      db.close();
    },
    async remove(): Promise<void> {
      await Promise.all(opened.map((tree) => tree.close()));
      rmSync(directory, { recursive: true });
    },
  };
};
export type LogInTree = ReturnType<typeof logInTree>;
