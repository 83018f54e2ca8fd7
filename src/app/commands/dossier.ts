import type { Evidence } from '../../domain/evidence.ts';
import type { VettingAnswer } from '../../domain/nomination/parts.ts';
import type { MediaType } from '../../domain/program/definition.ts';
import type { Handler } from '../handler.ts';
import { actingBureau, decideOn, honorsOf, type OnNomination, ofBureau } from './on-nomination.ts';
import type { StepInput } from './step-input.ts';

/** What the store knows of an uploaded file; undefined if it has none of this hash. */
export interface FilesRead {
  describe(sha256: string): Promise<{ readonly mediaType: MediaType; readonly size: number } | undefined>;
}

interface OnMaterial extends OnNomination {
  readonly material: string;
  readonly sha256: string;
}

/** What is gathered in a dossier beside the form, by the bureau in whose hands it is. */
export const dossierCommands = (files: FilesRead) => {
  /** What is decided by; the store knows more of a file. */
  const described: FilesRead['describe'] = async (sha256) => {
    const file = await files.describe(sha256);
    return file && { mediaType: file.mediaType, size: file.size };
  };

  const attachMaterial: Handler<OnMaterial & { readonly words?: number | undefined }> = {
    idOf: ({ nominationId }) => nominationId,
    concerns: ofBureau('holder'),
    run: ({ nominationId, material, sha256, words }, scope) =>
      decideOn(scope, nominationId, async (_, edition) => ({
        type: 'AttachMaterial',
        edition,
        bureau: actingBureau(scope),
        material,
        sha256,
        file: await described(sha256),
        words,
      })),
  };

  const removeMaterial: Handler<OnMaterial & { readonly reason: string }> = {
    idOf: ({ nominationId }) => nominationId,
    concerns: ofBureau('holder'),
    run: ({ nominationId, ...rest }, scope) =>
      decideOn(scope, nominationId, (_, edition) => ({
        type: 'RemoveMaterial',
        edition,
        bureau: actingBureau(scope),
        ...rest,
      })),
  };

  const answerVetting: Handler<
    OnNomination & {
      readonly body: string;
      readonly answer: VettingAnswer['answer'];
      readonly answeredOn: string;
      readonly note?: string | undefined;
      readonly evidence?: readonly Evidence[] | undefined;
    }
  > = {
    idOf: ({ nominationId }) => nominationId,
    concerns: ofBureau('holder'),
    run: ({ nominationId, evidence = [], ...rest }, scope) =>
      decideOn(scope, nominationId, (_, edition) => ({
        type: 'AnswerVetting',
        edition,
        bureau: actingBureau(scope),
        ...rest,
        evidence,
      })),
  };

  const recordStep: Handler<OnNomination & StepInput> = {
    idOf: ({ nominationId }) => nominationId,
    concerns: ofBureau('holder'),
    run: ({ nominationId, evidence = [], ...rest }, scope) =>
      decideOn(scope, nominationId, (_, edition) => ({
        type: 'RecordStep',
        edition,
        bureau: actingBureau(scope),
        ...rest,
        evidence,
      })),
  };

  const assessEligibility: Handler<OnNomination> = {
    idOf: ({ nominationId }) => nominationId,
    concerns: ofBureau('holder'),
    run: ({ nominationId }, scope) =>
      decideOn(scope, nominationId, async (nomination, edition) => ({
        type: 'AssessEligibility',
        edition,
        bureau: actingBureau(scope),
        honors: await honorsOf(nomination, scope),
      })),
  };

  return { attachMaterial, removeMaterial, answerVetting, recordStep, assessEligibility };
};
