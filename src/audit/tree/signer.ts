/** Signs the heads of one log; `src/audit/note/` has one with Ed25519 keys. */
export interface CheckpointSigner {
  /** Name of the log, the first line of its checkpoints. */
  readonly origin: string;
  /** @returns the whole signed note; of the same head always the same, as Ed25519 signs */
  sign(head: { readonly size: number; readonly root: Uint8Array }): string;
}
