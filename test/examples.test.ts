import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, expect, test } from "vitest";
import { root, typedIn } from "./docs/command-line.ts";

/** Processes of their own: a machine that is busy takes its time. */
const SLOWLY = { timeout: 60_000 };

const shop = join(root, "examples/shop");
const states = mkdtempSync(join(tmpdir(), "waybill-examples-"));
afterAll(() => rmSync(states, { recursive: true, force: true }));

/** A command in the example's folder, with a state of its own; its JSON, or what it complains of. */
async function waybill(state: string, command: string) {
  const { stdout, stderr, exitCode } = await typedIn(
    shop,
    `waybill ${command} --json --state ${join(states, state)}`,
  );
  return { json: stdout === "" ? null : JSON.parse(stdout), stderr, exitCode };
}

test.concurrent("orders: lookup, checks, correction, the latest of each key", SLOWLY, async () => {
  const first = await waybill("orders", "run orders");
  expect(first.exitCode, first.stderr).toBe(0);
  expect(first.json.rows).toEqual({
    read: 12,
    rejected: 3,
    extracted: 9,
    transformed: 9,
    quarantined: 2,
    corrected: 2,
    superseded: 1,
    loaded: 6,
  });
  expect(first.json.warehouse.rows).toMatchObject({ got: 7, inserted: 6, superseded: 1 });

  const { json: held } = await waybill("orders", "quarantine show");
  const places = held.rejects.map(({ file, line, column, code }: Record<string, unknown>) => [
    relative(shop, String(file)),
    Number(line),
    column,
    code,
  ]);
  expect(places).toEqual([
    ["data/orders-2026-10-01.csv", 8, "ordered_at", "csv.bad-value"],
    ["data/orders-2026-10-02.csv", 4, "price", "csv.bad-value"],
    ["data/orders-2026-10-02.csv", 5, null, "csv.too-many-fields"],
  ]);
  const reasons = held.quarantine.flatMap((entry: { reasons: { message: string }[] }) =>
    entry.reasons.map(({ message }) => message),
  );
  expect(reasons.sort()).toEqual([
    'customer is "C9"; customers.id has no such value',
    "price is -5.00; it must be at least 0.01",
  ]);

  const { json: rows } = await waybill(
    "orders",
    'query "select id, country, quantity, note, segment, total from orders order by id"',
  );
  expect(rows[0]).toEqual({
    id: 1001,
    country: "GB",
    quantity: 3,
    note: "one more of them",
    segment: "business",
    total: "59.70",
  });
  expect(rows.map(({ id }: { id: number }) => id)).toEqual([1001, 1002, 1003, 1004, 1008, 1011]);
  expect(rows[2].note).toBe("two lines\nof text");
  expect([rows[3].quantity, rows[4].note, rows[5].note]).toEqual([null, null, ""]);
  expect(rows[4].country).toBe("FR");

  const again = await waybill("orders", "run orders");
  expect(again.json.warehouse.rows).toMatchObject({ got: 7, inserted: 0, updated: 0, unchanged: 6 });
});

test.concurrent("clicks: a row function, then an aggregate over the run", SLOWLY, async () => {
  const { json, stderr, exitCode } = await waybill("clicks", "run clicks");
  expect(exitCode, stderr).toBe(0);
  expect(json.rows).toMatchObject({
    read: 9,
    rejected: 2,
    quarantined: 1,
    extracted: 6,
    transformed: 3,
    loaded: 3,
  });
  const { json: rows } = await waybill(
    "clicks",
    'query "select * exclude (_waybill_run_id, _waybill_partition) from clicks_by_section order by section"',
  );
  expect(rows).toEqual([
    { section: "checkout", clicks: 1, visitors: 1, first_seen_at: "2026-10-01T08:01:09Z" },
    { section: "home", clicks: 2, visitors: 2, first_seen_at: "2026-10-01T08:00:00Z" },
    { section: "lamps", clicks: 3, visitors: 3, first_seen_at: "2026-10-01T08:00:04.25Z" },
  ]);
});

test.concurrent("rates: rows from code, a partition a day, and a parameter of the run", SLOWLY, async () => {
  const all = await waybill("rates", "run rates");
  expect(all.exitCode, all.stderr).toBe(0);
  expect(all.json.partitions).toBe(2);
  expect(all.json.rows).toMatchObject({ read: 4, rejected: 1, loaded: 3 });
  const some = await waybill("rates", "run rates --set currency=GBP");
  expect(some.json.rows).toMatchObject({ read: 2, rejected: 0, loaded: 2 });
  expect(some.json.warehouse.rows).toMatchObject({ inserted: 0, unchanged: 2 });
});
