import type Database from 'better-sqlite3';
import type { BureauCode, EditionId, NominationId } from '../src/domain/ids.ts';
import { finder, writer } from './read-model.ts';

interface Home {
  readonly editionId: EditionId;
  readonly bureau: BureauCode;
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
  const addSeat = change('taken = taken + ?, submitted = submitted + ?');
  const insertNomination = writer(db, 'INSERT INTO tally_nomination VALUES (?, ?, ?, 1)');
  const home = finder<Home>(db, 'SELECT editionId, bureau FROM tally_nomination WHERE nominationId = ?');
  const parent = finder<{ parent: BureauCode | null }>(
    db,
    'SELECT parent FROM bureau WHERE editionId = ? AND code = ?',
  );
  const move = finder<Home>(
    db,
    'UPDATE tally_nomination SET inHand = ?1 WHERE nominationId = ?2 AND inHand <> ?1 RETURNING editionId, bureau',
  );
  const insertSeat = writer(db, 'INSERT INTO tally_seat VALUES (?, ?, ?, ?, ?)');
  const deleteSeat = finder<{ forwarded: number }>(
    db,
    'DELETE FROM tally_seat WHERE editionId = ? AND bureau = ? AND nominationId = ? RETURNING forwarded',
  );
  const forwardSeats = writer(db, 'UPDATE tally_seat SET forwarded = 1 WHERE editionId = ? AND bureau = ?');
  const submit = change(`slateStatus = 'SUBMITTED', submittedAt = ?, submitted = taken`);
  const abandon = change(`slateStatus = 'ABANDONED'`);

  const leaveOwnHands = (nomination: NominationId): void => {
    const left = move(0, nomination);
    if (left) addDrafted(-1, left.editionId, left.bureau);
  };

  return {
    open: writer(db, 'INSERT INTO tally (editionId, bureau, byQuota, quota, least) VALUES (?, ?, ?, ?, ?)'),
    adjustQuota: writer(db, 'UPDATE tally SET quota = ? WHERE editionId = ? AND bureau = ? AND byQuota = 1'),
    leaveOwnHands,

    draft: (nomination: NominationId, editionId: EditionId, bureau: BureauCode): void => {
      insertNomination(nomination, editionId, bureau);
      addDrafted(1, editionId, bureau);
    },

    forward: (nomination: NominationId, from: BureauCode, to: BureauCode): void => {
      leaveOwnHands(nomination);
      const editionId = home(nomination)?.editionId;
      addForwarded(1, editionId, from);
      addReceived(1, editionId, to);
    },

    /** A return undoes every forwarding between the bureau that returns and the one that drafted. */
    takeBack: (nomination: NominationId, { editionId, from, to }: Return): void => {
      if (!move(1, nomination)) return;
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

    abandonSlate: (editionId: EditionId, bureau: BureauCode): void => abandon(editionId, bureau),
  };
};
