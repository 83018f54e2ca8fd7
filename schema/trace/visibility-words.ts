import type { Text } from '../../src/domain/program/program.ts';
import type { VisibilityReason } from './visibility-types.ts';

/** Why somebody could see a nomination, or could not, in a sentence. */
export const reasonWords: Readonly<Record<VisibilityReason, Text>> = {
  OVERSIGHT: {
    zh: '监督角色不受单位限制，可查阅全部申报；个人信息须说明理由后方可查看，并留有记录。',
    en: 'A role bound to no bureau reads every nomination; for roles of oversight, personal fields take a stated purpose and are put on record.',
  },
  OWN_BUREAU: { zh: '由其所在单位申报。', en: 'It was nominated by the own bureau.' },
  BUREAU_ABOVE: { zh: '由其辖区内的单位申报。', en: 'It was nominated by a bureau below the own one.' },
  ASSIGNED_EXPERT: {
    zh: '当时已分派其评审，仅可见评审所需内容。',
    en: 'It was assigned to this expert then, who was shown what is needed to score it.',
  },
  VETTING: {
    zh: '当时尚未报送，须由该部门联审，仅可见联审所需内容。',
    en: 'It was not put forward yet, and this body was asked about it: it was shown what is needed to look into its own records.',
  },
  NEVER_ACTED: {
    zh: '该账号此前没有任何操作，其角色无记录可查；请在 roles 中填写。',
    en: 'This account had not done anything by then, so that its roles are not on record. Name them in roles.',
  },
  NOT_NOMINATED_YET: { zh: '当时尚无此申报。', en: 'There was no such nomination then.' },
  NO_ROLE_FOR_IT: {
    zh: '其角色不能查阅申报，只能看到公示与荣誉登记册公布的内容。',
    en: 'None of these roles reads nominations: only what notices and the register publish could be seen.',
  },
  ROLE_OF_ANOTHER_LEVEL: {
    zh: '其角色与所在单位的层级不符，角色不起作用。',
    en: 'The role is one of another level than the bureau, where it means nothing.',
  },
  ANOTHER_BUREAU: {
    zh: '该申报不在其单位辖区内。',
    en: 'It was nominated outside the jurisdiction of this bureau.',
  },
  NOT_ASSIGNED: { zh: '当时未分派该专家评审。', en: 'It was not assigned to this expert then.' },
  RECUSED: { zh: '该专家当时已回避。', en: 'This expert had stepped aside from it.' },
  DISMISSED: { zh: '该专家当时已解聘或不在专家组。', en: 'This expert was not on the panel then.' },
  NOT_ASKED_TO_VET: {
    zh: '该部门不在本活动联审之列，或属其他单位辖区。',
    en: 'The program does not ask this body, or it belongs to another bureau than the one that nominated.',
  },
  VETTING_OVER: {
    zh: '当时已报送，联审部门不再可见。',
    en: 'It had been put forward by then, and bodies are no longer shown it.',
  },
};
