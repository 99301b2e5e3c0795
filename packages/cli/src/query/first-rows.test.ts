import { expect, test } from "vitest";
import { firstRows } from "./first-rows.ts";

test.each([
  ["flights", "from flights limit 10"],
  ["ops.flights", "from ops.flights limit 10"],
  ["my-table", 'from "my-table" limit 10'],
  ["2026_flights", 'from "2026_flights" limit 10'],
  ["ops.Order", 'from ops."Order" limit 10'],
])("%s", (table, sql) => expect(firstRows(table)).toBe(sql));
