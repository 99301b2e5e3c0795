import { expect, test } from "vitest";
import type { ColumnType } from "../../contract/column.ts";
import { duckType } from "../types.ts";
import { ROWS_ERROR } from "./index.ts";
import { column, rowsOf, stepOf } from "./testing/steps.ts";

test.each<[ColumnType, string, unknown]>([
  [{ kind: "int32" }, "7", 7],
  [{ kind: "int" }, "9007199254740991", 9007199254740991],
  [{ kind: "int64" }, "9007199254740993", 9007199254740993n],
  [{ kind: "double" }, "0.1", 0.1],
  [{ kind: "float32" }, "0.5", 0.5],
  [{ kind: "decimal", precision: 12, scale: 2 }, "12.30", "12.30"],
  [
    { kind: "decimal", precision: 38, scale: 2 },
    "123456789012345678901234567890.12",
    "123456789012345678901234567890.12",
  ],
  [{ kind: "boolean" }, "true", true],
  [{ kind: "text" }, "'with emoji 💙 and '''", "with emoji 💙 and '"],
  [{ kind: "uuid" }, "'01890a5d-ac96-774b-bcce-b302099a8057'", "01890a5d-ac96-774b-bcce-b302099a8057"],
  [{ kind: "date" }, "'0099-12-31'", "0099-12-31"],
  [{ kind: "time" }, "'09:05:00.000001'", "09:05:00.000001"],
  [{ kind: "timestamp" }, "'2024-02-29 09:05:00.25'", "2024-02-29T09:05:00.250"],
  [{ kind: "timestamptz", js: "text" }, "'2024-02-29 10:05:00+01'", "2024-02-29T09:05:00Z"],
  [{ kind: "timestamptz", js: "date" }, "'2024-02-29 10:05:00+01'", new Date("2024-02-29T09:05:00Z")],
  [{ kind: "json" }, `'{"a":[1,null]}'`, { a: [1, null] }],
  [{ kind: "bytes" }, "'\\x00\\xFF'", Uint8Array.of(0, 255)],
])("%j reaches the function in its JavaScript form and comes back as it was", async (type, sql, value) => {
  let seen: unknown;
  const step = stepOf([column("given", type)], [column("back", type)], ({ given }) => {
    seen = given;
    return { back: given };
  });
  const given = `CAST(${sql} AS ${duckType(type)})`;
  const [row] = await rowsOf(step, `(SELECT ${given} AS given)`, "1");
  expect(seen).toEqual(value);
  expect(row?.[ROWS_ERROR]).toBeNull();
  expect(row?.back).toEqual(row?.given);
});
