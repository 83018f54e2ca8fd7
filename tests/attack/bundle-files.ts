import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../../src/log/leaf.ts';

// biome-ignore lint/suspicious/noExplicitAny: what a tampering changes has no type
type Json = any;

/** A copy of a bundle to be tampered with. */
export interface BundleFiles {
  readonly directory: string;
  read(name: string): string;
  write(name: string, text: string | Uint8Array): void;
  remove(name: string): void;
  /** Lines of a file, changed in place or anew. */
  lines(name: string, change: (lines: string[]) => string[] | undefined): void;
  /** The same with each line as JSON; written in canonical form. */
  json(name: string, change: (values: Json[]) => Json[] | undefined): void;
  /** A file of one JSON value. */
  document(name: string, change: (value: Json) => Json | undefined): void;
  /** Makes the manifest agree with the files as they are now, as a forger would. */
  reseal(): void;
}

export const copyOf = (bundle: string, to: string): BundleFiles => {
  rmSync(to, { recursive: true, force: true });
  cpSync(bundle, to, { recursive: true });
  const path = (name: string): string => join(to, name);
  const read = (name: string): string => readFileSync(path(name), 'utf8');
  const write = (name: string, text: string | Uint8Array): void => writeFileSync(path(name), text);
  const lines: BundleFiles['lines'] = (name, change) => {
    const before = read(name).split('\n').slice(0, -1);
    const after = change(before) ?? before;
    write(name, after.map((line) => `${line}\n`).join(''));
  };
  const document: BundleFiles['document'] = (name, change) => {
    const before = JSON.parse(read(name));
    write(name, `${canonicalJson(change(before) ?? before)}\n`);
  };
  return {
    directory: to,
    read,
    write,
    remove: (name) => rmSync(path(name)),
    lines,
    json: (name, change) =>
      lines(name, (texts) => {
        const before = texts.map((text) => JSON.parse(text));
        return (change(before) ?? before).map((value) => canonicalJson(value));
      }),
    document,
    reseal() {
      const names = readdirSync(to).filter((name) => name !== 'manifest.json' && /^[A-Za-z][\w.-]*$/.test(name));
      const count = (name: string): number => (existsSync(path(name)) ? read(name).split('\n').length - 1 : 0);
      document('manifest.json', (manifest) => {
        manifest.files = names.map((name) => {
          const bytes = readFileSync(path(name));
          return { name, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
        });
        manifest.counts = {
          events: count('leaves.jsonl'),
          openings: count('openings.jsonl'),
          chain: JSON.parse(read('consistency.json')).chain.length,
        };
      });
    },
  };
};
