import { inClass, opening, type Tampering } from './bundle-tampering.ts';

/** What is told of what is sealed. */
export const openingTamperings: readonly Tampering[] = [
  ...inClass('privacy', [
    {
      name: 'another value is told',
      apply: opening((one) => {
        one.value = '别人';
      }),
      expected: 'OPENING_MISMATCH',
    },
    {
      name: 'another salt is told',
      apply: opening((one) => {
        one.salt = Buffer.alloc(32, 3).toString('base64url');
      }),
      expected: 'OPENING_MISMATCH',
    },
    {
      name: 'two fields change openings',
      apply: opening((one, all) => {
        const other = all.find(({ id, pointer }) => id === one.id && pointer === '/data/form/phone');
        [one.value, other.value] = [other.value, one.value];
        [one.salt, other.salt] = [other.salt, one.salt];
      }),
      expected: 'OPENING_MISMATCH',
    },
    {
      name: 'an opening is told of another event',
      apply: opening((one, all) => {
        one.id = all.find(({ id }) => id !== one.id).id;
      }),
      expected: 'OPENING_UNKNOWN',
    },
    {
      name: 'an opening is told of no event',
      apply: opening((one) => {
        one.id = '00000000-0000-5000-8000-000000000000';
      }),
      expected: 'OPENING_UNKNOWN',
    },
    {
      name: 'an opening is told of what is not sealed',
      apply: opening((one) => {
        one.pointer = '/data/bureau';
      }),
      expected: 'OPENING_UNKNOWN',
    },
    { name: 'an opening is told twice', apply: opening((one, all) => all.push(one)), expected: 'OPENING_DUPLICATE' },
    {
      name: 'an opening is no opening',
      apply: opening((one) => {
        one.salt = 'x';
      }),
      expected: 'OPENING_MALFORMED',
    },
  ]),
];
