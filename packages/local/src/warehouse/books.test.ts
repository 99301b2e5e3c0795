import fc from "fast-check";
import { expect, it } from "vitest";
import { checkBooks } from "./books.ts";

const some = fc.nat(1000);
const counts = fc.record({
  inserted: some,
  updated: some,
  unchanged: some,
  superseded: some,
  discarded: some,
});
const sum = (numbers: Readonly<Record<string, number>>) => Object.values(numbers).reduce((a, b) => a + b, 0);

it("accepts books that balance, and no others", () => {
  fc.assert(
    fc.property(counts, fc.integer({ min: -3, max: 3 }), (rows, off) => {
      const check = () => checkBooks({ ...rows, got: sum(rows) + off }, "orders", "run-a");
      if (off === 0) expect(check).not.toThrow();
      else expect(check).toThrow(expect.objectContaining({ code: "warehouse.books", class: "permanent" }));
    }),
  );
});

it("says where they do not", () => {
  const rows = { got: 9, inserted: 1, updated: 2, unchanged: 3, superseded: 0, discarded: 0 };
  expect(() => checkBooks(rows, "orders", "run-a")).toThrow(
    expect.objectContaining({
      where: "run run-a, table orders",
      why: "9 rows came in, 6 are accounted for: 1 inserted, 2 updated, 3 unchanged, 0 superseded, 0 discarded",
    }),
  );
});
