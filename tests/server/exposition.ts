/** What a scrape says: the samples by name and labels, as they stand in the text, such as `up{job="x"}`. */
export interface Exposition {
  readonly text: string;
  readonly types: ReadonlyMap<string, string>;
  readonly samples: ReadonlyMap<string, number>;
  /** Of a sample; undefined if there is none. */
  value(sample: string): number | undefined;
}

const sampleLine = /^([a-zA-Z_:][\w:]*(?:\{(?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\[\\"n])*",?)+\})?) (\S+)$/;

/**
 * Prometheus text format 0.0.4: every line is a comment or a sample, no sample stands twice, and each belongs to a family
 * with HELP and TYPE.
 */
export const parseExposition = (text: string): Exposition => {
  const lines = text.split('\n').filter((line) => line !== '');
  const comments = (what: string) =>
    entries(
      lines.filter((line) => line.startsWith(`# ${what} `)),
      /^# \w+ (\S+) (.+)$/,
    );
  const [helps, types] = [comments('HELP'), comments('TYPE')];
  const written = entries(
    lines.filter((line) => !/^# (HELP|TYPE) /.test(line)),
    sampleLine,
  );
  for (const sample of written.keys()) {
    const name = sample.replace(/\{.*$/, '');
    const families = [name, name.replace(/_(bucket|sum|count)$/, '')];
    if (!families.some((family) => helps.has(family) && types.has(family))) {
      throw new Error(`${sample} has no HELP and TYPE.`);
    }
  }
  const samples = new Map([...written].map(([sample, value]) => [sample, Number(value.replace('+Inf', 'Infinity'))]));
  return { text, types, samples, value: (sample) => samples.get(sample) };
};

/** What lines name, and say of it; every line has the shape, and none names what another has named. */
const entries = (lines: readonly string[], shape: RegExp): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  for (const line of lines) {
    const [, name, said] = shape.exec(line) ?? [];
    if (name === undefined || said === undefined || found.has(name)) throw new Error(`Not acceptable: ${line}`);
    found.set(name, said);
  }
  return found;
};

export const scrape = async (url: string): Promise<Exposition> => {
  const response = await fetch(`${url}/metrics`);
  if (response.status !== 200) throw new Error(`/metrics answered ${response.status}.`);
  return parseExposition(await response.text());
};

/** The status and what is said. */
export const healthOf = async (url: string, of: 'live' | 'ready'): Promise<readonly [number, unknown]> => {
  const response = await fetch(`${url}/health/${of}`);
  return [response.status, await response.json()];
};
