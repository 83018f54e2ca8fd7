import { formatVerifierKey } from '../../../audit/note/verifier-key.ts';
import type { SetUp } from '../set-up.ts';
import { heading } from '../table.ts';
import { cosigners, countsOf, type Proof } from './proof.ts';
import { logKey } from './signing.ts';

/** What anybody can check the log with, and how. */
export const proofSection = (proof: Proof, { stores, running, stage, witness }: SetUp): string => {
  const { head, revoked, bundles } = proof;
  const { directory, sealing, eventStore } = stores;
  const verifier = formatVerifierKey(logKey(stage.seed).verifier);
  return [
    heading('证明', 'Proof'),
    `日志公钥 log key        ${verifier}`,
    `事件树 tree             ${head.size} 个事件 events, root ${head.root.toString('base64')}`,
    `联署 cosigned by        ${cosigners(proof)}`,
    `签名树头 signed head    ${running.url}/log/checkpoint`,
    `证据包 bundles          被删除者 erased: ${countsOf(bundles.erased)} · 被撤销者 revoked: ${countsOf(bundles.revoked)}`,
    '校验 to verify（以 --directory 保留数据 keep the data with --directory）:',
    `  export LAUREL_KEY_ENCRYPTION_KEY='${sealing.current.toString('base64')}' LAUREL_DATA='${directory}'`,
    ...(eventStore === undefined
      ? []
      : [`  export LAUREL_EVENT_STORE='${eventStore}' LAUREL_KEY_VAULT=embedded LAUREL_FILE_STORE=embedded`]),
    `  laurel log verify --key '${verifier}'`,
    `  laurel audit export --nomination ${revoked.nominationId} --out evidence`,
    `  laurel audit verify evidence --policy '${witness.policyFile}'`,
  ].join('\n');
};
