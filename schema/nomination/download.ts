import type { Actor } from '../../src/domain/actor.ts';
import { nominationId } from '../../src/domain/ids.ts';
import type { FileStore } from '../../src/files/file-store.ts';
import type { RequestContext } from '../context.ts';
import { recordRead } from '../disclosure/disclose.ts';
import type { Services } from '../services.ts';
import { attachedFileName } from './attached-file.ts';

type Asker = Pick<RequestContext, 'oversight' | 'requestId'> & { readonly actor: Actor };

/** What may be done with a file: given under a name, once that is on record where it has to be. */
type Download =
  | { readonly name: string; readonly disclosed?: () => Promise<unknown> }
  | 'ERASED'
  | 'PURPOSE_NEEDED'
  | undefined;

/** Who may have which file; undefined for what is not there for the asker. */
export const mayDownload =
  (services: Services, files: Pick<FileStore, 'describe'>) =>
  async (asker: Asker, id: string, sha256: string): Promise<Download> => {
    const { actor, oversight } = asker;
    const parsed = nominationId.safeParse(id);
    const named = parsed.success && (await attachedFileName(services, actor, parsed.data, sha256));
    if (!named) return undefined;
    if (named === 'ERASED') return named;
    if (!named.material && !(await files.describe(sha256))) return undefined;
    const { name, person, byOffice } = named;
    if (oversight === undefined || byOffice) return { name };
    if (oversight.stated === undefined) return 'PURPOSE_NEEDED';
    const subject = { person, nominationId: parsed.data, what: ['Nomination.files'] };
    return { name, disclosed: () => recordRead(services, { ...asker, oversight }, [subject]) };
  };
