import type { Position } from '../../domain/event.ts';
import { comparePositions } from '../../log/event-log.ts';
import { parseSignatureLines } from '../note/note.ts';
import { isMet, type Policy } from '../note/policy.ts';
import { identityOf } from '../note/verifier-key.ts';
import type { StoredCheckpoint } from '../tree/stored-checkpoint.ts';
import type { TransparencyLog } from '../tree/transparency-log.ts';

/** What the witnesses of a log's policy have cosigned of it: told from lines that were verified before they were stored. */
export interface WitnessQuorum {
  /** Whether a head has the cosignatures that the policy asks for. */
  isMetBy(head: StoredCheckpoint): boolean;
  /** Whether some head that has them covers a position of the log. */
  covers(position: Position): boolean;
}

export const witnessQuorum = (
  { witnesses, quorum }: Policy,
  log: Pick<TransparencyLog, 'cosigned' | 'isIntegrated'>,
): WitnessQuorum => {
  const isMetBy = ({ cosignatures }: Pick<StoredCheckpoint, 'cosignatures'>): boolean => {
    const signed = cosignatures.flatMap(parseSignatureLines).map(({ name, keyId }) => identityOf({ name, id: keyId }));
    return isMet(quorum, new Set(witnesses.filter(({ key }) => signed.includes(identityOf(key)))));
  };
  const asksForNobody = isMetBy({ cosignatures: [] });
  /** The last position of the largest head that was found to have them. */
  let reached: Position | undefined;
  return {
    isMetBy,
    covers(position) {
      if (asksForNobody) return log.isIntegrated(position);
      if (reached !== undefined && comparePositions(position, reached) <= 0) return true;
      for (const { checkpoint, last } of log.cosigned(position)) {
        if (!isMetBy(checkpoint)) continue;
        reached = last;
        return true;
      }
      return false;
    },
  };
};
