import type Database from 'better-sqlite3';
import type { BureauCode, EditionId, NominationId } from '../src/domain/ids.ts';
import { type Home, homeFinder } from './nomination-board.ts';
import { finder, writer } from './read-model.ts';
import { remembering } from './remembering.ts';

interface Return {
  readonly editionId: EditionId;
  readonly from: BureauCode;
  readonly to: BureauCode;
}

/** Of a bureau, within the batch. */
interface Change extends Record<Figure, number> {
  readonly editionId: EditionId;
  readonly bureau: BureauCode;
}
type Figure = 'drafted' | 'received' | 'forwarded';

/** What happens to a bureau's figures, step by step; they are written once a batch. */
export const tallyWrites = (db: Database.Database, atEnd: (write: () => void) => void) => {
  const changes = new Map<string, Change>();
  const add = (figure: Figure, amount: number, editionId: EditionId, bureau: BureauCode): void => {
    const key = `${bureau}/${editionId}`;
    const change = changes.get(key) ?? { editionId, bureau, drafted: 0, received: 0, forwarded: 0 };
    change[figure] += amount;
    changes.set(key, change);
  };
  const update = writer(
    db,
    `UPDATE tally SET drafted = drafted + ?, received = received + ?, forwarded = forwarded + ?
      WHERE editionId = ? AND bureau = ?`,
  );
  atEnd(() => {
    for (const { drafted, received, forwarded, editionId, bureau } of changes.values()) {
      update(drafted, received, forwarded, editionId, bureau);
    }
    changes.clear();
  });

  const homeOf = remembering(homeFinder(db));
  /**
   * The tally comes before the nomination board, and so still sees there how it was before the event. What is returned
   * for a supplement keeps its place above.
   */
  const wasInOwnHands = finder<Home>(
    db,
    `SELECT editionId, bureau FROM nomination
      WHERE nominationId = ? AND holder = bureau AND supplementFor IS NULL AND status IN ('DRAFTED', 'RETURNED', 'PASSED')`,
  );
  const parent = finder<{ parent: BureauCode | null }>(
    db,
    'SELECT parent FROM bureau WHERE editionId = ? AND code = ?',
  );

  return {
    draft: (editionId: EditionId, bureau: BureauCode): void => add('drafted', 1, editionId, bureau),

    leaveOwnHands: (nomination: NominationId): void => {
      const left = wasInOwnHands(nomination);
      if (left) add('drafted', -1, left.editionId, left.bureau);
    },

    forward: (nomination: NominationId, from: BureauCode, to: BureauCode): void => {
      const home = homeOf(nomination);
      if (!home) return;
      if (home.bureau === from) add('drafted', -1, home.editionId, from);
      add('forwarded', 1, home.editionId, from);
      add('received', 1, home.editionId, to);
    },

    /** A return undoes every forwarding between the bureau that returns and the one that drafted. */
    takeBack: (nomination: NominationId, { editionId, from, to }: Return): void => {
      if (wasInOwnHands(nomination)) return;
      add('drafted', 1, editionId, to);
      for (let at: BureauCode = to; at !== from; ) {
        const above = parent(editionId, at)?.parent;
        if (!above) return;
        add('forwarded', -1, editionId, at);
        add('received', -1, editionId, above);
        at = above;
      }
    },
  };
};
