/** Refusals of what is recorded on a person, in words. */
export const personMessages = {
  SECOND_RECOGNITION: {
    en: 'The nominee of nomination {nomination} holds certificate {certificate} already, which rule {rule} counts. A second recognition needs a waiver of that rule: the bureau that nominated requests it or one above (requestWaiver), the bureau above that one confirms it (confirmWaiver). Until then name the others in nominationIds.',
    zh: '申报 {nomination} 的人选已持有证书 {certificate}，属规则 {rule} 所列情形。再次认定须经特殊情况豁免：由申报单位或其上级提出（requestWaiver），再上一级确认（confirmWaiver）。在此之前，可在 nominationIds 中仅列其他人选。',
  },
  // The file of an import, as a whole
  FILE_EMPTY: {
    en: 'The file has no header row. Its first row names the columns: {columns}.',
    zh: '文件没有表头。首行应为各栏名称：{columns}。',
  },
  COLUMN_MISSING: {
    en: 'The header lacks {missing}. Expected columns: {columns}. Nothing was recorded.',
    zh: '表头缺少：{missing}。应有栏目：{columns}。未作任何记录。',
  },
  COLUMN_UNKNOWN: {
    en: 'The header has {count} columns that are not known, or are there twice: {unknown}. Expected columns: {columns}. Nothing was recorded.',
    zh: '表头有 {count} 栏无法识别或重复：{unknown}。应有栏目：{columns}。未作任何记录。',
  },
  NO_HONOR_LISTS: {
    en: 'No program that your bureau decides lists levels and topics of honors in its form, so that none can be read.',
    zh: '您单位审定的选树活动均未在登记表中列明荣誉级别和类别，无法导入。',
  },
  // A row of it
  ROW_LENGTH: {
    en: 'The row has {has} cells; the header has {columns}. A comma within a cell needs quotation marks around the cell.',
    zh: '该行有 {has} 格，表头为 {columns} 栏。单元格内含逗号的，须用引号括起。',
  },
} as const;
