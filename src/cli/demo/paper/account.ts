import { wordCount } from '../../../domain/word-count.ts';
import type { Chance } from '../chance.ts';
import vocabulary from '../vocabulary.json' with { type: 'json' };

/** What an account of deeds speaks of, as the notice lists it (R-F33). */
const chapters = Object.entries(vocabulary.account);

/** From what `draw` picks first: all of them once, in an order of one's own. */
const inSomeOrder = <Item>(items: readonly Item[], draw: Chance): readonly Item[] => {
  const left = [...items];
  return items.map(() => left.splice(draw.between(0, left.length - 1), 1)[0] as Item);
};

/** Paragraphs of about 800 words (字) after those given, or of far fewer if it is to be `short`. */
export const accountOf = (draw: Chance, given: string, short = false): readonly string[] => {
  const enough = short ? 300 : 740;
  const told = chapters.map(([title, sentences]) => ({ title, rest: [...inSomeOrder(sentences, draw)], text: '' }));
  const paragraphs = () => [given, ...told.map(({ title, text }) => `${title}：${text}`)];
  for (let i = 0; wordCount(paragraphs().join('\n')) < enough; i++) {
    const left = told.filter(({ rest }) => rest.length > 0);
    const chapter = left[i % left.length];
    if (!chapter) break;
    chapter.text += chapter.rest.shift();
  }
  return paragraphs();
};
