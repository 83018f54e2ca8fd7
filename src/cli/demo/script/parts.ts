/** Who plays which part in what goes wrong, by the code of the bureau. */
export const parts = {
  /** Of two syllables before the given name, so that no other name contains them. */
  names: { erased: '令狐望舒', kept: '诸葛见微' },
  youth: {
    /** 郑州: has one nominee more than its quota; one withdraws, and is erased later; the other takes the seat. */
    overrun: '410100',
    /** 开封: its first slate misses a category. */
    uncovered: '410200',
    /** 洛阳: a nomination comes back for correction. */
    returned: '410300',
    /** 信阳: the one who drafted tries to review. */
    fourEyes: '411500',
    /** 三门峡: submits in the last second. */
    lastSecond: '411200',
    /** 鹤壁: comes a day late; its 5 seats are deemed abandoned. */
    late: '410600',
    /** 安阳: a selected graduate in a township government, whom the program itself waives in (A10). */
    official: { bureau: '410500', category: 'GRASSROOTS' },
    /** 许昌: born on 30 December 1988, a day too early; let in by a waiver (A01, A02). */
    tooEarly: '411000',
    /** 平顶山: nominated in both programs (A25). */
    twice: { bureau: '410400', category: 'ENTREPRENEURSHIP_INNOVATION' },
    /** 焦作: tries to submit before its comprehensive assessment is on record. */
    unassessed: '410800',
  },
  flex: {
    /** 郑州市中原区: tries to put forward a third nominee. */
    thirdNominee: '410102',
    /** 洛阳市偃师区: misses the county deadline, and is let in by its city. */
    lateCounty: '410307',
    /** 信阳市浉河区: its nomination comes back from the city. */
    returned: '411502',
    /** 济源: never submits; its 5 seats are deemed abandoned. */
    lapsed: '419001',
    /** 平顶山市本级: nominates whom the city has put forward for the other program. */
    twice: '410400',
    /** 开封市龙亭区: a body does not know the nominee at first (A26). */
    unknown: '410202',
    /** 新乡市红旗区: its nominee holds an honor of the province that the form does not say. */
    honored: '410702',
    /** 濮阳市华龙区: its account of deeds is too short, which is looked at and bars nobody (A29). */
    short: '410902',
    /** 许昌市魏都区: something is to be supplied, and is in time. */
    supplied: '411002',
    /** 郑州市二七区: nominates somebody whom dishonesty bars, and no waiver helps (R-F13). */
    barred: '410103',
    /** 郑州市管城回族区: something is to be supplied, and is not. */
    expired: '410104',
  },
} as const;
