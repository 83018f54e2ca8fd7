import type { Bureau } from '../../../domain/program/program.ts';
import type { Chance } from '../chance.ts';
import type { Entry } from '../plan.ts';

type Answers = Readonly<Record<string, unknown>>;

interface OfNominee {
  readonly entry: Entry;
  /** Local date, `YYYY-MM-DD`. */
  readonly today: string;
  readonly draw: Chance;
}

/** What bureaus answer in steps of a nomination, by the code of the step. */
export const nominationSteps: Readonly<Record<string, (about: OfNominee) => Answers>> = {
  EMPLOYER_OPINION: ({ entry: { form }, today }) => ({
    text: '该同志爱岗敬业、遵纪守法、业务突出，同意申报。',
    signedOn: today,
    signer: `${form.employer}负责人`,
    stamped: 'YES',
  }),
  CONSULTATION: ({ entry: { city }, today, draw }) => {
    const competent = draw.between(1, 3) === 1;
    return {
      body: competent ? 'COMPETENT_DEPARTMENT' : 'LOCAL_GOVERNMENT',
      name: `${city.name.zh}${competent ? '行业主管部门' : '人民政府'}`,
      opinion: '同意推荐。',
      on: today,
    };
  },
  SCREENING: ({ today }) => ({ negativeList: 'NO', dishonesty: 'NO', adversePublicOpinion: 'NO', on: today }),
  VERIFICATION: ({ today, draw }) => ({
    method: draw.pick(['SITE_VISIT', 'DOCUMENT_CHECK']),
    on: today,
    findings: '经核实，从业情况、就业登记和社保缴费与填报一致。',
  }),
};

interface OfSlate {
  readonly bureau: Bureau;
  readonly today: string;
  readonly draw: Chance;
  /** Name of whoever is responsible at the bureau. */
  readonly responsible: string;
}

/** What bureaus answer in steps of a slate, by the code of the step. */
export const slateSteps: Readonly<Record<string, (about: OfSlate) => Answers>> = {
  RESPONSIBLE_PERSON: ({ bureau, responsible }) => ({
    name: responsible,
    phone: `0371-${bureau.code}01`,
    localConditions: '无',
  }),
  PUBLICITY_EVIDENCE: ({ bureau, today, draw }) => ({
    channel: draw.pick(['WEBSITE', 'WECHAT', 'TELEVISION']),
    title: `${bureau.name.zh}关于组织开展选树活动的公告`,
    link: `https://rsj.example.cn/${bureau.code}/20240102`,
    on: today,
  }),
  COMPREHENSIVE_ASSESSMENT: ({ bureau, today }) => ({
    on: today,
    participants: `${bureau.name.zh}人社局党组成员、就业科、人才科负责人`,
    conclusion: '严格按选树条件和范围逐人评定，拟报送人选均符合条件。',
  }),
  PAPER_RECEIPT: ({ today }) => ({ copies: 2, receivedOn: today }),
};
