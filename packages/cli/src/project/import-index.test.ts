import { expect, test } from "vitest";
import { problemOf } from "../command-line/problem.ts";
import { testFolder } from "../testing/folder.ts";
import { importIndex } from "./import-index.ts";

const problem = (path: string) => importIndex(path).then(() => null, problemOf);

test("the default export, whatever it is", async () => {
  await using folder = await testFolder();
  expect(await importIndex(await folder.file("list.ts", "export default ['a' as string];"))).toEqual(["a"]);
  expect(await importIndex(await folder.file("nothing.ts", "export default null;"))).toBeNull();
});

test("a list may import Waybill's packages wherever it lies", async () => {
  await using folder = await testFolder();
  const path = await folder.file(
    "list.ts",
    'import { Loaded } from "@waybill/events"; export default Loaded.type;',
  );
  expect(await importIndex(path)).toBe("Loaded");
});

test("what it throws is told with the file, and why", async () => {
  await using folder = await testFolder();
  const path = await folder.file("list.ts", 'throw new Error("not now");');
  expect(await problem(path)).toMatchObject({
    class: "usage",
    code: "index.broken",
    where: path,
    why: "not now",
    next: "correct the file, or what it imports",
  });
});

test("an error of Waybill's own keeps its words", async () => {
  await using folder = await testFolder();
  const path = await folder.file(
    "list.ts",
    `import { Usage } from "@waybill/core"; throw new Usage("mine.wrong", "it is wrong", { next: "do it right" });`,
  );
  expect(await problem(path)).toMatchObject({ code: "mine.wrong", next: "do it right" });
});
