/** The parts of a stream's metadata that the stand-in heeds; `$maxAge` and `$acl` are not among them. */
export interface StreamMetadata {
  /** `$tb`: the first revision that can still be read. The highest number there is marks a deleted stream. */
  readonly truncateBefore?: bigint;
  /** `$maxCount`: how many of the last events can be read. */
  readonly maxCount?: bigint;
}

/** JSON has no 64-bit integers; what is as high as this can only be the mark of a deletion. */
const deletedMark = 2 ** 62;

export const deletedStreamJson = '{"$tb":9223372036854775807}';

/** What cannot be read as metadata counts as none, as on the real server. */
export const metadataIn = (data: Uint8Array): StreamMetadata => {
  const { $tb, $maxCount } = parsed(data);
  return {
    ...(typeof $tb === 'number' && { truncateBefore: BigInt($tb) }),
    ...(typeof $maxCount === 'number' && { maxCount: BigInt($maxCount) }),
  };
};

export const isDeleted = ({ truncateBefore }: StreamMetadata): boolean =>
  truncateBefore !== undefined && truncateBefore >= BigInt(deletedMark);

/** The metadata of a deleted stream that is written to again: what was there before stays hidden. */
export const metadataFrom = (data: Uint8Array, revision: bigint): string =>
  JSON.stringify({ ...parsed(data), $tb: Number(revision) });

/** The lowest revision that can be read, by `$tb` and `$maxCount`. */
export const firstReadable = (metadata: StreamMetadata, lastRevision: bigint): bigint => {
  const byCount = metadata.maxCount === undefined ? 0n : lastRevision - metadata.maxCount + 1n;
  const byTruncation = metadata.truncateBefore ?? 0n;
  return [byCount, byTruncation].reduce((highest, bound) => (bound > highest ? bound : highest), 0n);
};

const parsed = (data: Uint8Array): { $tb?: unknown; $maxCount?: unknown } => {
  try {
    return JSON.parse(Buffer.from(data).toString('utf8')) ?? {};
  } catch {
    return {};
  }
};
