import type { Answer, Caller } from './api.ts';
import { accepted } from './dossiers.ts';
import type { Publicized } from './selection.ts';

export const objector = { name: '邢坦言', contact: '15900007777' };
export const grounds = '登记的从业时间与事实不符。';

/** Against the best ranked, unless said otherwise. */
export const objectionOn = ({ noticeId, nominations }: Publicized, changes: object = {}): object => ({
  noticeId,
  nominationId: nominations[0],
  objector,
  grounds,
  evidence: [{ title: '平台出具的注册记录', sha256: null }],
  ...changes,
});

export const lodged = async (given: Publicized, by: Caller, changes: object = {}): Promise<Answer> => {
  const selection = 'objection { id status inTime anonymous }';
  return (await accepted(by, 'object', objectionOn(given, changes), selection)).objection;
};

export const ruled = async (
  { noticeId, officer, approver }: Publicized,
  name: 'admitObjection' | 'upholdObjection' | 'dismissObjection',
  objectionId: string,
): Promise<Answer> => {
  const [by, words] =
    name === 'admitObjection' ? [officer, { note: '已向平台核实。' }] : [approver, { findings: '经核查，情况属实。' }];
  return accepted(by, name, { noticeId, objectionId, ...words }, 'objection { id status standing findings }');
};

const nominees = `query ($id: ID!) { notice(id: $id) { nominees(first: 10) { nodes {
  nominationId serial name certificate objectionStands redactions { field reason }
  bureau { code } category { code } nomination { status }
} } } }`;

/** Those on a notice as somebody sees them, by serial. */
export const nomineesOf = async (id: string, by: Caller): Promise<Answer[]> =>
  (await by.ask(nominees, { id })).notice.nominees.nodes;
