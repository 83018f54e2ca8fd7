import type { NominationId } from './ids.ts';

/** What each todo goes by: the fact that calls for it and the one that settles it name the same. */
export const keys = {
  forward: (nomination: string, from: string) => `forward/${nomination}/${from}`,
  lapse: (nomination: string) => `lapse/${nomination}`,
  seat: (edition: string, bureau: string, nomination: string) => `seat/${edition}/${bureau}/${nomination}`,
  person: (edition: string, nomination: string) => `person/${edition}/${nomination}`,
  deadline: (edition: string, deadline: string) => `deadline/${edition}/${deadline}`,
  plan: (edition: string, hash: string) => `plan/${edition}/${hash}`,
  publish: (notice: string) => `publish/${notice}`,
  close: (notice: string) => `close/${notice}`,
  takeOff: (notice: string, nomination: string) => `take-off/${notice}/${nomination}`,
  left: (nomination: string) => `left/${nomination}`,
  supplement: (nomination: string) => `supplement/${nomination}`,
  disqualify: (nomination: string) => `disqualify/${nomination}`,
  honor: (certificate: string) => `honor/${certificate}`,
  honorClaim: (certificate: string) => `honor-claim/${certificate}`,
  honorEnd: (certificate: string) => `honor-end/${certificate}`,
  erase: (request: string) => `erase/${request}`,
};

/** `nomination-<id>`: the events of a nomination are about the nomination that names their stream. */
export const nominationOf = ({ stream }: { stream: string }): NominationId =>
  stream.slice('nomination-'.length) as NominationId;
