/** Imports each file that it is given, in a process of its own, and prints what came of it. */
import { importPipelines } from "../index.ts";

for (const path of process.argv.slice(2)) {
  const outcome = await importPipelines(path).then(
    (found) => ({ found: found.map(({ export: name, pipeline }) => [name, pipeline.plan.name]) }),
    (error) => ({ ...error, class: error.class, message: error.message }),
  );
  console.log(JSON.stringify({ path, ...outcome, cause: undefined }));
}
