import { fileURLToPath } from 'node:url';

/** A directory of definitions as a deployment would have one: another province, with its own bureaus and calendar. */
export const zhejiang = fileURLToPath(new URL('zhejiang', import.meta.url));
