import type { Case } from './case.ts';
import { type Conclusion, conclude } from './conclusions.ts';
import { bureauName, dayOf } from './names.ts';

/** Why a nomination is out for good, whatever stage it had come to. */
export const whyOut = (records: Case): Conclusion => {
  const { program } = records.edition;
  const { clearanceRule } = program.publicity;
  const event = records.of('Rejected', 'Withdrawn', 'Disqualified', 'SupplementExpired', 'Lapsed').at(-1);
  const on = event ? dayOf(program, event.meta.recordedAt) : '';
  if (event?.type === 'Rejected') {
    const by = bureauName(program, event.data.by);
    return conclude('REJECTED', { zh: `${by.zh}于 ${on} 否决。`, en: `${by.en} rejected it on ${on}.` });
  }
  if (event?.type === 'Disqualified') {
    return conclude(
      'DISQUALIFIED',
      {
        zh: `异议 ${event.data.objectionId} 成立，于 ${on} 取消资格。`,
        en: `Objection ${event.data.objectionId} was upheld, and it was disqualified on ${on}.`,
      },
      clearanceRule,
    );
  }
  if (event?.type === 'SupplementExpired') {
    const due = records.of('SupplementRequired').at(-1)?.data.dueOn ?? '';
    return conclude(
      'SUPPLEMENT_EXPIRED',
      {
        zh: `未在 ${due} 前（含当日）补正，视为放弃。`,
        en: `It was not supplemented by ${due}, and lapsed.`,
      },
      program.supplement?.ruleId,
    );
  }
  if (event?.type === 'Lapsed') {
    const bureau = bureauName(program, event.data.bureau);
    return conclude('SLATE_ABANDONED', {
      zh: `${bureau.zh}的名单未按期报送，视为放弃。`,
      en: `The slate of ${bureau.en} did not come in time, and it lapsed.`,
    });
  }
  return conclude('WITHDRAWN', { zh: `于 ${on} 撤回。`, en: `It was withdrawn on ${on}.` });
};
