const mostRemembered = 100_000;

/** Answers that never change once there are any, remembered; forgotten all at once when they become too many. */
export const remembering = <Key, Value>(find: (key: Key) => Value | undefined): ((key: Key) => Value | undefined) => {
  const known = new Map<Key, Value>();
  return (key) => {
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    const found = find(key);
    if (known.size >= mostRemembered) known.clear();
    if (found !== undefined) known.set(key, found);
    return found;
  };
};
