/** No form is deeper than this; it bounds the work of whoever walks through a value. */
const DEEPEST = 10;

export const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** What keeps a value from being recorded as canonical JSON (RFC 8785), if anything does; the value is not repeated. */
export const problemIn = (value: unknown, depth = 0): string | undefined => {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : 'JSONObject takes finite numbers.';
  if (typeof value === 'string') return problemInText(value);
  if (value === null || typeof value !== 'object') return undefined;
  if (depth === DEEPEST) return `JSONObject takes objects and lists at most ${DEEPEST} deep.`;
  for (const [key, inner] of Object.entries(value)) {
    const problem = problemInText(key) ?? problemIn(inner, depth + 1);
    if (problem !== undefined) return problem;
  }
  return undefined;
};

/** NUL, and a half of a surrogate pair without the other: neither can be kept as UTF-8 text everywhere. */
const problemInText = (text: string): string | undefined =>
  /[\0\p{Cs}]/u.test(text) ? 'JSONObject takes text without NUL and without lone surrogates.' : undefined;
