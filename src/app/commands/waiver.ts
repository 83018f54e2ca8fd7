import type { Evidence } from '../../domain/evidence.ts';
import type { Handler } from '../handler.ts';
import { actingBureau, decideOn, honorsOf, type OnNomination, ofBureau } from './on-nomination.ts';

interface OnRule extends OnNomination {
  readonly ruleId: string;
}

/** Exceptions to rules that hold in principle: asked for by one level, decided by the one above. */
export const waiverCommands = () => {
  const requestWaiver: Handler<OnRule & { readonly reason: string; readonly evidence: readonly Evidence[] }> = {
    idOf: ({ nominationId }) => nominationId,
    concerns: ofBureau('bureau'),
    run: ({ nominationId, ...rest }, scope) =>
      decideOn(scope, nominationId, async (nomination, edition) => ({
        type: 'RequestWaiver',
        edition,
        bureau: actingBureau(scope),
        ...rest,
        honors: await honorsOf(nomination, scope),
      })),
  };

  const confirmWaiver: Handler<OnRule & { readonly note: string }> = {
    idOf: ({ nominationId }) => nominationId,
    concerns: ofBureau('bureau'),
    run: ({ nominationId, ...rest }, scope) =>
      decideOn(scope, nominationId, (_, edition) => ({
        type: 'ConfirmWaiver',
        edition,
        bureau: actingBureau(scope),
        ...rest,
      })),
  };

  const refuseWaiver: Handler<OnRule & { readonly reason: string }> = {
    idOf: ({ nominationId }) => nominationId,
    concerns: ofBureau('bureau'),
    run: ({ nominationId, ...rest }, scope) =>
      decideOn(scope, nominationId, (_, edition) => ({
        type: 'RefuseWaiver',
        edition,
        bureau: actingBureau(scope),
        ...rest,
      })),
  };

  return { requestWaiver, confirmWaiver, refuseWaiver };
};
