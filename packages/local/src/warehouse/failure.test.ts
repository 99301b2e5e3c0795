import { Permanent, Usage } from "@waybill/core";
import { toWaybillError } from "@waybill/core/engine";
import { describe, expect, it } from "vitest";
import { isConflict, warehouseFailure } from "./failure.ts";

const told = (message: string) => warehouseFailure(toWaybillError(new Error(message)), "w.duckdb");

describe("the engine's errors in the port's words", () => {
  it.each([
    ["Out of Memory Error: failed to pin block of size 256.0 KiB", "permanent", "warehouse.out-of-memory"],
    ['Dependency Error: Cannot alter entry "orders" because …', "permanent", "warehouse.dependency"],
    ["TransactionContext Error: Failed to commit: PRIMARY KEY …", "transient", "warehouse.unavailable"],
    [
      'TransactionContext Error: Catalog write-write conflict on create with "orders"',
      "transient",
      "warehouse.unavailable",
    ],
    ["IO Error: Could not write file: Input/output error", "transient", "warehouse.unavailable"],
    ["FATAL Error: Failed to create checkpoint", "transient", "warehouse.unavailable"],
    ["IO Error: Could not write file: No space left on device", "permanent", "object.no-space"],
    [
      "IO Error: Cannot open file: The process cannot access the file because it is being used by another process.",
      "transient",
      "warehouse.locked",
    ],
    [
      "IO Error: Trying to read a database file with version number 99, but we can only read 64",
      "permanent",
      "warehouse.damaged",
    ],
    ['IO Error: No files found that match the pattern "a.parquet"', "permanent", "file.missing"],
    ["Invalid Input Error: No magic bytes found at end of file 'a.parquet'", "permanent", "file.damaged"],
    ["Binder Error: Referenced column not found", "permanent", "sql.failed"],
  ])("%s", (message, kind, code) => {
    expect(told(message)).toMatchObject({ class: kind, code });
  });

  it("everything else is given back as it is", () => {
    const own = new Permanent("warehouse.drift", "IO Error: looks like one");
    const caused = new Usage("query.failed", "x", { cause: new Error("Binder Error: x") });
    for (const error of [own, caused, new Error("IO Error: not the engine's"), "text", null]) {
      expect(warehouseFailure(error, "w.duckdb")).toBe(error);
    }
  });

  it("knows the ones after which another attempt may have committed", () => {
    const conflict = (message: string) => isConflict(toWaybillError(new Error(message)));
    expect(conflict('Constraint Error: Duplicate key "run_id: a" violates primary key constraint')).toBe(
      true,
    );
    expect(
      conflict("TransactionContext Error: Failed to commit: PRIMARY KEY or UNIQUE constraint violation"),
    ).toBe(true);
    expect(conflict("IO Error: disk")).toBe(false);
    expect(isConflict(new Error("TransactionContext Error"))).toBe(false);
  });
});
