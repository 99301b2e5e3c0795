import { installPlatform } from "./platform.ts";
import { STAGES, type StageName } from "./stages.ts";
import { synthesise } from "./synthesise.ts";

/** At the same time: each is a process of about a second and a half. */
const AT_ONCE = 2;

/** Every stage once, before the first test. */
export default async function setup(): Promise<void> {
  installPlatform();
  const waiting = Object.keys(STAGES) as StageName[];
  const worker = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) await synthesise(name);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
