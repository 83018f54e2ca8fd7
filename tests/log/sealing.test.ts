import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Position, Recorded } from '../../src/domain/event.ts';
import type { NewEvent } from '../../src/log/event-log.ts';
import { canonicalJson, digestOf, leafText, leafTextOf } from '../../src/log/leaf.ts';
import {
  commitmentOf,
  type KeyByName,
  openingsOf,
  openPart,
  saidPointer,
  seal,
  type ToSeal,
  unsealed,
} from '../../src/log/sealing.ts';
import { SealBroken } from '../../src/privacy/aead.ts';
import type { DataKey } from '../../src/privacy/vault.ts';
import { meta, stream } from './facts.ts';

const nominee: DataKey = { name: 'person/p/1', bytes: randomBytes(32) };
const objector: DataKey = { name: 'objector/o/1', bytes: randomBytes(32) };
const keyOf: KeyByName = (name) => [nominee, objector].find((key) => key.name === name) ?? 'DESTROYED';
const without =
  (...names: string[]): KeyByName =>
  (name) =>
    names.includes(name) ? 'DESTROYED' : keyOf(name);

const nomination = stream('nomination-1');
const plain = {
  category: 'SKILLED',
  form: { name: '王芳', phone: '13800000000', honors: [{ title: '劳模' }] },
  note: '可',
};
const event = (data: unknown = plain): NewEvent => ({
  id: randomUUID(),
  type: 'Nominated',
  schemaVersion: 1,
  data,
  meta,
});
const parts: readonly ToSeal[] = [
  {
    keys: [nominee],
    values: new Map<string, unknown>([
      ['/data/form', plain.form],
      ['/data/note', plain.note],
    ]),
  },
  { keys: [nominee, objector], values: new Map([[saidPointer, { said: '王芳' }]]) },
];
const stored = (sealed: NewEvent): Recorded => ({
  ...(JSON.parse(JSON.stringify(sealed)) as NewEvent),
  stream: nomination,
  revision: 0,
  position: '1' as Position,
});
const sealed = () => stored(seal(event(), nomination, parts));

describe('A sealed event', () => {
  it('shows a commitment in the place of every personal value, and one for each property of an object', () => {
    const { data } = sealed();
    const commitment = expect.stringMatching(/^[\w-]{43}$/);
    expect(data).toEqual({
      category: 'SKILLED',
      form: { name: commitment, phone: commitment, honors: commitment },
      note: commitment,
    });
  });

  it('opens to what it was', () => {
    expect(unsealed(sealed(), keyOf).data).toEqual(plain);
    expect(unsealed(sealed(), keyOf).meta).toEqual(meta);
    expect(openPart(sealed(), 1, keyOf)?.values.get(saidPointer)).toEqual({ said: '王芳' });
  });

  it('reads as null where a key was destroyed, and what several keys seal goes with any of them', () => {
    expect(unsealed(sealed(), without('person/p/1')).data).toEqual({ category: 'SKILLED', form: null, note: null });
    expect(openPart(sealed(), 1, without('objector/o/1'))).toBeUndefined();
    expect(openPart(sealed(), 1, without('person/p/1'))).toBeUndefined();
  });

  it('hides equal values from each other', () => {
    const [one, two] = [sealed(), sealed()];
    expect(one.data).not.toEqual(two.data);
    expect(one.sealed).not.toEqual(two.sealed);
  });

  it('keeps its leaf when the key is gone and when the ciphertext is', () => {
    const { sealed: _, ...bare } = sealed();
    expect(leafText(bare)).not.toContain('王芳');
    const whole = sealed();
    expect(digestOf(leafText(whole))).toEqual(digestOf(leafText({ ...whole, sealed: [] } as Recorded)));
  });

  it.each<[string, (event: Recorded) => Recorded]>([
    ['a changed byte', (event) => ({ ...event, sealed: [flip(event.sealed?.[0] ?? ''), event.sealed?.[1] ?? ''] })],
    ['a cut one', (event) => ({ ...event, sealed: ['', event.sealed?.[1] ?? ''] })],
    ['a missing one', ({ sealed: _, ...event }) => event],
    ['one of another part', (event) => ({ ...event, sealed: [...(event.sealed ?? [])].reverse() })],
    ['one of another event', (event) => ({ ...event, sealed: sealed().sealed ?? [] })],
    ['one of another stream', (event) => ({ ...event, stream: stream('nomination-2') })],
    ['one of another type', (event) => ({ ...event, type: 'FormAmended' })],
  ])('refuses %s as ciphertext', (_, tamper) => {
    expect(() => unsealed(tamper(sealed()), keyOf)).toThrow(SealBroken);
  });

  it('names the event, and nothing of what is sealed, when it does not open', () => {
    const broken = { ...sealed(), sealed: [] };
    expect(() => unsealed(broken, keyOf)).toThrow(`event ${broken.id} (Nominated, revision 0 of nomination-1)`);
  });

  it('can be told field by field: each opening leads to the commitment in its place', () => {
    const event = sealed();
    const opened = openPart(event, 0, keyOf);
    const openings = openingsOf(opened as NonNullable<typeof opened>);
    expect(openings.map(({ pointer }) => pointer)).toEqual([
      '/data/form/honors',
      '/data/form/name',
      '/data/form/phone',
      '/data/note',
    ]);
    const { form, note } = event.data as { form: Record<string, string>; note: string };
    expect(openings.map(commitmentOf)).toEqual([form.honors, form.name, form.phone, note]);
    expect(new Set(openings.map(({ salt }) => salt)).size).toBe(4);
  });

  it('opens to whatever JSON was sealed, in whatever place', () => {
    const names = fc.string({ minLength: 1, maxLength: 8 }).filter((name) => name !== '__proto__');
    fc.assert(
      fc.property(fc.dictionary(names, fc.jsonValue(), { minKeys: 1 }), fc.nat(), (data, pick) => {
        const personal = Object.keys(data).filter((_, i) => (pick >> i) % 2 === 0);
        const values = new Map(
          personal.map((name) => [`/data/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, data[name]]),
        );
        const asStored = stored(seal(event(data), nomination, [{ keys: [nominee], values }]));
        expect(canonicalJson(unsealed(asStored, keyOf).data)).toBe(canonicalJson(data));
        const erased = unsealed(asStored, without('person/p/1')).data as Record<string, unknown>;
        for (const name of personal) expect(erased[name]).toBeNull();
      }),
    );
  });
});

describe('A leaf', () => {
  it('is composed from canonical texts as from values', () => {
    const event = sealed();
    const composed = leafTextOf(event, canonicalJson(event.data), canonicalJson(event.meta));
    expect(composed).toBe(leafText(event));
    expect(canonicalJson(JSON.parse(composed))).toBe(composed);
  });
});

const flip = (text: string): string => `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`;
