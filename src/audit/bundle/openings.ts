import type { Recorded } from '../../domain/event.ts';
import { isWithin } from '../../log/json-pointer.ts';
import { type Opening, openingsOf, openPart } from '../../log/sealing.ts';
import { ownerOf, type Vault } from '../../privacy/vault.ts';

/** Which commitments are to be opened: those at or below these pointers, or all. */
export type Opened = 'NONE' | 'ALL' | readonly string[];

export interface OpenedEvent {
  readonly event: Recorded;
  readonly openings: readonly Opening[];
}

/**
 * Openings of what was asked for; of events that have any. What was erased has none, and what is restricted is shown to
 * nobody.
 * @param restricted owners of keys
 */
export const openingsIn = async (
  events: readonly Recorded[],
  wanted: Opened,
  vault: Vault,
  restricted: ReadonlySet<string>,
): Promise<readonly OpenedEvent[]> => {
  if (wanted === 'NONE') return [];
  const names = events.flatMap(({ meta }) => (meta.sealed ?? []).flatMap(({ keys }) => keys));
  const keys = await vault.keys(names);
  const isOpen = (pointer: string): boolean => wanted === 'ALL' || wanted.some((field) => isWithin(pointer, field));
  return events.flatMap((event) => {
    const openings = (event.meta.sealed ?? []).flatMap((part, index) => {
      if (part.keys.some((name) => restricted.has(ownerOf(name)))) return [];
      const opened = openPart(event, index, (name) => keys.get(name) ?? 'DESTROYED');
      return opened ? openingsOf(opened).filter(({ pointer }) => isOpen(pointer)) : [];
    });
    return openings.length > 0 ? [{ event, openings }] : [];
  });
};
