import type { Evidence } from '../../domain/evidence.ts';
import { honorStream } from '../../domain/honor/honor.ts';
import type { CertificateNumber } from '../../domain/ids.ts';
import { decidingBureau, type Handler } from '../handler.ts';
import { ownBureau } from './on-edition.ts';
import type { StepInput } from './step-input.ts';

interface OnHonor {
  readonly certificate: CertificateNumber;
}
interface ReportViolation extends OnHonor {
  readonly statement: string;
  readonly evidence: readonly Evidence[];
}
interface Revoke extends OnHonor {
  readonly ground: string;
  readonly statement: string;
  readonly impact?: string | undefined;
  readonly evidence: readonly Evidence[];
}

export const honorCommands = () => {
  /** By the bureau that nominated the honoree, or one above it below the province (R-F30). */
  const reportViolation: Handler<ReportViolation> = {
    idOf: ({ certificate }) => certificate,
    async concerns({ certificate }, scope) {
      const { editionId, bureau } = await scope.honor(certificate);
      return { program: (await scope.edition(editionId)).program, bureau };
    },
    async run({ certificate, statement, evidence }, scope) {
      const bureau = ownBureau(scope);
      const { revision } = await scope.decide('honor', honorStream(certificate), () => ({
        type: 'ReportViolation',
        bureau,
        statement,
        evidence,
      }));
      return { revision };
    },
  };

  const revoke: Handler<Revoke> = {
    idOf: ({ certificate }) => certificate,
    async concerns({ certificate }, scope) {
      const { program } = await scope.edition((await scope.honor(certificate)).editionId);
      return { program, bureau: decidingBureau(program) };
    },
    async run({ certificate, ...rest }, scope) {
      const { editionId } = await scope.honor(certificate);
      const { program } = await scope.edition(editionId);
      const { revision } = await scope.decide(
        'honor',
        honorStream(certificate),
        async () => ({ type: 'Revoke', edition: await scope.edition(editionId), ...rest }),
        { ruleVersion: program.version },
      );
      return { revision };
    },
  };

  /** By the bureau that nominated the honoree, or one above it (R-F31). */
  const followUp: Handler<OnHonor & StepInput> = {
    idOf: ({ certificate }) => certificate,
    async concerns({ certificate }, scope) {
      const { editionId, bureau } = await scope.honor(certificate);
      return { program: (await scope.edition(editionId)).program, bureau };
    },
    async run({ certificate, evidence = [], ...rest }, scope) {
      const bureau = ownBureau(scope);
      const { editionId } = await scope.honor(certificate);
      const { program } = await scope.edition(editionId);
      const { revision } = await scope.decide(
        'honor',
        honorStream(certificate),
        async () => ({ type: 'FollowUp', edition: await scope.edition(editionId), bureau, ...rest, evidence }),
        { ruleVersion: program.version },
      );
      return { revision };
    },
  };

  return { reportViolation, revoke, followUp };
};
