const LENGTH_BYTES = 2;
const LONGEST = 0xffff;

/** Entries one after another, each after its length as a big-endian uint16 (C2SP tlog-tiles, "Log entries"). */
export const entryBundle = (entries: readonly Uint8Array[]): Buffer =>
  Buffer.concat(entries.flatMap((entry) => [lengthOf(entry), entry]));

const lengthOf = ({ length }: Uint8Array): Buffer => {
  if (length > LONGEST) throw new RangeError(`An entry has ${length} bytes; a bundle takes up to ${LONGEST}.`);
  const bytes = Buffer.alloc(LENGTH_BYTES);
  bytes.writeUInt16BE(length);
  return bytes;
};

/** The entries of a bundle; undefined if it does not end with one. */
export const parseEntryBundle = (bundle: Buffer): readonly Buffer[] | undefined => {
  const entries: Buffer[] = [];
  let at = 0;
  while (at < bundle.length) {
    if (at + LENGTH_BYTES > bundle.length) return undefined;
    const end = at + LENGTH_BYTES + bundle.readUInt16BE(at);
    if (end > bundle.length) return undefined;
    entries.push(bundle.subarray(at + LENGTH_BYTES, end));
    at = end;
  }
  return entries;
};
