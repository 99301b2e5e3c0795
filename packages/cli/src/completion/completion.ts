import type { Cli } from "../command-line/cli.ts";
import type { Shell } from "./command.ts";
import { SCRIPTS } from "./scripts.ts";

export default async function completion(this: Cli, _flags: object, shell: Shell): Promise<void> {
  this.out.write(SCRIPTS[shell]);
}
