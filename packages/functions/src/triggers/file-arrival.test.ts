import { describe, expect, test } from "vitest";
import { askedBy } from "./file-arrival.ts";

const created = (key: string, object: object = {}) => ({
  time: "2026-03-01T10:00:00Z",
  detail: {
    bucket: { name: "raw" },
    object: { key, etag: "e1", "version-id": "v1", sequencer: "01", ...object },
  },
});
const arrivals = [
  { pipeline: "orders", prefix: "orders/" },
  { pipeline: "audit", prefix: "" },
];

describe("a file that arrives", () => {
  test("asks for a run of each pipeline whose prefix it has, over this file alone", () => {
    expect(askedBy(created("orders/2026-03.csv"), arrivals)).toEqual([
      {
        pipeline: "orders",
        at: Date.UTC(2026, 2, 1, 10),
        key: ["arrival", "s3://raw/orders/2026-03.csv", "v1"],
        trigger: { kind: "arrival", by: "s3://raw/orders/2026-03.csv", origin: null },
        parameters: { file: "s3://raw/orders/2026-03.csv" },
      },
      expect.objectContaining({ pipeline: "audit" }),
    ]);
    expect(askedBy(created("clicks/1.csv"), arrivals).map(({ pipeline }) => pipeline)).toEqual(["audit"]);
  });

  test.each(["orders/a b.csv", "orders/a+b.csv", "orders/100%.csv", "orders/größe 多.csv"])(
    "is called as it is: %s",
    (key) => {
      expect(askedBy(created(key), arrivals)[0]?.parameters).toEqual({ file: `s3://raw/${key}` });
    },
  );

  test("the same content twice has one key; a new content another; without versions too", () => {
    const keyOf = (object: object) => askedBy(created("orders/a.csv", object), arrivals)[0]?.key;
    expect(keyOf({})).toEqual(keyOf({}));
    expect(keyOf({ "version-id": "v2" })).not.toEqual(keyOf({}));
    const unversioned = { "version-id": undefined };
    expect(keyOf(unversioned)).toEqual(keyOf(unversioned));
    expect(keyOf({ ...unversioned, sequencer: "02" })).not.toEqual(keyOf(unversioned));
  });

  test.each([{}, null, "text", { time: "2026-03-01T10:00:00Z", detail: { bucket: {} } }])(
    "%j is a dead letter",
    (received) => {
      expect(() => askedBy(received, arrivals)).toThrow(
        expect.objectContaining({ code: "arrival.malformed", class: "permanent" }),
      );
    },
  );
});
