type Given<Input> = { [Key in keyof Input]: Exclude<Input[Key], null> | undefined };

/** A filter as the read models take it: what is null is not asked for. */
export const given = <Input extends object>(input: Input | null | undefined): Partial<Given<Input>> =>
  Object.fromEntries(
    Object.entries(input ?? {}).filter(([, value]) => value !== null && value !== undefined),
  ) as Partial<Given<Input>>;
