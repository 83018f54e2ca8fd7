/** Where files are kept, as `s3://bucket[/prefix]?endpoint=http://host:port&region=us-east-1` tells. */
export interface S3Place {
  readonly bucket: string;
  /** Empty, or ending with a slash. */
  readonly prefix: string;
  /** That of Amazon in the region if nothing is said. */
  readonly endpoint?: string;
  readonly region: string;
}

export class UnusableFileStoreUrl extends Error {
  override readonly name = 'UnusableFileStoreUrl';
  constructor(problem: string) {
    super(
      `The address of the file store ${problem}. It has the form ` +
        's3://bucket[/prefix]?endpoint=http://host:port&region=us-east-1.',
    );
  }
}

const known = ['endpoint', 'region'];

/** Credentials are no part of it, and nothing of the address is repeated that might be one. @throws {UnusableFileStoreUrl} */
export const s3PlaceOf = (text: string): S3Place => {
  const url = URL.parse(text);
  if (url?.protocol !== 's3:') throw new UnusableFileStoreUrl('does not begin with s3://');
  if (url.username || url.password) {
    throw new UnusableFileStoreUrl('has credentials, which belong in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY');
  }
  if (!/^[a-z\d][a-z\d.-]{1,61}[a-z\d]$/.test(url.hostname) || url.port || url.hash) {
    throw new UnusableFileStoreUrl('names no bucket (3 to 63 lower-case letters, digits, dots and hyphens)');
  }
  const path = url.pathname.replace(/^\/|\/$/g, '');
  if (!/^([\w.-]+(\/[\w.-]+)*)?$/.test(path)) {
    throw new UnusableFileStoreUrl('has a prefix of other signs than letters, digits, ".", "_", "-" and "/"');
  }
  for (const name of new Set(url.searchParams.keys())) {
    if (!known.includes(name))
      throw new UnusableFileStoreUrl(`has an unknown parameter; known are ${known.join(', ')}`);
    if (url.searchParams.getAll(name).length > 1) throw new UnusableFileStoreUrl(`has the parameter ${name} twice`);
  }
  const endpoint = url.searchParams.get('endpoint');
  return {
    bucket: url.hostname,
    prefix: path && `${path}/`,
    region: url.searchParams.get('region') || 'us-east-1',
    ...(endpoint !== null && { endpoint: checkedEndpoint(endpoint) }),
  };
};

const checkedEndpoint = (text: string): string => {
  const url = URL.parse(text);
  const isPlain = url && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search && !url.hash;
  if (!isPlain) throw new UnusableFileStoreUrl('has an endpoint that is not http://host:port or https://host:port');
  return text;
};
