import type { Bureau } from '../../../domain/program/program.ts';
import { firstHonoreeOf } from '../questions.ts';
import { citiesOf, type Scene, tryInVain } from './stage.ts';

interface Register {
  readonly honorees: { readonly nodes: readonly { readonly certificate: string }[] };
}

/** May 2024: a city reports what an honoree did, and the province takes the honor back. Neither can do it alone. */
export const revokeHonor: Scene = async (stage) => {
  const { api, cast, time, flex } = stage;
  const city = citiesOf(flex).find(({ code }) => code === violatorsCity) as Bureau;
  const { honorees } = await api.ask<Register>(undefined, firstHonoreeOf, {
    editionId: flex.editionId,
    within: city.code,
  });
  const certificate = honorees.nodes[0]?.certificate;
  const evidence = [{ title: '行政处罚决定书' }];
  const decision = {
    certificate,
    ground: 'VIOLATION_WITH_SERIOUS_IMPACT',
    statement: '经查，该人员2024年4月销售假冒商品，受到行政处罚。',
    impact: '多家媒体报道，造成恶劣社会影响。',
    evidence,
  };
  await time.moveTo('2024-05-13T09:00');
  const unreported = {
    zh: '各地未报告即撤销',
    en: 'Revocation before a locality has reported',
    codes: ['NOT_REPORTED'],
  };
  await tryInVain(stage, unreported, cast.head, 'revoke', decision);
  const byCity = { zh: '市级部门自行撤销', en: 'Revocation by the city itself', codes: ['NOT_PERMITTED'] };
  await tryInVain(stage, byCity, cast.approver(city), 'revoke', decision);
  const statement = '该人员因销售假冒商品被行政处罚，拟建议撤销认定。';
  await api.run(cast.clerk(city), 'reportViolation', { certificate, statement, evidence });
  await time.moveTo('2024-05-20T10:00');
  await api.run(cast.head, 'revoke', decision);
};

/** 南阳 */
const violatorsCity = '411300';
