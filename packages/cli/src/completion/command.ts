import { buildCommand } from "@stricli/core";
import type { Cli } from "../command-line/cli.ts";

const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

export const completionCommand = buildCommand<Record<never, never>, [Shell], Cli>({
  loader: async () => (await import("./completion.ts")).default,
  parameters: {
    positional: {
      kind: "tuple",
      parameters: [
        {
          parse: shell,
          placeholder: "shell",
          brief: SHELLS.join(", "),
          proposeCompletions: (partial: string) => SHELLS.filter((name) => name.startsWith(partial)),
        },
      ],
    },
  },
  docs: {
    brief: "What makes a shell complete commands, flags and pipelines",
    fullDescription: [
      "What makes a shell complete commands, flags and pipelines",
      "",
      "  bash:  waybill completion bash >> ~/.bashrc",
      "  zsh:   waybill completion zsh >> ~/.zshrc",
      "  fish:  waybill completion fish > ~/.config/fish/completions/waybill.fish",
    ].join("\n"),
  },
});

/** What the shells call: proposes what the last word may become. */
export const completeCommand = buildCommand<Record<never, never>, string[], Cli>({
  loader: async () => (await import("./complete.ts")).default,
  parameters: {
    positional: { kind: "array", parameter: { parse: String, placeholder: "word", brief: "Words so far" } },
  },
  docs: { brief: "Propose what the last word may become" },
});

function shell(given: string): Shell {
  const found = SHELLS.find((name) => name === given);
  if (found) return found;
  throw new Error(`it takes one of ${SHELLS.join(", ")}`);
}
