/** A point where calls wait until the test lets them go: no test has to guess at times. */
export class Hold {
  #held = 0;
  #waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  #open: () => void = () => {};
  readonly #opened: Promise<void>;
  readonly #forget: () => void;

  /** @param at an append before or after its commit, a read before its first answer, a subscription before it is confirmed, or the question for the server's features */
  constructor(
    readonly at: 'before-commit' | 'after-commit' | 'read' | 'subscription' | 'features',
    forget: () => void,
  ) {
    this.#forget = forget;
    this.#opened = new Promise((resolve) => {
      this.#open = resolve;
    });
  }

  /** Calls that have come here, since the beginning. */
  get held(): number {
    return this.#held;
  }

  /** Resolves when so many calls have come here. */
  async reachedBy(count = 1): Promise<void> {
    if (this.#held >= count) return;
    await new Promise<void>((resolve) => this.#waiting.push({ count, resolve }));
  }

  /** Lets go what is held, and holds nothing any more. */
  release(): void {
    this.#forget();
    this.#open();
  }

  /** @internal */
  arrive(): Promise<void> {
    this.#held++;
    for (const { count, resolve } of this.#waiting) if (this.#held >= count) resolve();
    return this.#opened;
  }
}
