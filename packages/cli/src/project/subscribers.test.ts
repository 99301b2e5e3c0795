import { expect, test } from "vitest";
import { problemOf } from "../command-line/problem.ts";
import { testFolder } from "../testing/folder.ts";
import { listSubscribers } from "./subscribers.ts";

test("subscribers by their names", async () => {
  await using folder = await testFolder();
  await folder.file("pipelines/index.ts", "export default {};");
  await folder.file(
    "subscribers/index.ts",
    `import { Loaded, subscriber } from "@waybill/events";
     export default { announce: subscriber({ on: Loaded, where: { pipeline: ["orders"] } }, () => {}) };`,
  );
  const [announce, ...others] = await listSubscribers(folder.path);
  expect(others).toEqual([]);
  expect(announce?.name).toBe("announce");
  expect(announce?.subscriber.pattern).toMatchObject({ "detail-type": ["Loaded"] });
});

test("a project needs none", async () => {
  await using folder = await testFolder();
  await folder.file("pipelines/index.ts", "export default {};");
  expect(await listSubscribers(folder.path)).toEqual([]);
});

test.each(["export default [];", "export default { announce: () => {} };", "export default 1;"])(
  "a list that is written as %j is refused",
  async (content) => {
    await using folder = await testFolder();
    await folder.file("pipelines/index.ts", "export default {};");
    const index = await folder.file("subscribers/index.ts", content);
    expect(problemOf(await listSubscribers(folder.path).catch((error: unknown) => error))).toMatchObject({
      class: "usage",
      code: "index.not-a-list",
      where: index,
    });
  },
);
