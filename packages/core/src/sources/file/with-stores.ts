import type { NamedSource, Plan } from "../../pipeline/plan.ts";
import type { Engine, ExtractReport, ExtractRequest } from "../../ports/engine.ts";
import type { SourceStores } from "../../ports/source-store.ts";
import type { FileReading, FileSlice, Work, WorkInput } from "../source.ts";
import { CopyFolder } from "./copies.ts";
import { inOrder } from "./in-order.ts";
import { schemeOf, storeOf } from "./place.ts";

/** The same plan, whose sources also list and cut the files of these stores. */
export function planWithStores(plan: Plan, stores: SourceStores): Plan {
  const withStores = (named: NamedSource): NamedSource => ({
    ...named,
    source: { ...named.source, plan: (context) => named.source.plan({ ...context, stores }) },
  });
  return { ...plan, source: withStores(plan.source), lookups: plan.lookups.map(withStores) };
}

/**
 * The same engine, which is given copies of what a partition reads from these stores. A copy holds the partition's
 * bytes alone, and is gone when they have been read; rejects and errors name the object and its lines.
 */
export function engineWithStores(engine: Engine, stores: SourceStores): Engine {
  return {
    sniff: (path, given) => engine.sniff(path, given),
    infer: (path, given) => engine.infer(path, given),
    check: (plan) => engine.check(plan),
    extract: (request) =>
      readsStored(request.work) ? extractCopies(engine, stores, request) : engine.extract(request),
    transform: (request) => engine.transform(request),
    validate: (request) => engine.validate(request),
    settle: (request) => engine.settle(request),
    close: () => engine.close(),
  };
}

/** Objects that are copied at once. */
const AT_ONCE = 8;

async function extractCopies(
  engine: Engine,
  stores: SourceStores,
  request: ExtractRequest,
): Promise<ExtractReport> {
  const { work, signal } = request;
  const reading = work.detail as FileReading;
  await using copies = await CopyFolder.create(stores);
  try {
    const slices = await inOrder([...reading.slices.entries()], AT_ONCE, ([i, slice]) =>
      schemeOf(slice.path) === null
        ? Promise.resolve(slice)
        : copyOf(slice, work.inputs[i], { stores, copies, signal }),
    );
    return await engine.extract({ ...request, work: { ...work, detail: { ...reading, slices } } });
  } catch (error) {
    signal.throwIfAborted();
    throw copies.inOrigins(error);
  }
}

function readsStored({ detail }: Work): boolean {
  const { kind, slices } = (detail ?? {}) as Partial<FileReading>;
  return kind === "files" && (slices ?? []).some(({ path }) => schemeOf(path) !== null);
}

interface Copying {
  readonly stores: SourceStores;
  readonly copies: CopyFolder;
  readonly signal: AbortSignal;
}

/** A slice of the copy, which holds the bytes of the object's slice and no others. */
async function copyOf(
  slice: FileSlice,
  input: WorkInput | undefined,
  { stores, copies, signal }: Copying,
): Promise<FileSlice> {
  const { path: uri, range } = slice;
  const { bytes = 0, version = "" } = input ?? {};
  const store = await storeOf(uri, stores);
  const path = await copies.pathFor(uri);
  const { from, to } = range ?? { from: 0, to: bytes };
  await store.copy({ uri, bytes, version }, { from, to }, path, signal);
  return { ...slice, path, ...(range && { range: { unit: "bytes", from: 0, to: to - from } as const }) };
}
