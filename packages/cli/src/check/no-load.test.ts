import { expect, test } from "vitest";
import { placeOf } from "./no-load.ts";

test.each([
  ['export default pipeline("orders", source);', "1:16"],
  ["import { pipeline } from \"x\";\n\n  const orders = pipeline(\n    'orders',", "3:18"],
  ['pipeline("other", a);\npipeline(`orders`, b);', "2:1"],
])("%j: at %s", (source, place) => expect(placeOf("orders", source)).toBe(place));

test.each(['pipeline("orders-2", a)', "pipeline(name, a)", 'mypipeline("orders", a)', ""])(
  "%j does not say where it is made",
  (source) => expect(placeOf("orders", source)).toBeNull(),
);
