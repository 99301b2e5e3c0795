import {
  type Application,
  type ApplicationText,
  buildApplication,
  buildRouteMap,
  help,
  text_en,
  version,
} from "@stricli/core";
import { checkCommand } from "./check/command.ts";
import type { Cli } from "./command-line/cli.ts";
import { exitCodeOf, type Problem, problemOf } from "./command-line/problem.ts";
import { scanProblem } from "./command-line/scan-problem.ts";
import { completeCommand, completionCommand } from "./completion/command.ts";
import { deadLetterCommands } from "./dead-letters/command.ts";
import { demoCommand } from "./demo/command.ts";
import { eventsCommand } from "./events/command.ts";
import { initCommand } from "./init/command.ts";
import { lineageCommand } from "./lineage/command.ts";
import { pipelinesCommand } from "./pipelines/command.ts";
import { quarantineCommands } from "./quarantine/command.ts";
import { queryCommand } from "./query/command.ts";
import { retryCommand } from "./retry/command.ts";
import { runCommand } from "./run/command.ts";
import { runsCommand } from "./runs/command.ts";
import { schemaCommand } from "./schema/command.ts";

type Route =
  | "run"
  | "retry"
  | "runs"
  | "lineage"
  | "events"
  | "query"
  | "quarantine"
  | "dlq"
  | "pipelines"
  | "check"
  | "schema"
  | "init"
  | "demo"
  | "completion"
  | "complete";

const routes = buildRouteMap<Route, Cli>({
  routes: {
    run: runCommand,
    retry: retryCommand,
    runs: runsCommand,
    lineage: lineageCommand,
    events: eventsCommand,
    query: queryCommand,
    quarantine: quarantineCommands,
    dlq: deadLetterCommands,
    pipelines: pipelinesCommand,
    check: checkCommand,
    schema: schemaCommand,
    init: initCommand,
    demo: demoCommand,
    completion: completionCommand,
    complete: completeCommand,
  },
  docs: {
    brief: "Event-sourced ETL: data that always carries its own history",
    fullDescription: [
      "Event-sourced ETL: data that always carries its own history",
      "",
      "  waybill pipelines                 what there is to run",
      "  waybill run flights               run one, watch it, read what became of its rows",
      "  waybill retry last                do again what failed in it, once the cause is mended",
      "  waybill lineage last              every hop of that run",
      "  waybill quarantine show last      the rows that did not make it, and why",
      '  waybill query "from flights"      look into the warehouse',
      "  waybill init data.csv             write a pipeline from a sample of its data",
    ].join("\n"),
    hideRoute: { complete: true },
  },
});

/** `error` is what was thrown, where something was. */
type Tell = (problem: Problem, error?: unknown) => void;

/** The command line. What goes wrong in it is told to `tell`; it prints help and nothing else by itself. */
export function buildApp(currentVersion: string, tell: Tell): Application<Cli> {
  return buildApplication<Cli>(
    routes,
    {
      name: "waybill",
      scanner: { caseStyle: "allow-kebab-for-camel", allowArgumentEscapeSequence: true },
      localization: { text: { ...text_en, ...tellInstead(tell) } },
      determineExitCode: (error) => exitCodeOf(problemOf(error)),
    },
    {
      help: help({
        brief: "What a command does and which flags it takes",
        defaultForRouteMap: true,
        complete: true,
        formatting: {
          useAliasInUsageLine: false,
          onlyRequiredInUsageLine: true,
          caseStyle: "convert-camel-to-kebab",
        },
      }),
      version: version({ brief: "The version of Waybill", complete: true, info: { currentVersion } }),
    },
  );
}

function tellInstead(tell: Tell): Partial<ApplicationText> {
  const told = (problem: Problem, error?: unknown): string => {
    tell(problem, error);
    return "";
  };
  const any = (error: unknown) => told(problemOf(error), error);
  return {
    exceptionWhileParsingArguments: (error) => told(scanProblem(error)),
    exceptionWhileLoadingCommandFunction: any,
    exceptionWhileLoadingCommandContext: any,
    exceptionWhileRunningCommand: any,
    commandErrorResult: any,
    noCommandRegisteredForInput: ({ input, corrections }) => told(unknownCommand(input, corrections)),
  };
}

const unknownCommand = (input: string, corrections: readonly string[]): Problem => ({
  class: "usage",
  code: "command-line.unknown-command",
  message: `there is no command ${JSON.stringify(input)}`,
  where: null,
  why: null,
  next:
    corrections.length > 0
      ? `did you mean ${corrections.map((name) => name.replaceAll("`", "")).join(" or ")}?`
      : "see which there are: waybill --help",
});
