/** Who plays which part in what goes wrong, by the code of the bureau. */
export const parts = {
  youth: {
    /** 郑州: has one nominee more than its quota; one withdraws, and the other takes the seat. */
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
  },
} as const;
