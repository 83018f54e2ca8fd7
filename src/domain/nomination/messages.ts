/** Refusals of the nomination, in words. */
export const nominationMessages = {
  NOMINATION_NOT_FOUND: {
    en: 'There is no such nomination.',
    zh: '没有这份申报。',
  },
  COMMAND_EXPIRED: {
    en: 'This command took too long and was given up. Nothing was recorded; send it again with a new commandId.',
    zh: '该操作超时作废，未作记录。请更换 commandId 后重新提交。',
  },
  NOMINATION_EXISTS: {
    en: 'Nomination {nomination} exists already.',
    zh: '申报 {nomination} 已存在。',
  },
  OUT_OF_THE_RUNNING: {
    en: 'Nomination {nomination} was rejected, withdrawn, lapsed or disqualified; nothing more can be done with it.',
    zh: '申报 {nomination} 已被否决、撤回、视为放弃或取消资格，不能再办理。',
  },
  BUREAU_MAY_NOT_NOMINATE: {
    en: 'Bureau {bureau} does not nominate in this program. Bureaus of these levels do: {levels}.',
    zh: '单位 {bureau} 不能申报。可申报的层级：{levels}。',
  },
  CATEGORY_UNKNOWN: {
    en: 'The program has no such category. Its categories are: {known}.',
    zh: '没有这一类别。类别有：{known}。',
  },
  CATEGORY_MISMATCH: {
    en: 'The form names another category than the nomination, which is {category}. Leave it out of the form, or make them agree.',
    zh: '登记表中的类别与申报类别（{category}）不一致，请改为一致或不填。',
  },
  ALREADY_NOMINATED: {
    en: 'This person has a nomination in this edition already. One person, one nomination.',
    zh: '此人在本年度已有申报，每人只能申报一次。',
  },
  NOT_IN_DRAFT: {
    en: 'The form can be changed only while it is drafted or returned; it is {status}, with bureau {holder}.',
    zh: '仅草拟或退回后可以修改登记表；当前状态为 {status}，在 {holder}。',
  },
  PERSON_FIXED: {
    en: 'The identity number cannot be changed: it says whom the nomination is about. Withdraw it and nominate anew.',
    zh: '身份证号不能修改。如确有错误，请撤回后重新申报。',
  },
  FOUR_EYES: {
    en: 'You had a hand in this nomination, so you may not {act} it. Another person must.',
    zh: '您参与过该申报的填报或审核，须由他人办理（{act}）。',
  },
  NOT_REVIEWABLE: {
    en: 'A nomination that is {status} cannot be given the decision {decision}.',
    zh: '状态为 {status} 的申报不能作出 {decision} 的决定。',
  },
  SIGNED_IN_FUTURE: {
    en: 'The opinion is dated in the future. Give the day it was signed.',
    zh: '意见日期晚于今天，请填写实际签署日期。',
  },
  NOT_RETURNED: {
    en: 'The nomination is {status}. Only a returned one is resubmitted.',
    zh: '该申报当前状态为 {status}，只有被退回的才能重新提交。',
  },
  // Rules
  RULE_FAILED: {
    en: 'The rule "{quote}" is not fulfilled: {problem}. Accepted: {accepted}.',
    zh: '不符合“{quote}”：{problem}。应为：{accepted}。',
  },
  WAIVER_NEEDED: {
    en: 'The rule "{quote}" holds in principle and is not fulfilled: {problem}. Accepted: {accepted}, or a waiver: ask for one (requestWaiver) and have the level above confirm it.',
    zh: '不符合原则性规定“{quote}”：{problem}。应为：{accepted}；确需破例的，请申请豁免（requestWaiver）并由上一级确认。',
  },
  JUDGMENT_NEEDED: {
    en: "This rule takes a reviewer's judgment: {asks}. State it in judgments.",
    zh: '此项须由审核人判断：{asks}。请在 judgments 中填写。',
  },
  JUDGMENT_NOT_ASKED: {
    en: 'No judgment is asked for on this rule at this level. Rules to be judged here: {known}.',
    zh: '本级不就此项规则作出判断。本级应判断的规则：{known}。',
  },
  CONCLUSION_EXPECTED: {
    en: 'The opinion must say plainly whether the nominee is recommended; with this decision its conclusion is {expected}.',
    zh: '须写明明确的推荐意见；与该决定相应的结论为 {expected}。',
  },
  OPINION_UNSTAMPED: {
    en: 'An opinion counts only with its stamp. Have it stamped, then set stamped.',
    zh: '意见须加盖公章。请盖章后将 stamped 设为 true。',
  },
  CONTACT_EXPECTED: {
    en: 'The opinion must name whom to ask, with a telephone number (contact).',
    zh: '意见栏须填写联系人姓名和联系方式（contact）。',
  },
  // Materials
  MATERIAL_UNKNOWN: {
    en: 'The program asks for no such material. Its materials are: {known}.',
    zh: '没有这项材料。材料有：{known}。',
  },
  FILE_UNKNOWN: {
    en: 'No file with this SHA-256 has been uploaded. Upload it first (POST /files).',
    zh: '没有上传过该 SHA-256 的文件，请先上传（POST /files）。',
  },
  MATERIAL_TYPE: {
    en: '{material} is not accepted as this kind of file. Accepted: {accepted}.',
    zh: '“{material}”的文件类型不符，可接受：{accepted}。',
  },
  MATERIAL_ATTACHED: {
    en: 'This file is attached as {material} already.',
    zh: '该文件已作为“{material}”附上。',
  },
  MATERIALS_TOO_MANY: {
    en: '{material} holds {most} files already, the most there may be. Remove one first (removeMaterial).',
    zh: '“{material}”已有 {most} 个文件，达到上限，请先移除（removeMaterial）。',
  },
  MATERIAL_NOT_ATTACHED: {
    en: 'No such file is attached as this material.',
    zh: '该材料下没有附上此文件。',
  },
  DOSSIER_CLOSED: {
    en: 'The dossier is {status}: nothing can be added to it unless a supplement is required.',
    zh: '申报当前状态为 {status}，除要求补正外不能再添加内容。',
  },
  // Vetting
  VETTING_NOT_ASKED: {
    en: 'This program asks no bodies about its nominees.',
    zh: '本活动没有部门联审环节。',
  },
  VETTING_BODY_UNKNOWN: {
    en: 'This body is not asked. Bodies that are: {known}.',
    zh: '没有这一联审部门。联审部门：{known}。',
  },
  VETTING_OF_ANOTHER: {
    en: 'You answer for your own body only.',
    zh: '只能代表本部门答复。',
  },
  VETTING_ANSWERED: {
    en: 'The body has answered itself, and only the body changes that answer.',
    zh: '该部门已自行答复，其答复只能由该部门更改。',
  },
  VETTING_OUTDATED: {
    en: 'The body gave a later answer, of {on}. An earlier one cannot take its place.',
    zh: '该部门已有 {on} 的答复，更早的答复不能替代。',
  },
  VETTING_EVIDENCE: {
    en: 'An answer that is entered for a body needs its letter as evidence.',
    zh: '代为录入的答复须附该部门来函作为证据。',
  },
  // Waivers
  RULE_UNKNOWN: {
    en: 'The program has no such rule.',
    zh: '没有这条规则。',
  },
  RULE_NOT_WAIVABLE: {
    en: 'The rule "{quote}" cannot be waived.',
    zh: '“{quote}”不得豁免。',
  },
  WAIVER_ASKED_ABOVE: {
    en: 'A waiver is asked for by a bureau that puts people forward, not by the one that decides.',
    zh: '豁免由报送单位申请，不由决定单位申请。',
  },
  WAIVER_NOT_NEEDED: {
    en: 'The rule is fulfilled or waived already; no waiver is needed.',
    zh: '该规则已符合或已豁免，无须申请。',
  },
  WAIVER_REQUESTED: {
    en: 'A waiver has been asked for and awaits the level above.',
    zh: '豁免已申请，待上一级确认。',
  },
  WAIVER_NOT_REQUESTED: {
    en: 'No waiver of this rule awaits an answer.',
    zh: '该规则没有待确认的豁免申请。',
  },
  WAIVER_OF_THE_LEVEL_ABOVE: {
    en: 'The waiver is for bureau {bureau} to decide, the one above the bureau that asked.',
    zh: '该豁免应由申请单位的上一级 {bureau} 决定。',
  },
  // Supplements
  SUPPLEMENT_AFTER_DEADLINE: {
    en: 'A supplement would be due on {due}, after this bureau must have put the nominee forward on {on}. Return the nomination, or review it as it is.',
    zh: '补正期限为 {due}，晚于本单位报送截止日期 {on}。请办理退回修改，或按现有材料审核。',
  },
  SUPPLEMENT_UNKNOWN: {
    en: 'This program knows no supplements. Return the nomination instead.',
    zh: '本活动没有限期补正，请办理退回。',
  },
  SUPPLEMENT_AFTER_SCORING: {
    en: 'Scoring is closed: what was scored stays as it is. Reject the nominee, or put the notice right (correctNotice).',
    zh: '评分已经截止，评审所依据的材料不再变动。可否决该申报，或更正公示（correctNotice）。',
  },
  SUPPLEMENT_OF_CATEGORY: {
    en: 'While a supplement is awaited the seat is kept, and with it the category {category}. To change it, have the nomination returned.',
    zh: '补正期间保留名额，类别（{category}）不能改变。确需改变的，请由上级退回。',
  },
  SUPPLEMENT_OVERDUE: {
    en: 'What was missing had to be supplied by {on}, through the end of that day. It has passed.',
    zh: '补正期限为 {on}（当日 24 时），已逾期。',
  },
} as const;
