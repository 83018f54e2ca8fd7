import type Database from 'better-sqlite3';
import type { BureauCode, EditionId, NominationId } from '../src/domain/ids.ts';
import { finder, writer } from './read-model.ts';

interface Before {
  readonly editionId: EditionId;
  readonly bureau: BureauCode;
  /** Whether it was in the hands of the bureau that nominated. */
  readonly inOwnHands: 0 | 1;
}

interface Return {
  readonly editionId: EditionId;
  readonly from: BureauCode;
  readonly to: BureauCode;
}

/** What happens to a bureau's figures, step by step. */
export const tallyWrites = (db: Database.Database) => {
  const change = (changes: string) => writer(db, `UPDATE tally SET ${changes} WHERE editionId = ? AND bureau = ?`);
  const addDrafted = change('drafted = drafted + ?');
  const addReceived = change('received = received + ?');
  const addForwarded = change('forwarded = forwarded + ?');
  const putForward = change('forwarded = forwarded + 1, drafted = drafted - ?');
  const addSeat = change('taken = taken + ?, submitted = submitted + ?');
  /** The tally comes before the nomination board, and so still sees there how it was before the event. */
  const before = finder<Before>(
    db,
    `SELECT editionId, bureau, holder = bureau AND status IN ('DRAFTED', 'RETURNED', 'PASSED') AS inOwnHands
      FROM nomination WHERE nominationId = ?`,
  );
  const parent = finder<{ parent: BureauCode | null }>(
    db,
    'SELECT parent FROM bureau WHERE editionId = ? AND code = ?',
  );
  const insertSeat = writer(db, 'INSERT INTO tally_seat VALUES (?, ?, ?, ?, ?)');
  const deleteSeat = finder<{ forwarded: number }>(
    db,
    'DELETE FROM tally_seat WHERE editionId = ? AND bureau = ? AND nominationId = ? RETURNING forwarded',
  );
  const forwardSeats = writer(
    db,
    'UPDATE tally_seat SET forwarded = 1 WHERE editionId = ? AND bureau = ? AND forwarded = 0',
  );
  const submit = change(`slateStatus = 'SUBMITTED', submittedAt = ?, submitted = taken`);
  const abandon = change(`slateStatus = 'ABANDONED'`);

  return {
    open: writer(db, 'INSERT INTO tally (editionId, bureau, byQuota, quota, least) VALUES (?, ?, ?, ?, ?)'),
    adjustQuota: writer(db, 'UPDATE tally SET quota = ? WHERE editionId = ? AND bureau = ? AND byQuota = 1'),

    draft: (editionId: EditionId, bureau: BureauCode): void => {
      addDrafted(1, editionId, bureau);
    },

    leaveOwnHands: (nomination: NominationId): void => {
      const was = before(nomination);
      if (was?.inOwnHands) addDrafted(-1, was.editionId, was.bureau);
    },

    forward: (nomination: NominationId, from: BureauCode, to: BureauCode): void => {
      const was = before(nomination);
      if (!was) return;
      putForward(was.inOwnHands, was.editionId, from);
      addReceived(1, was.editionId, to);
    },

    /** A return undoes every forwarding between the bureau that returns and the one that drafted. */
    takeBack: (nomination: NominationId, { editionId, from, to }: Return): void => {
      if (before(nomination)?.inOwnHands) return;
      addDrafted(1, editionId, to);
      for (let at: BureauCode = to; at !== from; ) {
        const above = parent(editionId, at)?.parent;
        if (!above) return;
        addForwarded(-1, editionId, at);
        addReceived(-1, editionId, above);
        at = above;
      }
    },

    takeSeat: (
      editionId: EditionId,
      bureau: BureauCode,
      nomination: NominationId,
      category: string,
      forwarded: boolean,
    ): void => {
      insertSeat(editionId, bureau, nomination, category, forwarded ? 1 : 0);
      addSeat(1, forwarded ? 1 : 0, editionId, bureau);
    },

    releaseSeat: (editionId: EditionId, bureau: BureauCode, nomination: NominationId): void => {
      const seat = deleteSeat(editionId, bureau, nomination);
      if (seat) addSeat(-1, -seat.forwarded, editionId, bureau);
    },

    /** Every seat of the slate has been put forward by now. */
    submitSlate: (editionId: EditionId, bureau: BureauCode, at: string): void => {
      forwardSeats(editionId, bureau);
      submit(at, editionId, bureau);
    },

    abandonSlate: abandon,
  };
};
