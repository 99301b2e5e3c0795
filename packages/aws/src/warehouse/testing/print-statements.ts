import { everyStatement } from "./every-statement.ts";

// Each form of SQL once, for a linter: node print-statements.ts | sqlfluff parse --dialect redshift -
const seen = new Set<string>();
for (const { sql } of everyStatement()) {
  const line = `${sql};\n`;
  if (!seen.has(line)) process.stdout.write(line);
  seen.add(line);
}
