import type { Engine } from "../../ports/engine.ts";
import { planAt } from "./plans.ts";
import type { Call } from "./protocol.ts";

/** Does what a call asks for. */
export async function perform(engine: Engine, call: Call, signal: AbortSignal): Promise<unknown> {
  switch (call.method) {
    case "sniff":
      return engine.sniff(call.path, call.given);
    case "infer":
      return engine.infer(call.path, call.given);
    case "check":
      return engine.check(await planAt(call.plan));
    case "extract":
      return engine.extract({ ...call.request, plan: await planAt(call.plan), signal });
    case "transform":
      return engine.transform({ ...call.request, plan: await planAt(call.plan), signal });
    case "validate":
      return engine.validate({ ...call.request, plan: await planAt(call.plan), signal });
    case "settle":
      return engine.settle({ ...call.request, plan: await planAt(call.plan), signal });
  }
}
