/** Refusals of erasing and restricting somebody's data, in words. */
export const protectionMessages = {
  DATA_IN_USE: {
    en: 'The data is still needed: {uses}. It can be erased once each of these is at an end (the edition concluded, or the nomination rejected, withdrawn, lapsed or disqualified; the objection answered; the expert dismissed). Until then restrict it (restrictPersonalData).',
    zh: '该个人信息仍在使用：{uses}。待上述事项了结（年度办结，或申报不通过、撤回、视为放弃、取消资格；异议已答复；专家已解聘）后方可删除。此前可限制处理（restrictPersonalData）。',
  },
  ERASURE_UNDER_WAY: {
    en: 'Request {request} to erase this data is open already. Approve it (approveErasure) or decline it (declineErasure).',
    zh: '该个人信息已有删除申请 {request} 在办。请予批准（approveErasure）或不予批准（declineErasure）。',
  },
  ERASURE_NOT_FOUND: {
    en: 'There is no such request to erase. Open requests are listed by erasureRequests.',
    zh: '没有这一删除申请。在办申请可查询 erasureRequests。',
  },
  ERASURE_CLOSED: {
    en: 'This request was approved twice or declined, and takes no further decision. See erasureRequests for what came of it.',
    zh: '该删除申请已获两次批准或不予批准，不再受理意见。办理结果可查询 erasureRequests。',
  },
  ERASURE_OWN_REQUEST: {
    en: 'You requested this erasure yourself. Two others must approve it.',
    zh: '该删除申请由您提出，须由另外两人批准。',
  },
  ERASURE_APPROVED_BY_YOU: {
    en: 'You approved this request already. The second approval is for somebody else.',
    zh: '您已批准过该申请，第二次批准须由他人作出。',
  },
  DATA_OWNER_NOT_FOUND: {
    en: 'Nobody is known by that. Name the identity number, a nomination, an objection with its notice, or the account of an expert.',
    zh: '查无此人。请填写身份证号、申报编号、公示及异议编号，或专家账号。',
  },
  RESTRICTED_ALREADY: {
    en: 'This data is restricted already.',
    zh: '该个人信息已限制处理。',
  },
  NOT_RESTRICTED: {
    en: 'This data is not restricted.',
    zh: '该个人信息未被限制处理。',
  },
  RESTRICTED_BY_YOU: {
    en: 'You restricted this data yourself. Somebody else must lift the restriction.',
    zh: '该限制由您作出，须由他人解除。',
  },
  PERSON_RESTRICTED: {
    en: 'The data of this person is restricted, so that nothing new may be done with it. Have the restriction lifted first (liftRestriction).',
    zh: '该人员的个人信息已限制处理，不得用于新的事项。请先解除限制（liftRestriction）。',
  },
  PERSON_BEING_ERASED: {
    en: 'The data of this person is being erased at this moment. Try again once it is done.',
    zh: '该人员的个人信息正在删除，请待完成后再办理。',
  },
} as const;
