import { join } from 'node:path';
import type { BundleReport } from '../../../audit/bundle/report.ts';
import { identityOf } from '../../../audit/note/verifier-key.ts';
import { type AcceptedCheckpoint, verifyCheckpoint } from '../../../audit/note/verify-checkpoint.ts';
import { type LogReport, verifyLog } from '../../../audit/verify-log/verify-log.ts';
import { purposeStated } from '../api.ts';
import type { Check } from '../check.ts';
import { eventCount } from '../questions.ts';
import { parts } from '../script/parts.ts';
import { idOf, seatOf } from '../script/stage.ts';
import type { SetUp } from '../set-up.ts';
import { exportedAndVerified } from './bundles.ts';
import { filesWith } from './plain-text.ts';
import {
  consistencyBetween,
  decisionTrace,
  provenType,
  readsOnRecord,
  revokedNomination,
  type Trace,
} from './questions.ts';
import { logKey } from './signing.ts';

/** What anybody can check of the log, and what came of checking it. */
export interface Proof {
  /** The newest head, as it is accepted under the policy. */
  readonly head: AcceptedCheckpoint;
  /** Events on record. */
  readonly events: number;
  readonly revoked: { readonly nominationId: string; readonly eventId: string; readonly trace: Trace };
  readonly reads: readonly string[];
  /** Type of the event that the proof of the revocation is of. */
  readonly proven: string;
  readonly consistency: string;
  readonly log: LogReport;
  readonly bundles: { readonly erased: BundleReport; readonly revoked: BundleReport };
  /** Files in which names stand in plain text. */
  readonly plain: { readonly erased: readonly string[]; readonly kept: readonly string[] };
}

const revocationIn = ({ questions }: Trace): string => {
  const events = questions.flatMap(({ entries }) => entries.map(({ event }) => event));
  const found = events.find(({ type }) => type === 'Revoked');
  if (!found) throw new Error('The trace of the revoked honoree names no revocation.');
  return found.id;
};

/** Asks for every proof as outsiders and auditors would, and verifies it. */
export const proofOfDemo = async (setUp: SetUp): Promise<Proof> => {
  const { stage, running, witness, stores } = setUp;
  const { directory, eventStore } = stores;
  const { api, cast, youth, flex, keptHead } = stage;
  const { policy } = witness;
  const nominationId = await revokedNomination(api, cast.head, flex.editionId);
  const trace = await decisionTrace(api, cast.auditor, nominationId);
  const eventId = revocationIn(trace);
  const reads = await readsOnRecord(api, cast.auditor, nominationId);
  const note = await stage.newestHead();
  const head = verifyCheckpoint(note, policy);
  return {
    head,
    events: await eventCount(api, cast.auditor),
    revoked: { nominationId, eventId, trace },
    reads,
    proven: await provenType(api, cast.auditor, eventId, policy),
    consistency: await consistencyBetween(api, keptHead, note, policy),
    log: await verifyLog({
      log: eventStore === undefined ? join(directory, 'log.db') : running.raw,
      tree: join(directory, 'tree.db'),
      vault: running.vault,
      keys: [logKey(stage.seed).verifier],
      known: [{ note: keptHead, where: 'the head kept at the start' }],
    }),
    bundles: {
      erased: await exportedAndVerified(setUp, idOf(youth, seatOf(youth, parts.youth.overrun))),
      revoked: await exportedAndVerified(setUp, nominationId),
    },
    plain: {
      erased: await filesWith(directory, parts.names.erased),
      kept: await filesWith(directory, parts.names.kept),
    },
  };
};

/** `17 ERASED, 4 VALID`, without the statuses that none has. */
export const countsOf = ({ counts }: BundleReport): string =>
  Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([status, count]) => `${count} ${status}`)
    .join(', ');

/** The statuses that are there, where the seed may change how many have them. */
const statusesOf = ({ counts, verdict }: BundleReport): string =>
  [
    ...Object.entries(counts)
      .filter(([, count]) => count > 0)
      .map(([status]) => status),
    `→ ${verdict}`,
  ].join(' ');

export const cosigners = ({ head }: Proof): string =>
  head.cosigned.map(({ witness }) => identityOf(witness.key)).join(', ');

/** What the proofs must come to, whatever the seed. */
export const proofChecks = (proof: Proof): readonly Check[] => {
  const { head, events, revoked, reads, proven, consistency, log, bundles, plain } = proof;
  const last = revoked.trace.questions.at(-1);
  const check = (name: string, expected: Check['expected'], actual: Check['actual']): Check => ({
    name,
    expected,
    actual,
  });
  return [
    check('签名树头覆盖全部事件 events under a signed head', events, head.size),
    check('树头联署 witnesses that cosigned it', 1, head.cosigned.length),
    check('撤销事件存在性证明 inclusion of the revocation, verified', 'Revoked', proven),
    check('与最初留存树头一致 consistent with the head kept at the start', 'CONSISTENT', consistency),
    check(
      '撤销溯源 decision trace of the revoked honoree',
      'REVOKED: YES, REVOKED',
      `${last?.kind}: ${last?.answer}, ${revoked.trace.outcome.code}`,
    ),
    check('审计查阅留痕 reads by the auditor on record', `AUDITOR: ${purposeStated}`, reads.join('; ')),
    check('日志校验 log verified', `INTACT, ${events} events`, `${log.verdict}, ${log.integrated} events`),
    check(
      '证据包：被删除者 bundle of who was erased',
      '4 SEALED, 15 ERASED → VALID',
      `${countsOf(bundles.erased)} → ${bundles.erased.verdict}`,
    ),
    check('证据包：被撤销者 bundle of the revoked honoree', 'VALID SEALED → VALID', statusesOf(bundles.revoked)),
    check('明文：被删除者姓名 files with the erased name', 0, plain.erased.length),
    check(
      '明文：他人姓名不在日志 the log with the name of another',
      0,
      plain.kept.filter((file) => file.startsWith('log.db')).length,
    ),
  ];
};
