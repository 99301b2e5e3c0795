import { explain } from "../command-line/problem.ts";
import { plural } from "../terminal/numbers.ts";
import type { Paint } from "../terminal/paint.ts";
import type { FileReport } from "./check.ts";

/** What was found, file by file, for people. */
export function checkLines(reports: readonly FileReport[], paint: Paint): readonly string[] {
  const found = reports.reduce((sum, { problems }) => sum + problems.length, 0);
  const names = reports.flatMap(({ pipelines }) => pipelines);
  return [
    ...reports.flatMap((report) => reportLines(report, paint)),
    "",
    found === 0
      ? `${plural(names.length, "pipeline")}: nothing wrong`
      : paint.red(
          `${plural(found, "problem")} in ${plural(reports.filter(({ problems }) => problems.length > 0).length, "file")}`,
        ),
  ];
}

function reportLines({ file, pipelines, problems }: FileReport, paint: Paint): readonly string[] {
  const mark = problems.length === 0 ? paint.green("✓") : paint.red("✗");
  const names = pipelines.length === 0 ? "" : `  ${pipelines.join(", ")}`;
  return [
    `${mark} ${paint.bold(file)}${names}`,
    ...problems.flatMap((problem) => [
      "",
      ...explain(problem, paint).map((line) => `  ${line.replaceAll("\n", "\n  ")}`),
    ]),
  ];
}
