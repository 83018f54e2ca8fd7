import { rmSync } from 'node:fs';
import type { Recorded } from '../../src/domain/event.ts';
import type { StreamName } from '../../src/domain/ids.ts';
import { openStores } from '../../src/stores.ts';
import type { Answer } from '../support/api.ts';
import { accepted } from '../support/dossiers.ts';
import { basis, erased, erasers } from '../support/erasing.ts';
import { lodged, ruled } from '../support/objections.ts';
import { names, publicized, textsIn } from '../support/selection.ts';
import { sealing, sign } from './real-log.ts';

interface Nominee {
  readonly nominationId: string;
  readonly person: string;
  readonly name: string;
}

export interface ProtectedLog {
  /** A data directory at rest, its log signed. */
  readonly directory: string;
  readonly editionId: string;
  /** Objected to, and recognized. */
  readonly kept: Nominee & { readonly objectionId: string };
  /** Once not erased, restricted for a while, then erased. `traces`: what only they are told by. */
  readonly erased: Nominee & { readonly traces: readonly string[] };
  remove(): void;
}

/** A program run over the API to its end, with what became of the data of one of its nominees. */
export const protectedLog = async (): Promise<ProtectedLog> => {
  const given = await publicized({
    async scored({ nominations }, expert) {
      const [nominationId] = nominations;
      const points = [{ criterion: 'MERIT', points: 91 }];
      await accepted(expert, 'score', { nominationId, points, comment: '事迹突出。', reason: '复核后补充评语。' });
    },
  });
  const { api, approver, officer, editionId, noticeId, nominations, forms } = given;
  const { id: objectionId } = await lodged(given, api.anyone);
  await ruled(given, 'admitObjection', objectionId);
  await ruled(given, 'dismissObjection', objectionId);
  await api.passTo('2024-02-02T01:00:00.000Z');
  await accepted(approver, 'recognize', { noticeId });
  for (const nominationId of nominations.slice(2)) {
    await accepted(approver, 'withdraw', { nominationId, reason: '未入选。' }).catch(() => undefined);
  }
  await api.passTo('2024-12-31T00:00:00.000Z');
  await accepted(approver, 'concludeEdition', { editionId, note: '办结。' });

  const owner = { nominationId: nominations[1] };
  const { first, second } = await erasers(api);
  const { erasure } = await accepted(officer, 'requestErasure', { owner, ...basis }, 'erasure { id }');
  await accepted(first, 'declineErasure', { requestId: erasure.id, reason: '本人撤回申请。' });
  const restriction = { legalBasis: 'PIPL_44_OBJECTED', document: '豫人社函〔2026〕9号' };
  await accepted(first, 'restrictPersonalData', { owner, ...restriction });
  await accepted(second, 'liftRestriction', { owner, reason: '已核实。' });
  await erased(api, owner);
  await api.running.close();

  const { directory } = api;
  const embedded = await openStores({ directory, sealing });
  const personOf = async (id: string): Promise<string> => {
    const [nominated] = await embedded.raw.readStream(`nomination-${id}` as StreamName, 0, 1);
    return ((nominated as Recorded).data as { person: string }).person;
  };
  const nominee = async (i: 0 | 1): Promise<Nominee> => {
    const nominationId = nominations[i] as string;
    return { nominationId, person: await personOf(nominationId), name: names[i] };
  };
  const [kept, gone] = [await nominee(0), await nominee(1)];
  sign(directory, await embedded.raw.readAll(undefined, 1_000_000));
  await embedded.close();
  return {
    directory,
    editionId,
    kept: { ...kept, objectionId },
    erased: { ...gone, traces: tracesOf(forms, 1) },
    remove: () => rmSync(directory, { recursive: true }),
  };
};

const tracesOf = (forms: readonly Answer[], of: number): readonly string[] => {
  const ofOthers = new Set(forms.filter((_, i) => i !== of).flatMap(textsIn));
  const isTelling = (text: string): boolean => text.length >= 3 && !/^[A-Z_]+$|^\d{4}-/.test(text);
  return [...new Set(textsIn(forms[of]))].filter((text) => isTelling(text) && !ofOthers.has(text));
};
