import { localDateOf } from '../calendar.ts';
import { bureauOf, type Program, type Text } from '../program/program.ts';

/** A bureau as a sentence names it; by its code where the program does not know it. */
export const bureauName = (program: Program, code: string): Text =>
  bureauOf(program, code)?.name ?? { zh: code, en: code };

export const categoryName = ({ categories }: Program, code: string): Text =>
  categories.find((item) => item.code === code)?.name ?? { zh: code, en: code };

export const stepName = ({ steps }: Program, code: string): Text =>
  steps.find((item) => item.code === code)?.name ?? { zh: code, en: code };

export const bodyName = ({ vetting }: Program, code: string): Text =>
  vetting?.bodies.find((item) => item.code === code)?.name ?? { zh: code, en: code };

export const groundName = ({ revocation }: Program, code: string): Text =>
  revocation.grounds.find((item) => item.code === code)?.name ?? { zh: code, en: code };

export const deadlineName = ({ deadlines }: Program, key: string): Text =>
  deadlines.find((item) => item.key === key)?.name ?? { zh: key, en: key };

/** The local day of an instant. */
export const dayOf = ({ timeZone }: Program, instant: string): string => localDateOf(instant, timeZone);
