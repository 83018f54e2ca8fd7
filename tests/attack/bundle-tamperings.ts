import { directoryTamperings } from './bundle-directory.ts';
import { encodingTamperings } from './bundle-encodings.ts';
import { eventTamperings } from './bundle-events.ts';
import { headTamperings } from './bundle-heads.ts';
import { openingTamperings } from './bundle-openings.ts';
import { proofTamperings } from './bundle-proofs.ts';
import { stretchTamperings } from './bundle-stretch.ts';
import type { Tampering } from './bundle-tampering.ts';

export const tamperings: readonly Tampering[] = [
  ...eventTamperings,
  ...stretchTamperings,
  ...encodingTamperings,
  ...proofTamperings,
  ...headTamperings,
  ...openingTamperings,
  ...directoryTamperings,
];
