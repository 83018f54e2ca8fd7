import { z } from 'zod';
import { bureauCode } from '../ids.ts';
import { text } from './terms.ts';

/** From the bottom up. */
export const levels = ['COUNTY', 'CITY', 'PROVINCE'] as const;
export const level = z.enum(levels);
export type Level = z.infer<typeof level>;

/** An office of human resources and social security, and the one above it. */
export const bureau = z.strictObject({
  code: bureauCode,
  name: text,
  level,
  parent: bureauCode.nullable(),
});
export type Bureau = z.infer<typeof bureau>;
