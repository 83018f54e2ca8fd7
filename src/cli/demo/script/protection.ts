import type { Bureau } from '../../../domain/program/program.ts';
import { parts } from './parts.ts';
import { idOf, observe, type Scene, type Stage, seatOf, tryInVain } from './stage.ts';

const document = '豫人社办〔2024〕31号';

const erasureInput = (nominationId: string): object => ({
  owner: { nominationId },
  legalBasis: 'PIPL_47_CONSENT_WITHDRAWN',
  document,
  note: '本人书面申请删除个人信息。',
});

/** 21 February: what the procedure still needs cannot be erased. */
export const eraseTooEarly: Scene = async (stage) => {
  const { cast, time, youth } = stage;
  await time.moveTo('2024-02-21T10:00');
  const tried = { zh: '删除仍在办理的申报人信息', en: 'Erasing a running nomination', codes: ['DATA_IN_USE'] };
  const running = idOf(youth, seatOf(youth, parts.youth.tooEarly));
  await tryInVain(stage, tried, cast.officer, 'requestErasure', erasureInput(running));
};

const provinceOf = ({ youth: { plan } }: Stage): Bureau => {
  const found = plan.program.bureaus.find(({ level }) => level === plan.program.decidingLevel);
  if (!found) throw new Error(`Program ${plan.program.code} has no bureau that decides.`);
  return found;
};

/** 3 June: who withdrew from the youth program is forgotten: one asks, two others approve. */
export const eraseWithdrawn: Scene = async (stage) => {
  const { api, cast, time, youth } = stage;
  await time.moveTo('2024-06-03T10:00');
  const nominationId = idOf(youth, seatOf(youth, parts.youth.overrun));
  const asking = cast.bothHats(provinceOf(stage));
  const requestId = await api.run(asking, 'requestErasure', erasureInput(nominationId));
  const tried = { zh: '申请人自行批准删除', en: 'Approving one’s own request', codes: ['ERASURE_OWN_REQUEST'] };
  await tryInVain(stage, tried, asking, 'approveErasure', { requestId });
  for (const approver of [cast.head, cast.deputy]) await api.run(approver, 'approveErasure', { requestId });
  await time.moveTo('2024-06-03T11:00');
  const { erasureRequests, nomination } = await api.ask<Erased>(cast.head, erasedOf, { nominationId });
  observe(stage, '个人信息删除 erasure', 'ERASED', erasureRequests.nodes.map(({ status }) => status).join(' '));
  observe(
    stage,
    '删除后的姓名 name of who was erased',
    'ERASED',
    nomination.name ?? whyHidden('name', nomination.redactions),
  );
};

const erasedOf = `query Erased($nominationId: ID!) {
  erasureRequests { nodes { status } }
  nomination(id: $nominationId) { name redactions { field reason } }
}`;
interface Erased {
  readonly erasureRequests: { readonly nodes: readonly { readonly status: string }[] };
  readonly nomination: {
    readonly name: string | null;
    readonly redactions: readonly Redaction[];
  };
}

interface Redaction {
  readonly field: string;
  readonly reason: string;
}

const whyHidden = (field: string, redactions: readonly Redaction[]): string =>
  redactions
    .filter((redaction) => redaction.field === field)
    .map(({ reason }) => reason)
    .join(' ');

/** 4 June: an honoree disputes what is on record. Until that is settled nobody is shown it, and then everybody again. */
export const restrictForAWhile: Scene = async (stage) => {
  const { api, cast, time, youth } = stage;
  await time.moveTo('2024-06-04T10:00');
  const { bureau, category } = parts.youth.twice;
  const entry = seatOf(youth, bureau, category);
  const nominationId = idOf(youth, entry);
  const { nomination } = await api.ask<Certified>(cast.head, certificateOf, { nominationId });
  const shown = async (): Promise<string> => {
    const { honoree } = await api.ask<Shown>(undefined, nameOf, { certificate: nomination.certificate });
    return honoree.name ?? whyHidden('name', honoree.redactions);
  };
  const owner = { nominationId };
  await api.run(cast.head, 'restrictPersonalData', { owner, legalBasis: 'ACCURACY_DISPUTED', document });
  observe(stage, '限制处理期间的登记姓名 name while restricted', 'RESTRICTED', await shown());
  await api.run(cast.deputy, 'liftRestriction', { owner, reason: '经核实，登记信息准确。' });
  observe(stage, '解除限制后的登记姓名 name once lifted', entry.person.name, await shown());
};

const certificateOf = 'query Certificate($nominationId: ID!) { nomination(id: $nominationId) { certificate } }';
interface Certified {
  readonly nomination: { readonly certificate: string };
}

const nameOf =
  'query Name($certificate: ID!) { honoree(certificate: $certificate) { name redactions { field reason } } }';
interface Shown {
  readonly honoree: { readonly name: string | null; readonly redactions: readonly Redaction[] };
}
