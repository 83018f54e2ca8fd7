import { createHash } from 'node:crypto';
import { crc32, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { papersOf } from '../../src/cli/demo/paper/papers.ts';
import { pdfOf } from '../../src/cli/demo/paper/pdf.ts';
import { pngOf } from '../../src/cli/demo/paper/png.ts';
import { runsOf } from '../../src/cli/demo/runs.ts';
import { mediaTypeOf } from '../../src/files/media-type.ts';

/** Everything that the people of a seed hand in. */
const papers = (seed: number) =>
  Object.values(runsOf(seed)).flatMap(({ plan }) =>
    plan.seats.flatMap((entry) =>
      papersOf(plan, entry, { seed, today: '2024-01-08' }).map((paper) => ({ plan, entry, ...paper })),
    ),
  );

describe.each([1, 7])('The papers of seed %i', (seed) => {
  it('are files of a type that the program accepts, no two of them the same', () => {
    const all = papers(seed);
    for (const { plan, material, file } of all) {
      const found = mediaTypeOf(file.bytes);
      expect(found).toBe(file.mediaType);
      expect(plan.program.materials.find(({ code }) => code === material)?.accepts).toContain(found);
    }
    const hashes = all.map(({ file }) => createHash('sha256').update(file.bytes).digest('hex'));
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it('are all that is required of each: licenses of registered businesses only', () => {
    const { youth, flex } = runsOf(seed);
    const all = papers(seed);
    const of = (material: string): number => all.filter((paper) => paper.material === material).length;
    expect(of('YOUTH_FORM_PDF')).toBe(youth.plan.seats.length);
    for (const material of ['FLEX_FORM', 'DEEDS', 'ID_COPY', 'NO_CRIME_PROOF']) {
      expect(of(material)).toBe(flex.plan.seats.length);
    }
    expect(of('PHOTO')).toBe(youth.plan.seats.length + flex.plan.seats.length);
    const registered = flex.plan.seats.filter(({ form }) => form.businessRegistered === 'YES');
    expect(of('E_LICENCE')).toBe(registered.length);
  });

  it('tell of deeds in 720 to 880 words, unless they are to be too short', () => {
    const { plan } = runsOf(seed).flex;
    for (const entry of plan.seats) {
      const wordsIf = (short: boolean): number =>
        papersOf(plan, entry, { seed, today: '2024-01-08', short }).find(({ material }) => material === 'DEEDS')
          ?.words ?? 0;
      expect(wordsIf(false)).toBeGreaterThanOrEqual(720);
      expect(wordsIf(false)).toBeLessThanOrEqual(880);
      expect(wordsIf(true)).toBeLessThan(720);
    }
  });
});

describe('A PDF', () => {
  const pdf = pdfOf({
    title: '登记表',
    paragraphs: Array.from(
      { length: 60 },
      (_, i) => `第${i}段：经营早餐店，为环卫工人免费提供早餐，坚持至今，受到好评。`,
    ),
    stamp: { of: '郑州市人社局', on: '2024-01-05' },
  }).toString('latin1');

  it('says where each of its objects begins', () => {
    const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(pdf)?.[1]);
    const table = pdf.slice(start);
    expect(table.startsWith('xref\n0 ')).toBe(true);
    const entries = [...table.matchAll(/^(\d{10}) 00000 n $/gm)];
    expect(entries.length).toBeGreaterThan(5);
    for (const [i, [, offset]] of entries.entries()) {
      expect(pdf.slice(Number(offset)).startsWith(`${i + 1} 0 obj\n`)).toBe(true);
    }
  });

  it('says how long each page is, and has as many as it counts', () => {
    const streams = [...pdf.matchAll(/<< \/Length (\d+) >>\nstream\n([\s\S]*?)\nendstream/g)];
    for (const [, length, content] of streams) expect(content).toHaveLength(Number(length));
    expect(pdf).toContain(`/Count ${streams.length} `);
    expect(streams).toHaveLength(2);
  });

  it('writes its text in UTF-16, the first line the title', () => {
    const [, first = ''] = /<([0-9a-f]+)> Tj/.exec(pdf) ?? [];
    expect(Buffer.from(first, 'hex').swap16().toString('utf16le')).toBe('登记表');
  });
});

describe('A PNG', () => {
  const png = pngOf({
    width: 3,
    height: 2,
    colors: [
      [255, 255, 255],
      [10, 20, 30],
    ],
    at: (x, y) => (x + y) % 2,
    comment: 'chess',
  });

  const chunks = (): { type: string; data: Buffer; sound: boolean }[] => {
    const found = [];
    for (let at = 8; at < png.length; ) {
      const length = png.readUInt32BE(at);
      const body = png.subarray(at + 4, at + 8 + length);
      found.push({
        type: body.toString('latin1', 0, 4),
        data: body.subarray(4),
        sound: png.readUInt32BE(at + 8 + length) === crc32(body) >>> 0,
      });
      at += 12 + length;
    }
    return found;
  };

  it('is made of sound chunks in the order of its specification', () => {
    expect(chunks().map(({ type }) => type)).toEqual(['IHDR', 'PLTE', 'tEXt', 'IDAT', 'IEND']);
    expect(chunks().every(({ sound }) => sound)).toBe(true);
  });

  it('holds the picture, row by row', () => {
    const data = chunks().find(({ type }) => type === 'IDAT')?.data ?? Buffer.alloc(0);
    expect([...inflateSync(data)]).toEqual([0, 0, 1, 0, 0, 1, 0, 1]);
  });
});
