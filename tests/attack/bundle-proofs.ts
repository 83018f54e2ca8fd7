import { flipped, inClass, proof, swap, type Tampering } from './bundle-tampering.ts';

/** Ways from an event to the head. */
export const proofTamperings: readonly Tampering[] = [
  ...inClass('proofs', [
    {
      name: 'a hash of a proof is changed',
      apply: proof(({ proof: hashes }) => {
        hashes[0] = flipped(hashes[0]);
      }),
      expected: 'INCLUSION_FAILED',
    },
    {
      name: 'a hash of a proof is left out',
      apply: proof(({ proof: hashes }) => hashes.pop()),
      expected: 'INCLUSION_FAILED',
    },
    {
      name: 'a hash is added to a proof',
      apply: proof(({ proof: hashes }) => hashes.push(hashes[0])),
      expected: 'INCLUSION_FAILED',
    },
    {
      name: 'hashes of a proof change places',
      apply: proof(({ proof: hashes }) => swap(hashes, 0, 1)),
      expected: 'INCLUSION_FAILED',
    },
    {
      name: 'a proof is empty',
      apply: proof((one) => {
        one.proof = [];
      }),
      expected: 'INCLUSION_FAILED',
    },
    {
      name: 'a proof is for the next place',
      apply: proof((one) => {
        one.index += 1;
      }),
      expected: 'INCLUSION_FAILED',
    },
    {
      name: 'a proof is for a place beyond the tree',
      apply: proof((one) => {
        one.index = 1e9;
      }),
      expected: 'INCLUSION_FAILED',
    },
    {
      name: 'a proof is for no place',
      apply: proof((one) => {
        one.index = -1;
      }),
      expected: 'PROOF_MALFORMED',
    },
    {
      name: 'two events change proofs',
      apply: proof((one, i, all) => {
        const id = one.id;
        one.id = all[i + 1].id;
        all[i + 1].id = id;
      }),
      expected: 'INCLUSION_FAILED',
    },
    { name: 'a proof is left out', apply: proof((_, i, all) => all.splice(i, 1)), expected: 'PROOF_MISSING' },
    { name: 'a proof stands twice', apply: proof((one, _, all) => all.push(one)), expected: 'PROOF_DUPLICATE' },
    {
      name: 'a proof is of no event',
      apply: proof((one, _, all) => all.push({ ...one, id: '00000000-0000-5000-8000-000000000000' })),
      expected: 'PROOF_UNKNOWN',
    },
    {
      class: 'encoding',
      name: 'a hash has another spelling',
      apply: proof(({ proof: hashes }) => {
        hashes[0] = hashes[0].replace(/=$/, '');
      }),
      expected: 'PROOF_MALFORMED',
    },
  ]),
];
