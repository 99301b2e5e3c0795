import type { Cli } from "../command-line/cli.ts";

export default async function complete(this: Cli, _flags: object, ...words: string[]): Promise<void> {
  for (const proposal of await this.propose(words)) this.out.line(proposal);
}
