import type { Position } from '../../domain/event.ts';

export interface WaitBounds {
  /** 5,000 by default. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** No signed head covered a position in time. What was recorded is safe; only its proof lags. */
export class NotIntegrated extends Error {
  constructor(
    readonly position: Position,
    reason: string,
  ) {
    super(`No signed head covers position ${position} yet: ${reason}.`);
    this.name = 'NotIntegrated';
  }
}

type IsThere = (position: Position) => boolean;

interface Waiting {
  readonly position: Position;
  settle(problem?: unknown): void;
}

/** Whoever waits for a position to be covered by a signed head. */
export const waiters = () => {
  const waiting = new Set<Waiting>();
  return {
    wait(position: Position, isThere: IsThere, { timeoutMs = 5000, signal }: WaitBounds = {}): Promise<void> {
      if (isThere(position)) return Promise.resolve();
      return new Promise<void>((resolve, reject) => {
        signal?.throwIfAborted();
        const waiter: Waiting = {
          position,
          settle(problem) {
            clearTimeout(timer);
            signal?.removeEventListener('abort', aborted);
            waiting.delete(waiter);
            if (problem === undefined) resolve();
            else reject(problem);
          },
        };
        const aborted = () => waiter.settle(signal?.reason);
        const timer = setTimeout(() => waiter.settle(new NotIntegrated(position, `waited ${timeoutMs} ms`)), timeoutMs);
        signal?.addEventListener('abort', aborted);
        waiting.add(waiter);
      });
    },
    /** Lets go everyone who has what they wait for. */
    look(isThere: IsThere): void {
      for (const waiter of waiting) if (isThere(waiter.position)) waiter.settle();
    },
    close(): void {
      for (const waiter of waiting) waiter.settle(new NotIntegrated(waiter.position, 'the log is closed'));
    },
  };
};
