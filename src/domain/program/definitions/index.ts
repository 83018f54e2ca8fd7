import { type Calendar, calendar } from '../../calendar.ts';
import type { Program } from '../program.ts';
import { type Named, type ProgramSet, programSet } from '../program-set.ts';
import { type ProgramLibrary, resolveProgram } from '../resolve-program.ts';
import henanFlexStar2023 from './henan-flex-star-2023.json' with { type: 'json' };
import henanYouthStar2023 from './henan-youth-star-2023.json' with { type: 'json' };
import bureausHenan from './library/bureaus-henan.json' with { type: 'json' };
import calendarCn from './library/calendar-cn.json' with { type: 'json' };
import codeListsCn from './library/code-lists-cn.json' with { type: 'json' };
import readingsHenan2023 from './library/readings-henan-2023.json' with { type: 'json' };
import rulesHenan2023 from './library/rules-henan-2023.json' with { type: 'json' };

/** The shared parts that definitions name. */
export const library: ProgramLibrary = {
  bureaus: { henan: bureausHenan },
  codeLists: { cn: codeListsCn },
  readings: { 'henan-2023': readingsHenan2023 },
  rules: { 'henan-2023': rulesHenan2023 },
  calendars: { cn: calendarCn },
};

/** The definitions that come with the product, as written, by the name of their file. */
export const definitions = {
  'henan-youth-star-2023': henanYouthStar2023,
  'henan-flex-star-2023': henanFlexStar2023,
} as const satisfies Record<string, unknown>;

/** The same with the names of their files. */
export const builtInDefinitions: readonly Named[] = Object.entries(definitions).map(([name, content]) => ({
  file: `${name}.json`,
  content,
}));

/** What comes with the product. @throws if a definition does not hold. */
export const builtInPrograms = (): ProgramSet => {
  const read = programSet(builtInDefinitions, library);
  if ('set' in read) return read.set;
  throw new Error(read.problems.map(({ file, path, message }) => `${file}: ${path}: ${message}`).join('; '));
};

/** @throws with every problem in words, if a definition that comes with the product does not hold. */
export const builtInProgram = (name: keyof typeof definitions): Program => {
  const resolved = resolveProgram(definitions[name], library);
  if ('program' in resolved) return resolved.program;
  throw new Error(`${name}: ${resolved.problems.map(({ path, message }) => `${path}: ${message}`).join('; ')}`);
};

/** The calendar that comes with the product under the name a program gives, as in `calendar: 'cn'`. */
export const builtInCalendar = (name: string): Calendar => calendar.parse(library.calendars[name]);
