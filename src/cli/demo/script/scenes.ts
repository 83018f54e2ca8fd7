import { accountForDossiers } from './accounting.ts';
import { commend, followUp } from './aftermath.ts';
import { declareInterests, meetLateConflict } from './conflicts.ts';
import { nominateInCities, reviewInCities, submitFlexSlates } from './flex-cities.ts';
import {
  acceptLateCounty,
  forwardFromCounties,
  gatherInCounties,
  nominateInCounties,
  reviewInCounties,
} from './flex-counties.ts';
import { meetRules } from './flex-rules.ts';
import { keepHead, openEditions, preparePanels } from './opening.ts';
import { assignReviews, closeScoring, decideShortlists, scoreNominations } from './panel.ts';
import { importHonors } from './prior-honors.ts';
import { eraseTooEarly, eraseWithdrawn, restrictForAWhile } from './protection.ts';
import {
  correctSlip,
  hearObjections,
  meetLateObjection,
  type Publicity,
  publicize,
  ruleOnObjections,
} from './publicity.ts';
import { conclude, promoteAlternate, recognize } from './recognition.ts';
import { revokeHonor } from './revocation.ts';
import type { Scene } from './stage.ts';
import { askInVain, settleSupplements } from './supplements.ts';
import { receiveStampedPapers, verify } from './verification.ts';
import { askForWaiver, confirmWaiver } from './waivers.ts';
import { gatherYouth, nominateYouth, reviewYouth } from './youth-nominations.ts';
import { fillYouthSlates, meetDeadline, submitYouthSlates } from './youth-slates.ts';

/** The calendar of the notice, scene by scene, in order of time. */
export const scenesOf = (): readonly { readonly title: string; readonly play: Scene }[] => {
  const publicity: Publicity = { notices: new Map(), objections: new Map() };
  return [
    { title: '2023-12-27  开启两项年度 · open both editions', play: openEditions },
    { title: '2023-12-27  外部留存签名树头 · an outsider keeps the first signed head', play: keepHead },
    { title: '2023-12-28  聘任专家、确定评分标准 · appoint experts, freeze rubrics', play: preparePanels },
    { title: '2024-01-03  青年之星：18市申报 · youth: 18 cities nominate', play: nominateYouth },
    { title: '2024-01-04  青年之星：材料、意见征求 · youth: materials, consultations', play: gatherYouth },
    { title: '2024-01-05  灵活就业之星：县级申报 · flexible: counties nominate', play: nominateInCounties },
    { title: '2024-01-05  导入既有荣誉 · honors that people hold are imported', play: importHonors },
    { title: '2024-01-08  县级：材料、联审、核实 · counties: materials, vetting, visits', play: gatherInCounties },
    { title: '2024-01-08  青年之星：审核、退回修改 · youth: review, return, resubmit', play: reviewYouth },
    { title: '2024-01-09  超龄一天：申请豁免 · born a day too early: a waiver is asked for', play: askForWaiver },
    { title: '2024-01-10  县级初审 · counties review', play: reviewInCounties },
    { title: '2024-01-11  条款把关 · rules at work: vetting, license, dishonesty, honors', play: meetRules },
    { title: '2024-01-12  县级报送 · counties forward, two each', play: forwardFromCounties },
    { title: '2024-01-12  要求补正 · a supplement is asked for', play: askInVain },
    { title: '2024-01-15  豁免确认 · the waiver is confirmed', play: confirmWaiver },
    { title: '2024-01-17  逾期县经市同意接收 · a late county, accepted by its city', play: acceptLateCounty },
    { title: '2024-01-18  市本级申报 · cities nominate directly', play: nominateInCities },
    { title: '2024-01-18  市级复核 · cities review', play: reviewInCities },
    { title: '2024-01-22  补正与逾期 · supplied in time, and not', play: settleSupplements },
    { title: '2024-01-22  青年之星：列入名单 · youth: fill the slates', play: fillYouthSlates },
    { title: '2024-01-23  灵活就业之星：提交名单 · flexible: submit the slates', play: submitFlexSlates },
    { title: '2024-01-24  青年之星：提交名单 · youth: submit the slates', play: submitYouthSlates },
    { title: '2024-01-25  纸质材料签收、汇总表 · papers received, summaries', play: receiveStampedPapers },
    { title: '2024-01-25  截止：逾期视为放弃 · the deadline: late is abandoned', play: meetDeadline },
    { title: '2024-01-26  省级核查 · the province verifies', play: verify },
    { title: '2024-01-26  分派评审、回避 · assign reviews, recusals', play: assignReviews },
    {
      title: '2024-01-27  回避申报、解除与维持 · interests declared, a bar lifted, a bar upheld',
      play: declareInterests,
    },
    { title: '2024-01-28  专家评分 · experts score', play: scoreNominations },
    { title: '2024-01-29  评分截止 · close scoring', play: closeScoring },
    {
      title: '2024-01-29  晚发现的回避：作废、补评 · a late conflict: scores voided, others score',
      play: (stage) => meetLateConflict(stage, stage.flex),
    },
    { title: '2024-01-29  拟定名单 · decide the shortlists', play: decideShortlists },
    {
      title: '2024-01-30  公示5个工作日 · publicize for five working days',
      play: (stage) => publicize(stage, publicity),
    },
    { title: '2024-01-31  更正公示 · an erratum', play: (stage) => correctSlip(stage, publicity) },
    {
      title: '2024-02-01  异议受理 · objections lodged and admitted',
      play: (stage) => hearObjections(stage, publicity),
    },
    { title: '2024-02-05  异议核查结论 · objections decided', play: (stage) => ruleOnObjections(stage, publicity) },
    { title: '2024-02-06  逾期异议 · a late objection', play: (stage) => meetLateObjection(stage, publicity) },
    { title: '2024-02-06  认定 · recognize the undisputed', play: (stage) => recognize(stage, publicity) },
    { title: '2024-02-06  递补并另行公示 · promote an alternate', play: (stage) => promoteAlternate(stage, publicity) },
    { title: '2024-02-21  申请删除仍在使用的信息 · erasing what is still needed', play: eraseTooEarly },
    { title: '2024-02-23  通报宣传 · circular of commendation, media', play: commend },
    { title: '2024-03-01  年度结束 · conclude both editions', play: conclude },
    { title: '2024-04-10  跟踪服务 · an honoree is looked after', play: followUp },
    { title: '2024-05-20  撤销认定 · revoke an honor', play: revokeHonor },
    { title: '2024-06-03  删除个人信息 · a nominee who withdrew is erased', play: eraseWithdrawn },
    { title: '2024-06-04  限制处理与解除 · an honoree is restricted for a while', play: restrictForAWhile },
    { title: '核对卷宗 · dossiers accounted for', play: accountForDossiers },
  ];
};
