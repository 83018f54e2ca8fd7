/** Refusals of the honor, in words. */
export const honorMessages = {
  HONOR_NOT_FOUND: {
    en: 'There is no such certificate.',
    zh: '没有这一证书编号。',
  },
  CERTIFICATE_TAKEN: {
    en: 'Certificate {certificate} was given to nomination {nomination}. A number is given once; two programs must not share a certificate pattern.',
    zh: '证书编号 {certificate} 已授予申报 {nomination}。编号不得重复使用，不同活动不能采用相同的编号规则。',
  },
  HONOR_REVOKED: {
    en: 'Certificate {certificate} is revoked already.',
    zh: '证书 {certificate} 已被撤销。',
  },
  NOT_REPORTED: {
    en: 'No locality has reported a violation for this certificate. Revocation follows a report (reportViolation).',
    zh: '各地尚未报告该证书的违规情形。须先由地方报告，再予撤销。',
  },
  HONOR_STEP_MISSING: {
    en: 'The step "{step}" is not on record for this honor. Record it first (followUp).',
    zh: '该荣誉缺少“{step}”记录，请先记录（followUp）。',
  },
  GROUND_UNKNOWN: {
    en: 'The program knows these grounds of revocation: {known}.',
    zh: '撤销认定的情形有：{known}。',
  },
  IMPACT_REQUIRED: {
    en: 'Ground {ground} stands only together with its serious social impact. Fill in impact, or choose another ground.',
    zh: '{ground} 须同时造成恶劣社会影响，请填写影响（impact），或选择其他情形。',
  },
  EVIDENCE_REQUIRED: {
    en: 'At least one piece of evidence is required.',
    zh: '请至少提供一项证据。',
  },
} as const;
