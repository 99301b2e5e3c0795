import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { blocksOf } from "./docs/blocks.ts";
import { type Printed, root, typedIn } from "./docs/command-line.ts";
import { exchangesOf, isLike, settled } from "./docs/session.ts";

const linesOf = ({ stdout, stderr }: Printed): string[] =>
  `${stdout.trimEnd()}\n${stderr.trimEnd()}`.trim().split("\n");

test("who follows the first guide sees what it shows", { timeout: 60_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "waybill-guide-"));
  const guide = readFileSync(join(root, "docs/1-getting-started.md"), "utf8");
  try {
    for (const { language, name, text, line } of blocksOf(guide)) {
      if (name !== "") writeFileSync(join(folder, name), text);
      // The one without a name is what `init` wrote.
      else if (language === "ts") expect(readFileSync(join(folder, "orders.ts"), "utf8")).toBe(text);
      if (language !== "console") continue;
      for (const { command, output } of exchangesOf(text)) {
        const printed = linesOf(await typedIn(folder, command)).map(settled);
        const told = output.map(settled);
        if (!isLike(printed, told)) expect(printed, `line ${line}: ${command}`).toEqual(told);
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
