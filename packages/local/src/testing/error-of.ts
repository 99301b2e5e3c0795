import { WaybillError } from "@waybill/core";

/** The error that the work throws. Fails where it throws none, or one that is not Waybill's. */
export function errorOf(work: () => unknown): WaybillError {
  try {
    work();
  } catch (error) {
    if (error instanceof WaybillError) return error;
    throw error;
  }
  throw new Error("expected an error, and there was none");
}

export async function rejectionOf(work: Promise<unknown>): Promise<WaybillError> {
  const outcome = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  return errorOf(() => {
    if (outcome !== undefined) throw outcome;
  });
}
