import type { StreamName } from '../src/domain/ids.ts';
import type { LaurelContext } from './services.ts';
import { upTo } from './streams.ts';

/**
 * The revision that goes with what the read models show of a stream, -1 if they show nothing: to expect a later one
 * would be to overwrite what nobody has seen.
 */
export const shownRevision = async ({ services, loaders }: LaurelContext, stream: StreamName): Promise<number> => {
  const shown = services.reader.position();
  return upTo(await loaders.stream.load(stream), shown).at(-1)?.revision ?? -1;
};
