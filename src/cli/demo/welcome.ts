import type { Proof } from './proof/proof.ts';
import { parts } from './script/parts.ts';
import { idOf, seatOf } from './script/stage.ts';
import type { SetUp } from './set-up.ts';
import { heading } from './table.ts';

/** Where to look, as whom, and what to ask: printed when the demo has been played. */
export const welcome = async ({ running: { url }, stage }: SetUp, { revoked }: Proof): Promise<string> => {
  const { api, cast, flex, youth } = stage;
  const county = seatOf(flex, parts.flex.thirdNominee).bureau;
  const city = seatOf(youth, parts.youth.overrun).bureau;
  const [expert] = cast.experts(flex.plan.program);
  const members = [
    { as: `${county.name.zh}经办 county clerk`, member: cast.clerk(county) },
    { as: `${city.name.zh}审批 city approver`, member: cast.approver(city) },
    { as: '省级审批 province approver', member: cast.head },
    ...(expert ? [{ as: '评审专家 expert', member: expert }] : []),
    { as: '审计 auditor', member: cast.auditor },
  ];
  const tokens = await Promise.all(
    members.map(async ({ as, member }) => `${as}: ${member.name} (${member.id})\n${await api.tokenOf(member)}`),
  );
  return [
    heading('继续查看', 'Look around'),
    `GraphQL IDE  ${url}/ide`,
    `API          ${url}/graphql`,
    heading('令牌（时钟停在演示结束时，长期有效）', 'Tokens: the clock stands still, so they do not expire'),
    tokens.join('\n\n'),
    heading('审计和纪检须说明查阅目的', 'Auditors and inspectors state why they ask'),
    howToState,
    heading('可以试试', 'Six queries to try'),
    ...queries(flex.editionId, {
      returned: idOf(flex, seatOf(flex, parts.flex.returned)),
      waived: idOf(flex, seatOf(flex, parts.flex.honored)),
      revoked,
    }),
    '',
    'Ctrl+C 结束 to stop',
  ].join('\n');
};

const howToState = [
  '否则个人信息不予显示；说明的目的记录在案。在 IDE 的 Headers 中与令牌一并填写（UTF-8 百分号编码）：',
  'Without it personal data is withheld; with it, the reading is put on record. Beside the token, under Headers in the IDE:',
  '  { "Authorization": "Bearer …", "Laurel-Purpose": "annual%20audit" }',
  '  { "Authorization": "Bearer …", "Laurel-Case": "2024-17" }',
].join('\n');

interface Subjects {
  readonly returned: string;
  readonly waived: string;
  readonly revoked: Proof['revoked'];
}

const queries = (editionId: string, { returned, waived, revoked }: Subjects): string[] => [
  `# 公众：登记册在撤销前后 · the public: the register before and after the revocation
{
  before: honorees(filter: { editionId: "${editionId}", status: REVOKED }, asOf: { time: "2024-03-01T12:00:00+08:00" }) { totalCount }
  now: honorees(filter: { editionId: "${editionId}", status: REVOKED }) { nodes { certificate name revocation { revokedOn ground { name { zh en } } } } }
}`,
  `# 省级审批：谁超额、谁缺额 · the province: quotas and slates
{
  quotaTallies(editionId: "${editionId}", filter: { level: CITY }, first: 18) {
    nodes { bureau { name { zh } } quota taken submitted slateStatus }
  }
}`,
  `# 审计：一份申报的全部经过 · the auditor: everything that happened to one nomination
{
  nomination(id: "${returned}") { name status history(first: 50) { nodes { at type reason actor { name roles } } } accessHistory { nodes { at role purpose } } }
}`,
  `# 省级审批：条款审查、材料、联审和豁免 · the province: rules, materials, vetting and waivers of one nominee
{
  nomination(id: "${waived}") {
    eligibility { ruleId outcome waivedBy warning }
    checklist { material { name { zh } } required missing reason files { path words } }
    vetting { body { name { zh } } answer answeredOn }
    waivers { ruleId status reason note }
  }
}`,
  `# 任何人：撤销决定存证 · anybody: the proof that the revocation is in the log
{
  eventProof(id: "${revoked.eventId}") { leafIndex treeSize digest hashes checkpoint { note } }
}`,
  `# 审计：为何撤销，依据何在 · the auditor: why the honor was revoked, each fact with its proof
{
  decisionTrace(nominationId: "${revoked.nominationId}") {
    outcome { code text }
    questions { kind answer conclusion { text } entries { text says event { id type recordedAt proof { leafIndex } } } }
  }
}`,
];
