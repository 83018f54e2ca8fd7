import type { ServerWritableStream } from '@grpc/grpc-js';
import type { ReadReq, ReadResp } from './protocol.ts';

type ReadCall = ServerWritableStream<ReadReq, ReadResp>;

/** The answers of one read, sent no faster than the client takes them. */
export class Outlet {
  readonly #call: ReadCall;
  #gone = false;
  #wake: () => void = () => {};

  constructor(call: ReadCall) {
    this.#call = call;
    const gone = () => {
      this.#gone = true;
      this.#wake();
    };
    call.once('cancelled', gone);
    call.once('close', gone);
  }

  /** True when nobody listens any more. */
  get gone(): boolean {
    return this.#gone || this.#call.cancelled;
  }

  async send(message: ReadResp): Promise<void> {
    if (this.gone || this.#call.write(message)) return;
    await this.until((wake) => this.#call.once('drain', wake));
  }

  /** Waits until `wake` is called, or the client is gone. */
  async until(register: (wake: () => void) => unknown): Promise<void> {
    if (this.gone) return;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      register(resolve);
    });
    this.#wake = () => {};
  }
}
