import type { ApolloServerPlugin } from '@apollo/server';
import type { RequestContext } from '../../schema/context.ts';
import type { Language } from '../domain/refusal.ts';
import type { Freshness } from './log-watch.ts';

/** As old as answers may be without a word: the longest that a query waits for its own writes. */
const usualMs = 5_000;

/**
 * What is read while the log is out of reach, or far ahead, is answered all the same, and marked: `extensions.stale` says
 * up to which position of the log it goes, when that was the whole of it for the last time, and how many seconds ago.
 */
export const freshnessPlugin = (freshness: () => Freshness): ApolloServerPlugin<RequestContext> => ({
  requestDidStart: async () => ({
    async willSendResponse({ response, contextValue }) {
      const { reachable, position = null, levelAt = null, ageMs } = freshness();
      if ((reachable && ageMs <= usualMs) || response.body.kind !== 'single') return;
      const ageSeconds = Math.round(ageMs / 1000);
      const { singleResult } = response.body;
      const message = inWords(contextValue.language, reachable, ageSeconds);
      const stale = { logReachable: reachable, position, levelAt, ageSeconds, message };
      singleResult.extensions = { ...singleResult.extensions, stale };
    },
  }),
});

const inWords = (language: Language, reachable: boolean, seconds: number): string => {
  if (language === 'zh') {
    return `${reachable ? '读模型落后于事件日志' : '暂时无法连接事件日志'},以下内容为 ${seconds} 秒前的状态。`;
  }
  const why = reachable ? 'The read models lag behind the event log' : 'The event log cannot be reached';
  return `${why}: this is how things stood ${seconds} s ago.`;
};
