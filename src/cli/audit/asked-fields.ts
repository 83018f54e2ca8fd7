import { commitmentsOf } from '../../audit/bundle/leaf-line.ts';
import type { Opened, OpenedEvent } from '../../audit/bundle/openings.ts';
import type { Recorded } from '../../domain/event.ts';
import { isWithin } from '../../log/json-pointer.ts';
import { type KeyOwner, ownerOf } from '../../privacy/vault.ts';
import { BadEnvironment } from '../environment.ts';

/** What came of a field that was asked for: in how many events. */
export interface AskedField {
  /** As it was asked for; all of them: `everything`. */
  readonly field: string;
  readonly opened: number;
  /** A key to it was destroyed. */
  readonly erased: number;
  /** Shown to nobody for now. */
  readonly restricted: number;
}

/** The root of all pointers: everything that is sealed. */
const everything = '';

/** Pointers of what is sealed in an event: as sealed, and of each part that can be opened alone. */
const sealedIn = (event: Recorded): readonly { readonly pointer: string; readonly keys: readonly string[] }[] => [
  ...(event.meta.sealed ?? []).flatMap(({ keys, fields }) => fields.map((pointer) => ({ pointer, keys }))),
  ...(commitmentsOf(event) ?? []),
];

const mostNamed = 20;

/** Nothing is opened, nor recorded, for who mistyped a field. @throws {BadEnvironment} naming it, and what there is */
export const mustBeSealed = (events: readonly Recorded[], wanted: Opened): void => {
  if (wanted === 'NONE' || wanted === 'ALL') return;
  const there = [...new Set(events.flatMap((event) => sealedIn(event).map(({ pointer }) => pointer)))].sort();
  for (const field of wanted) {
    if (field !== everything && there.some((pointer) => isWithin(pointer, field))) continue;
    const near = nearTo(field, there);
    const more = near.length > mostNamed ? ` and ${near.length - mostNamed} more` : '';
    throw new BadEnvironment(
      `No event of the bundle has a sealed field "${field}" to open; nothing was written or recorded. There are ` +
        `${near.slice(0, mostNamed).join(', ') || 'none'}${more}.`,
    );
  }
};

/** Those beside it, or beside what it would be a part of. */
const nearTo = (field: string, there: readonly string[]): readonly string[] => {
  const parent = field.slice(0, Math.max(field.lastIndexOf('/'), 0));
  const near = there.filter((pointer) => pointer.startsWith(`${parent}/`));
  return near.length > 0 || parent === everything ? near : nearTo(parent, there);
};

/** One for each field asked for. */
export const whatCameOf = (
  events: readonly Recorded[],
  wanted: Opened,
  openings: readonly OpenedEvent[],
  restricted: ReadonlySet<KeyOwner>,
): readonly AskedField[] => {
  if (wanted === 'NONE') return [];
  const openedIn = new Map(
    openings.map(({ event, openings: of }) => [event.id as string, new Set(of.map(({ pointer }) => pointer))]),
  );
  const sealed = events.map((event) => {
    const opened = openedIn.get(event.id);
    return (commitmentsOf(event) ?? []).map(({ pointer, keys }) => ({
      pointer,
      is: opened?.has(pointer) ? 'opened' : keys.some((key) => restricted.has(ownerOf(key))) ? 'restricted' : 'erased',
    }));
  });
  return (wanted === 'ALL' ? [everything] : wanted).map((field) => {
    const found = sealed.map(
      (parts) => new Set(parts.filter((one) => isWithin(one.pointer, field)).map(({ is }) => is)),
    );
    const count = (is: string): number => found.filter((those) => those.has(is)).length;
    return {
      field: field === everything ? 'everything' : field,
      opened: count('opened'),
      erased: count('erased'),
      restricted: count('restricted'),
    };
  });
};

/** Such as `/data/form/name: opened in 2 events, ERASED in 1 event`. */
export const inWords = ({ field, opened, erased, restricted }: AskedField): string => {
  const told = [
    `opened in ${eventsOf(opened)}`,
    ...(erased > 0 ? [`ERASED in ${eventsOf(erased)}`] : []),
    ...(restricted > 0 ? [`restricted, and shown to nobody for now, in ${eventsOf(restricted)}`] : []),
  ];
  return `${field}: ${told.join('; ')}.`;
};

const eventsOf = (count: number): string => (count === 1 ? '1 event' : `${count} events`);
