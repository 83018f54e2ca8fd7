/** Refusals of the edition, in words. */
export const editionMessages = {
  EDITION_NOT_FOUND: {
    en: 'There is no such edition. The query editions lists those there are; openEdition opens another.',
    zh: '没有这一年度的选树活动。已有年度见 editions；新年度由省级部门开启（openEdition）。',
  },
  EDITION_EXISTS: {
    en: 'Edition {edition} is open already. Choose another edition name.',
    zh: '年度 {edition} 已经开启，请改用其他年度名称。',
  },
  EDITION_CONCLUDED: {
    en: 'Edition {edition} is concluded; nothing in it can be changed.',
    zh: '年度 {edition} 已经结束，不能再变更。',
  },
  BUREAU_WITHOUT_QUOTA: {
    en: 'Bureau {bureau} has no quota in this edition. Name one of the bureaus of the quota table.',
    zh: '单位 {bureau} 在本年度没有分配名额，请填写名额分配表中的单位。',
  },
  DEADLINE_IN_PAST: {
    en: 'The deadline "{deadline}" would be {on}, which has passed. Give a later day in deadlines.',
    zh: '“{deadline}”为 {on}，已经过去，请在 deadlines 中填写以后的日期。',
  },
  MATTERS_OPEN: {
    en: '{count} shortlisted nominees are still open, the first is {first}: recognize them, replace them, or settle the objection first.',
    zh: '拟定名单中尚有 {count} 人未办结，第一人为 {first}：请先认定、递补或处理异议。',
  },
  SUBMISSIONS_OPEN: {
    en: 'Slates may still be submitted through {on}. This is decided after that.',
    zh: '名单报送截至 {on}，截止后方可办理。',
  },
  DEADLINE_AHEAD: {
    en: 'The deadline "{deadline}" ({on}) is still ahead. An edition is concluded after its last deadline.',
    zh: '“{deadline}”（{on}）尚未到期，所有时限过后方可结束年度。',
  },
  CALENDAR_UNKNOWN: {
    en: 'There is no calendar of working days named {calendar}. Load it first.',
    zh: '没有名为 {calendar} 的工作日历，请先导入。',
  },
  DEADLINE_UNKNOWN: {
    en: 'This program has no deadline "{deadline}". Its deadlines are: {known}.',
    zh: '本活动没有“{deadline}”这一时限。时限有：{known}。',
  },
  DEADLINE_ALREADY_PASSED: {
    en: 'The deadline of {on} has passed and can no longer be extended.',
    zh: '{on} 的时限已过，不能再延长。',
  },
  DEADLINE_NOT_LATER: {
    en: 'A deadline can only be extended: give a day after {on}.',
    zh: '时限只能延后，请填写 {on} 之后的日期。',
  },
  EXPERT_APPOINTED: {
    en: '{expert} is on the panel already.',
    zh: '{expert} 已是评审专家。',
  },
  EXPERT_NOT_APPOINTED: {
    en: '{expert} is not on the panel of this edition. Appoint the expert first.',
    zh: '{expert} 不是本年度评审专家，请先聘任。',
  },
  RUBRIC_FROZEN: {
    en: 'The rubric is frozen and can no longer be changed.',
    zh: '评分标准已经确定，不能再改。',
  },
  RUBRIC_NOT_FROZEN: {
    en: 'The rubric is not frozen yet. It must be frozen before the first score.',
    zh: '评分标准尚未确定。须先确定评分标准，再开始评分。',
  },
  BUREAU_UNKNOWN: {
    en: 'The program has no bureau {bureau}. Give the code of one of its bureaus.',
    zh: '没有代码为 {bureau} 的单位，请填写本活动的单位代码。',
  },
  EXPERT_TERMS_INVALID: {
    en: 'What is said of the expert does not hold at {at}: {problem}.',
    zh: '专家信息“{at}”填写有误：{problem}。',
  },
  PLAN_IMPOSSIBLE: {
    en: 'These cannot be met together: panels of {nominations}; limits of {experts}. Appoint experts, raise a limit, lift a bar, or ask for less.',
    zh: '以下要求无法同时满足：申报 {nominations} 的评审组；专家 {experts} 的数量限制。请增聘专家、提高上限、解除回避或放宽要求。',
  },
  CONFLICTS_STAND: {
    en: '{count} scores are by experts who must stand aside, the first by {expert} on nomination {first}. Void them (voidScore) and complete the panels.',
    zh: '有 {count} 份评分出自应当回避的专家，首份为 {expert} 对申报 {first} 的评分。请先作废（voidScore）并补足专家。',
  },
  PLAN_EMPTY: {
    en: 'The plan assigns nothing. Give at least one pair of nomination and expert.',
    zh: '分派方案为空，请至少填写一项申报与专家的对应。',
  },
  PLAN_PAIR_TWICE: {
    en: 'The plan gives this nomination to {expert} twice. Leave one out.',
    zh: '方案将该申报重复分派给 {expert}，请删去一项。',
  },
  PLAN_HASH_MISMATCH: {
    en: 'These are not the pairs of the plan you have seen: they come to {hash}. Check the plan again (checkPlan).',
    zh: '所提交的对应关系与您核对的方案不一致，其校验值为 {hash}。请重新核对方案（checkPlan）。',
  },
  PLAN_COMMITTED: {
    en: 'This very plan was committed already.',
    zh: '该方案已经提交。',
  },
  PLAN_UNKNOWN: {
    en: 'The edition has no such plan.',
    zh: '本年度没有该方案。',
  },
  EXPERT_OVERLOADED: {
    en: '{expert} would have {count} nominations, and takes {max} at most.',
    zh: '{expert} 将承担 {count} 份评审，超过其上限 {max}。',
  },
  SCORING_CLOSED: {
    en: 'Scoring is closed.',
    zh: '评分已经截止。',
  },
  SCORING_OPEN: {
    en: 'Scoring is still open. Close it before the shortlist is decided.',
    zh: '评分尚未截止，请先截止评分，再拟定名单。',
  },
  NO_CANDIDATES: {
    en: 'No nomination has been submitted to the panel.',
    zh: '没有可供评审的申报。',
  },
  PANEL_INCOMPLETE: {
    en: '{count} nominations have fewer than {panelSize} reviews; the first is {first} with {has}. Assign more experts or wait for their scores.',
    zh: '有 {count} 份申报的评审不足 {panelSize} 份，第一份为 {first}，仅有 {has} 份。请增派专家或等待评分。',
  },
  DEVIATION_EMPTY: {
    en: 'A deviation names who is passed over, who is selected, or both.',
    zh: '调整应写明不予列入的人选、改为列入的人选，或两者。',
  },
  NOT_PROPOSED: {
    en: 'Nomination {nomination} is not among those whom the ranking selects; look at the proposal (shortlistProposal).',
    zh: '申报 {nomination} 不在按排名拟定的人选中，请查看拟定方案（shortlistProposal）。',
  },
  NOT_AN_ALTERNATE: {
    en: 'Nomination {nomination} is not among the alternates of the ranking; look at the proposal (shortlistProposal).',
    zh: '申报 {nomination} 不在按排名产生的递补人选中，请查看拟定方案（shortlistProposal）。',
  },
  DEVIATION_BEYOND_TARGET: {
    en: 'That would be more than the target of {target} for {of}. Say in the same deviation who is passed over.',
    zh: '将超过{of}的名额 {target}。请在同一项调整中写明不予列入的人选。',
  },
  SHORTLIST_DECIDED: {
    en: 'The shortlist of this edition is decided already. Replace a nominee who has left by promoting an alternate.',
    zh: '本年度拟定名单已经确定。如有空缺，请递补。',
  },
  SHORTLIST_NOT_DECIDED: {
    en: 'The shortlist is not decided yet.',
    zh: '名单尚未拟定。',
  },
  TARGET_DATE_OVERRUN: {
    en: 'The target date is {on}, and this would be {day}. It is allowed with a reason: fill in overrunReason.',
    zh: '要求在 {on} 前完成，现将于 {day} 完成。如确需逾期，请填写逾期原因（overrunReason）。',
  },
  NOT_SHORTLISTED: {
    en: 'Nomination {nomination} is not on the shortlist.',
    zh: '申报 {nomination} 不在拟定名单内。',
  },
  STILL_IN_THE_RUNNING: {
    en: 'Nomination {nomination} is still in the running. Only a nominee who was withdrawn or disqualified can be replaced.',
    zh: '申报 {nomination} 仍然有效。只有撤回或被取消资格的，才能递补。',
  },
  NO_ALTERNATE: {
    en: 'No alternate of category {category} is left.',
    zh: '{category} 类别已无递补人选。',
  },
  NO_PLACE_FREE: {
    en: 'No place is free that an alternate in the running could take: {taken} of {target} are filled, and the targets of the categories bind. Move unfilled seats with reallocateSeats first, or name in replaced who has left.',
    zh: '没有可供递补的空余名额：{target} 个名额已占 {taken} 个，且各类别人数不得突破。请先调剂未满名额（reallocateSeats），或在 replaced 中填写被递补人。',
  },
  CATEGORY_WITHOUT_TARGET: {
    en: 'Category {category} has no target of its own to move seats from or to. Categories with one: {known}.',
    zh: '类别 {category} 没有单独的名额，不能调剂。有单独名额的类别：{known}。',
  },
  SEATS_NOT_FREE: {
    en: 'Category {category} has {free} seats to give: {taken} of {target} are taken. Move at most that many.',
    zh: '“{category}”名额 {target} 个，已占 {taken} 个，最多可调出 {free} 个。',
  },
  NOBODY_TO_COMMEND: {
    en: 'Nobody was recognized since the last circular. Recognize nominees first.',
    zh: '上次通报以后没有新认定的人员，请先认定再通报。',
  },
  CIRCULAR_NUMBER_TAKEN: {
    en: 'A circular of this edition has the number {number} already. Give another number.',
    zh: '本年度已有文号为 {number} 的通报，请填写其他文号。',
  },
  CIRCULAR_DATE_IMPOSSIBLE: {
    en: 'A circular is dated from {from}, when the notice of the program was issued, to today, {today}.',
    zh: '通报日期应在发文日 {from} 至今天（{today}）之间。',
  },
  NOT_THE_NEXT_ALTERNATE: {
    en: 'The next alternate is {next} (rank {rank}). Alternates are promoted in order of rank.',
    zh: '应递补 {next}（第 {rank} 名）。递补按名次依次进行。',
  },
  NOTHING_TO_PUBLICIZE: {
    en: 'Name at least one nominee of the shortlist to publicize.',
    zh: '请至少填写一名拟公示人选。',
  },
  ALREADY_PUBLICIZED: {
    en: 'Nomination {nomination} is on notice {notice} already.',
    zh: '申报 {nomination} 已在公示 {notice} 中公示。',
  },
  CANDIDATES_UNVERIFIED: {
    en: '{count} nominations before the panel are not verified since they were last supplied, {first} among them. Verify them first: a review of the deciding level that passes them.',
    zh: '尚有 {count} 份申报在补正后未经核查（如 {first}）。请先由决定层级核查通过（review）。',
  },
  SUPPLEMENTS_AWAITED: {
    en: '{count} nominations must still supply something, {first} among them. They are supplied or lapse by their own date; go on then.',
    zh: '尚有 {count} 份申报在补正期内（如 {first}）。待补正完成或期满后，再行办理。',
  },
} as const;
