interface Waiting<Value> {
  readonly key: string;
  readonly resolve: (value: Value) => void;
  readonly reject: (error: unknown) => void;
}

/** Loads one value; those that are asked for in one turn are loaded together, up to `size` at once. */
export function inBatches<Value>(
  size: number,
  load: (keys: readonly string[]) => Promise<readonly Value[]>,
): (key: string) => Promise<Value> {
  let waiting: Waiting<Value>[] = [];
  const flush = () => {
    const all = waiting;
    waiting = [];
    for (let i = 0; i < all.length; i += size) void loadSome(all.slice(i, i + size), load);
  };
  return (key) =>
    new Promise((resolve, reject) => {
      if (waiting.push({ key, resolve, reject }) === 1) setImmediate(flush);
    });
}

async function loadSome<Value>(
  some: readonly Waiting<Value>[],
  load: (keys: readonly string[]) => Promise<readonly Value[]>,
): Promise<void> {
  try {
    const values = await load(some.map(({ key }) => key));
    if (values.length !== some.length) {
      throw new Error(`${some.length} were asked for, and ${values.length} came`);
    }
    for (const [i, { resolve }] of some.entries()) resolve(values[i] as Value);
  } catch (error) {
    for (const { reject } of some) reject(error);
  }
}
