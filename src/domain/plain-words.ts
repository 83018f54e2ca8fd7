/** Words as two people may write them: full and half width, spaces, letters. */
export const plain = (words: string): string => words.normalize('NFKC').replace(/\s+/g, '').toUpperCase();
