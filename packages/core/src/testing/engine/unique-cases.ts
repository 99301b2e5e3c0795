import { expect, test } from "vitest";
import {
  bounds,
  check,
  counted,
  type EngineUnderTest,
  flight,
  latest,
  plan,
  rules,
  unique,
} from "./fixture.ts";
import { runThrough } from "./run.ts";

export function uniqueCases(subject: () => EngineUnderTest): void {
  test("unique holds back all rows of a key, across partitions", async () => {
    const { loaded, settled, held } = await runThrough(
      subject(),
      plan(
        [
          [flight(1, "ATL", 5), flight(2, "BOS", 6)],
          [flight(1, "JFK", 7), flight(null, "A", 1), flight(null, "A", 1)],
        ],
        {
          resultRules: rules(unique),
        },
      ),
    );
    expect(loaded.map(({ id }) => id)).toEqual([2, null, null]);
    expect(settled).toMatchObject({ quarantined: 2, superseded: 0, winners: null });
    expect(settled.checks).toEqual([counted(unique, 2, "1")]);
    expect(held.map(({ row, reasons }) => [row.origin, reasons[0]?.message])).toEqual([
      ["ATL", "id is 1; it must be unique, and 2 rows of the run have it"],
      ["JFK", "id is 1; it must be unique, and 2 rows of the run have it"],
    ]);
  });

  test("unique looks at rows that passed alone", async () => {
    const { loaded, settled } = await runThrough(
      subject(),
      plan([[flight(1, "ATL", 5), flight(1, "ATL", 2000)]], { resultRules: rules(bounds, unique) }),
    );
    expect(loaded.map(({ delay }) => delay)).toEqual([5]);
    expect(settled).toMatchObject({ quarantined: 0, exclusions: [null], quarantine: null });
  });

  test("keep loads the latest row of a key; NULL loses, the others are superseded", async () => {
    const { loaded, settled } = await runThrough(
      subject(),
      plan(
        [
          [flight(1, "old", 5), flight(2, "one", 6)],
          [flight(1, "new", 7), flight(1, "nul", null), flight(3, "nul", null)],
        ],
        {
          resultRules: rules(latest),
        },
      ),
    );
    expect(loaded.map(({ origin }) => origin).sort()).toEqual(["new", "nul", "one"]);
    expect(settled).toMatchObject({ quarantined: 0, superseded: 2 });
    expect(settled.winners?.rows).toBe(1);
    expect(settled.checks).toEqual([counted(latest, 0, null)]);
  });

  test("keep decides among what other unique checks leave", async () => {
    const days = check("day", { rule: "unique", columns: ["day"], keep: null });
    const { loaded, settled } = await runThrough(
      subject(),
      plan(
        [
          [
            flight(1, "a", 9, "2024-01-01"),
            flight(2, "b", 1, "2024-01-01"),
            flight(1, "c", 1, "2024-01-02"),
            flight(1, "d", 2, "2024-01-03"),
          ],
        ],
        { resultRules: rules(latest, days) },
      ),
    );
    expect(loaded.map(({ origin }) => origin)).toEqual(["d"]);
    expect(settled).toMatchObject({ quarantined: 2, superseded: 1 });
  });
}
