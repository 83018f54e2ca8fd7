import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Position, personal, type Recorded } from '../../src/domain/event.ts';
import { defineCatalog } from '../../src/log/codec.ts';
import { eventIdOf } from '../../src/log/event-id.ts';
import { MemoryEventLog } from '../../src/log/memory-log.ts';
import { meta, stream } from './facts.ts';

const contact = z.strictObject({ phone: personal(z.string()), kind: z.enum(['HOME', 'WORK']) });

const nominationEvents = {
  Nominated: z.strictObject({
    category: z.string(),
    seat: z.int().positive().default(1),
    nominee: z.strictObject({
      name: personal(z.string()),
      born: personal(z.iso.date()).optional(),
      employer: z.string(),
    }),
    honors: z.array(z.strictObject({ title: personal(z.string()), year: z.int() })).optional(),
    contacts: z.record(z.string(), contact).nullable(),
    answers: personal(z.record(z.string(), z.unknown())).nullable(),
  }),
  Withdrawn: z.strictObject({ reason: z.string() }),
};
const reviewEvents = {
  Scored: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('POINTS'), points: z.number(), remark: personal(z.string()) }),
    z.strictObject({
      kind: z.literal('RECUSAL'),
      remark: z.string(),
      expert: z.strictObject({ name: personal(z.string()) }),
    }),
  ]),
};

const catalog = defineCatalog([nominationEvents, reviewEvents]);

const nominated = {
  type: 'Nominated' as const,
  data: {
    category: 'SKILLED',
    seat: 1,
    nominee: { name: '张三', born: '1980-02-29', employer: 'Zhengzhou Works' },
    honors: [{ title: 'Model Worker', year: 2019 }],
    contacts: { first: { phone: '13800000000', kind: 'HOME' as const } },
    answers: { resume: 'none' },
  },
};

const recorded = (type: string, schemaVersion: number, data: unknown): Recorded => ({
  id: eventIdOf(meta.command.id, 0),
  type,
  schemaVersion,
  stream: stream('nomination-1'),
  revision: 3,
  position: '7' as Position,
  data,
  meta,
});

describe('The catalog of events', () => {
  it('brings facts through a log and back', async () => {
    const log = new MemoryEventLog();
    const facts = [nominated, { type: 'Withdrawn' as const, data: { reason: 'moved away' } }];
    await log.append(stream('nomination-1'), catalog.encode(facts, meta), 'no-stream');
    const held = (await log.readStream(stream('nomination-1'))).map((event) => catalog.decode(event));
    expect(held.map(({ type, data, schemaVersion, meta }) => ({ type, data, schemaVersion, meta }))).toEqual(
      facts.map((fact) => ({ ...fact, schemaVersion: 1, meta })),
    );
    await log.close();
  });

  it('gives the facts of a repeated command the same ids', () => {
    const twice = [nominated, nominated];
    const ids = catalog.encode(twice, meta).map(({ id }) => id);
    expect(ids).toEqual([eventIdOf(meta.command.id, 0), eventIdOf(meta.command.id, 1)]);
    expect(catalog.encode(twice, meta).map(({ id }) => id)).toEqual(ids);
  });

  it('writes defaults out, so that they are part of the fact', () => {
    const { seat: _, ...data } = nominated.data;
    const [event] = catalog.encode([{ type: 'Nominated', data } as typeof nominated], meta);
    expect(event?.data).toMatchObject({ seat: 1 });
  });

  it('refuses a fact that is not as its schema says, naming type and path but no value', () => {
    const nominee = { name: 13_800_000_000, employer: 'Zhengzhou Works', secretKey: '张三' };
    const wrong = { ...nominated, data: { ...nominated.data, nominee, category: undefined } };
    const encode = () => catalog.encode([wrong as never], meta);
    expect(encode).toThrow('The data of Nominated is not as its schema says: ');
    expect(encode).toThrow('category (invalid_type)');
    expect(encode).toThrow('nominee.name (invalid_type)');
    expect(encode).toThrow('nominee (unrecognized_keys)');
    expect(encode).not.toThrow(/13800000000|张三|secretKey/);
  });

  it('refuses a fact of an unknown type', () => {
    expect(() => catalog.encode([{ type: 'Promoted', data: {} } as never], meta)).toThrow('no event type Promoted');
  });

  it('cannot be made of two tables with one type, or with upcasters for none', () => {
    expect(() => defineCatalog([nominationEvents, { Withdrawn: z.strictObject({}) }])).toThrow(
      'Withdrawn is in two tables',
    );
    expect(() => defineCatalog([reviewEvents], { Scorde: [] })).toThrow('upcasters for Scorde');
  });
});

describe('An event of an older version', () => {
  const grown = defineCatalog(
    [{ Withdrawn: z.strictObject({ reason: z.string(), by: z.string(), final: z.boolean() }) }],
    {
      Withdrawn: [
        ({ why }: { why: string }) => ({ reason: why, by: 'NOMINEE' }),
        (data: { reason: string; by: string }) => ({ ...data, final: true }),
      ],
    },
  );
  const today = { reason: 'moved away', by: 'NOMINEE', final: true };

  it.each([
    [1, { why: 'moved away' }],
    [2, { reason: 'moved away', by: 'NOMINEE' }],
    [3, today],
  ])('is raised step by step from version %i', (version, data) => {
    expect(grown.decode(recorded('Withdrawn', version, data))).toEqual(recorded('Withdrawn', 3, today));
  });

  it('is what the newest facts are no more', () => {
    const [event] = grown.encode([{ type: 'Withdrawn', data: today }], meta);
    expect(event?.schemaVersion).toBe(3);
  });

  it('is refused if the steps do not lead to the schema, without its values', () => {
    const decode = () => grown.decode(recorded('Withdrawn', 2, { reason: '张三', by: 13_800_000_000 }));
    expect(decode).toThrow('(Withdrawn, revision 3 of nomination-1) raised to version 3 is not as its schema says');
    expect(decode).not.toThrow(/13800000000|张三/);
  });

  it.each([4, 0])('is not what version %i is', (version) => {
    expect(() => grown.decode(recorded('Withdrawn', version, today))).toThrow(
      `is of version ${version}; this program knows versions 1 to 3.`,
    );
  });

  it('is refused if its type is unknown', () => {
    expect(() => grown.decode(recorded('Promoted', 1, {}))).toThrow('is of a type that this program does not know.');
  });
});

describe('Personal fields', () => {
  it('are found wherever they are marked', () => {
    expect(catalog.personalFieldsOf('Nominated')).toEqual([
      'nominee.name',
      'nominee.born',
      'honors[].title',
      'contacts[].phone',
      'answers',
    ]);
    expect(catalog.personalFieldsOf('Withdrawn')).toEqual([]);
    expect(catalog.personalFieldsOf('Scored')).toEqual(['remark', 'expert.name']);
  });

  it('are null in what a reader sees who may not see them; the rest is as it was', () => {
    expect(catalog.redact('Nominated', nominated.data)).toEqual({
      category: 'SKILLED',
      seat: 1,
      nominee: { name: null, born: null, employer: 'Zhengzhou Works' },
      honors: [{ title: null, year: 2019 }],
      contacts: { first: { phone: null, kind: 'HOME' } },
      answers: null,
    });
  });

  it('do not appear where there were none', () => {
    const data = {
      category: 'SKILLED',
      seat: 1,
      nominee: { name: '张三', employer: 'X' },
      contacts: null,
      answers: null,
    };
    expect(catalog.redact('Nominated', data)).toEqual({ ...data, nominee: { name: null, employer: 'X' } });
    expect(catalog.redact('Withdrawn', { reason: 'moved away' })).toEqual({ reason: 'moved away' });
  });

  it('are hidden in every option of a union if they are personal in one', () => {
    const recusal = { kind: 'RECUSAL', remark: 'cousin', expert: { name: '王五' } };
    expect(catalog.redact('Scored', recusal)).toEqual({ kind: 'RECUSAL', remark: null, expert: { name: null } });
  });

  it('stay in the event itself', () => {
    const before = structuredClone(nominated.data);
    catalog.redact('Nominated', nominated.data);
    expect(nominated.data).toEqual(before);
  });

  it.each([
    ['pipe', z.string().transform((text) => text.trim())],
    ['date', z.date()],
    ['lazy', z.lazy(() => z.string())],
  ])('cannot be overlooked inside a "%s", which no event may use', (kind, field) => {
    expect(() => defineCatalog([{ Nominated: z.strictObject({ field }) }])).toThrow(`cannot use zod's "${kind}"`);
  });
});

describe('The id of an event', () => {
  const command = '0b7d1f64-7e0b-4c86-8a51-0d54a0b6a5a1';

  it('is a UUID of version 5, the same for the same command and index, in either case', () => {
    expect(eventIdOf(command, 0)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(eventIdOf(command.toUpperCase(), 0)).toBe(eventIdOf(command, 0));
  });

  it('never changes from release to release: a repeat must find what an earlier one recorded', () => {
    expect(eventIdOf(command, 0)).toBe('157cf5de-8b0a-56ef-9b4a-f2ba4dfcd15a');
  });

  it('differs by index and by command', () => {
    const ids = [
      eventIdOf(command, 0),
      eventIdOf(command, 1),
      eventIdOf(meta.actor.id, 0),
      eventIdOf(`${command}/1`, 0),
    ];
    expect(new Set(ids).size).toBe(4);
  });
});
