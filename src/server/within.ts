/** What a promise comes to, or undefined if it has not come in time or was in vain. What is late goes on unseen. */
export const within = async <Value>(
  ms: number,
  value: Promise<Value>,
): Promise<{ readonly value: Value } | undefined> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  const come = value.then(
    (it) => ({ value: it }),
    () => undefined,
  );
  return Promise.race([come, late]).finally(() => clearTimeout(timer));
};
