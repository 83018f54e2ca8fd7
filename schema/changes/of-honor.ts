import { type EditionFact, editionStream } from '../../src/domain/edition/edition.ts';
import type { Recorded } from '../../src/domain/event.ts';
import { evolveHonor, type HonorFact, honorStream, initialHonor } from '../../src/domain/honor/honor.ts';
import type { CertificateNumber } from '../../src/domain/ids.ts';
import { bureauIn } from '../edition/references.ts';
import { mayReadCase, mayReadFollowUps, mayReadReport } from '../honor/views.ts';
import type { LaurelContext } from '../services.ts';
import { type Difference, differencesOf, type Facets, momentsOf, type Span, type Touches } from './differences.ts';
import { type Teller, told } from './told.ts';
import type { ChangeOf } from './types.ts';

type DataOf<Type extends HonorFact['type']> = Extract<HonorFact, { type: Type }>['data'];

const kinds: { readonly [Type in HonorFact['type']]: string } = {
  Recognized: 'recognition',
  ViolationReported: 'report',
  FollowedUp: 'followUp',
  Revoked: 'revocation',
};

const own = ({ id, type }: { readonly id: string; readonly type: HonorFact['type'] }) => `${kinds[type]}/${id}`;
const status = (event: Parameters<typeof own>[0]) => ['status', own(event)];
const only = (event: Parameters<typeof own>[0]) => [own(event)];

const touches: Touches<HonorFact> = {
  Recognized: status,
  ViolationReported: only,
  FollowedUp: only,
  Revoked: status,
};

const facetsOf = (events: readonly Recorded<HonorFact>[]): Facets => {
  const state = events.reduce(evolveHonor, initialHonor);
  return new Map<string, unknown>([
    ['status', state.status === 'NONE' ? undefined : state.status],
    ...events.map((event) => [own(event), event] as const),
  ]);
};

/** With the circular that lists it, which stands on the edition; null if there is no such honor. */
export const changesOfHonor = async (
  context: LaurelContext,
  certificate: CertificateNumber,
  span: Span,
): Promise<ChangeOf[] | null> => {
  const { loaders } = context;
  const honor = await loaders.honor.load(certificate);
  if (!honor) return null;
  const { editionId } = honor;
  const inCase = mayReadCase(context, honor);
  const followsUp = mayReadFollowUps(context, { editionId, bureauCode: honor.bureau });
  const dataOf = <Type extends HonorFact['type']>({ after }: Difference<HonorFact>) =>
    (after as Recorded<HonorFact>).data as DataOf<Type>;
  const tellers: Readonly<Record<string, Teller<HonorFact>>> = {
    status: ({ before, after }) => ({ is: 'StatusChanged', before: before ?? null, after }),
    recognition: (difference) => {
      const { recognizedOn } = dataOf<'Recognized'>(difference);
      return { is: 'HonorRecognized', certificate, recognizedOn };
    },
    revocation: (difference) => {
      const { ground, revokedOn } = dataOf<'Revoked'>(difference);
      return { is: 'HonorRevoked', ground, revokedOn };
    },
    report: async (difference) => {
      const { by } = dataOf<'ViolationReported'>(difference);
      if (!mayReadReport(context, { bureau: by }, editionId)) return undefined;
      return { is: 'ViolationReportAdded', by: await bureauIn(loaders, editionId, by) };
    },
    followUp: async (difference) => {
      if (!followsUp) return undefined;
      const { step, bureau } = dataOf<'FollowedUp'>(difference);
      return { is: 'FollowUpAdded', step, bureau: await bureauIn(loaders, editionId, bureau) };
    },
  };
  const { before, after, since } = momentsOf<HonorFact>(await loaders.stream.load(honorStream(certificate)), span);
  const differences = differencesOf(facetsOf(before), facetsOf(after), since, touches);
  const how = inCase ? 'WHOLE' : 'WITHOUT_ACTORS';
  return [
    ...(await told(differences, tellers, how)),
    ...(await told(
      circularsAdded(await loaders.stream.load(editionStream(editionId)), certificate, span),
      {
        circular: ({ after: issued }) => {
          const { number, issuedOn } = issued as Circular;
          return { is: 'CircularAdded', number, issuedOn };
        },
      },
      how,
    )),
  ];
};

type Circular = Extract<EditionFact, { type: 'CircularIssued' }>['data'];

const circularsAdded = (
  ofEdition: readonly Recorded[],
  certificate: CertificateNumber,
  span: Span,
): Difference<EditionFact>[] =>
  momentsOf<EditionFact>(
    ofEdition.filter(({ type }) => type === 'CircularIssued'),
    span,
  ).since.flatMap((event) =>
    event.type === 'CircularIssued' && event.data.certificates.includes(certificate)
      ? [{ kind: 'circular', id: event.data.number, before: undefined, after: event.data, events: [event] }]
      : [],
  );
