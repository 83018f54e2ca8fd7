import type { EventMeta, Position, Recorded } from '../../domain/event.ts';
import { catalog } from '../../log/catalog.ts';
import { saidPointer } from '../../log/sealing.ts';
import { fromCanonical } from '../bundle/canonical.ts';
import type { LeafLine } from '../bundle/format.ts';
import { commitmentsOf } from '../bundle/leaf-line.ts';
import type { Damages } from './damage.ts';
import { metaSchema } from './meta.ts';
import { placeOf } from './order.ts';
import type { StoredRow } from './rows.ts';

/** The event of a row, for checks that need more than its texts; undefined where its texts or its meta cannot be read. */
export const readRow = (row: StoredRow, damages: Damages): Recorded | undefined => {
  const data = readText(row, 'data', damages);
  const meta = readText(row, 'meta', damages);
  const sealed = sealedOf(row, damages);
  if (!data || !meta || !sealed) return undefined;
  const parsed = metaSchema.safeParse(meta.value);
  if (!parsed.success) {
    const found = parsed.error.issues.map(({ path, code }) => `${path.map(String).join('.')} (${code})`).join(', ');
    damages.add('META_MALFORMED', { ...placeOf(row), expected: 'meta as every event has it', found });
    return undefined;
  }
  const { position, data: _, meta: __, sealed: ___, ...rest } = row;
  return {
    ...rest,
    position: String(position) as Position,
    data: data.value,
    meta: meta.value as EventMeta,
    ...(sealed.length > 0 && { sealed }),
  };
};

/** A text that is not canonical is named, and read all the same if it is JSON. */
const readText = (row: StoredRow, what: 'data' | 'meta', damages: Damages): { readonly value: unknown } | undefined => {
  const canonical = fromCanonical(row[what]);
  if (canonical) return canonical;
  damages.add('NOT_CANONICAL', {
    ...placeOf(row),
    expected: `canonical JSON (RFC 8785) as ${what}`,
    found: 'another text',
  });
  return jsonOf(row[what]);
};

const jsonOf = (text: string): { readonly value: unknown } | undefined => {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
};

const sealedOf = (row: StoredRow, damages: Damages): readonly string[] | undefined => {
  if (row.sealed === null) return [];
  const sealed = jsonOf(row.sealed)?.value;
  if (Array.isArray(sealed) && sealed.every((part) => typeof part === 'string')) {
    if (JSON.stringify(sealed) !== row.sealed || !sealed.every(isBase64url)) {
      const expected = 'a list of ciphertexts in their one spelling';
      damages.add('NOT_CANONICAL', { ...placeOf(row), expected, found: 'another text' });
    }
    return sealed;
  }
  damages.add('CIPHERTEXT_BROKEN', { ...placeOf(row), expected: 'a list of ciphertexts', found: 'another text' });
  return undefined;
};

const isBase64url = (text: string): boolean => Buffer.from(text, 'base64url').toString('base64url') === text;

/** The event as it is stored: known to the catalog, of its schema, and sealed just where it is personal. */
export const checkStored = (row: StoredRow, event: Recorded, damages: Damages): void => {
  const [parts, ciphertexts] = [event.meta.sealed?.length ?? 0, event.sealed?.length ?? 0];
  if (ciphertexts > parts) {
    const expected = `ciphertexts of ${parts} parts, as the event says`;
    damages.add('CIPHERTEXT_BROKEN', { ...placeOf(row), expected, found: String(ciphertexts) });
  }
  const fault = catalog.faultIn(event, 'STORED');
  if (fault) {
    damages.add(fault.kind, { ...placeOf(row), expected: `${row.type} as the catalog has it`, found: fault.problem });
    if (fault.kind !== 'DATA_MALFORMED') return;
  }
  const personal = catalog.personalIn(row.type as never, event.data).map(({ pointer }) => `/data${pointer}`);
  const said = event.meta.command.said === undefined ? [] : [saidPointer];
  const expected = [...personal, ...said].sort().join(' ');
  const found = (event.meta.sealed ?? [])
    .flatMap(({ fields }) => fields)
    .sort()
    .join(' ');
  if (expected !== found) {
    damages.add('SEALING_MALFORMED', { ...placeOf(row), expected: `sealed: ${expected || 'nothing'}`, found });
  } else if (!commitmentsOf(event as unknown as LeafLine)) {
    damages.add('SEALING_MALFORMED', {
      ...placeOf(row),
      expected: 'commitments',
      found: 'something else in their place',
    });
  }
};
