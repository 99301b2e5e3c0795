import { memoryEngine } from "../../engine/memory/index.ts";
import type { Plan } from "../../pipeline/plan.ts";
import type { Engine } from "../../ports/engine.ts";
import { segmentCount } from "../../run/unit.ts";
import type { Row } from "../../transform/step.ts";
import { noRules } from "../plans.ts";

type Files = Map<string, readonly Row[]>;

/**
 * The engine's twin, whose attempts leave their mark on each row they write: rows of two attempts can be told apart,
 * and a row says which attempts it came through. A step yields what it was given.
 */
export function markingEngine(files: Files, attempt: number, mayFail: () => void): Engine {
  const twin = memoryEngine(files);
  const mark = (path: string, made: string): void => {
    const rows = files.get(path) ?? [];
    files.set(
      path,
      rows.map((row) => ({ ...row, trace: `${row.trace ?? ""}>${made}` })),
    );
  };
  return {
    ...twin,
    async extract(request) {
      mayFail();
      const report = await twin.extract(request);
      mark(request.out.rows, `e${attempt}`);
      return report;
    },
    async transform(request) {
      mayFail();
      const report = await twin.transform({ ...request, plan: withoutSteps(request), segment: 0 });
      mark(request.out.rows, `t${attempt}(${Object.keys(request.lookups)})`);
      return report;
    },
    async validate(request) {
      mayFail();
      return twin.validate(request);
    },
    async settle(request) {
      mayFail();
      return twin.settle(request);
    },
  };
}

/** The same stretch for an engine that knows no SQL. */
const withoutSteps = ({ plan, segment }: { readonly plan: Plan; readonly segment: number }): Plan => ({
  ...plan,
  steps: [],
  resultRules: segment === segmentCount(plan) - 1 ? plan.resultRules : noRules,
});
