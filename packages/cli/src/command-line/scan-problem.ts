import {
  AliasNotFoundError,
  ArgumentParseError,
  ArgumentScannerError,
  EnumValidationError,
  FlagNotFoundError,
  formatMessageForArgumentScannerError,
  InvalidNegatedFlagSyntaxError,
  UnexpectedFlagError,
  UnexpectedPositionalError,
  UnsatisfiedFlagError,
  UnsatisfiedPositionalError,
} from "@stricli/core";
import type { Problem } from "./problem.ts";
import { problemOf } from "./problem.ts";

/** What was typed and cannot be read, in Waybill's words. What to do is null where the command's help says it best. */
export function scanProblem(error: unknown): Problem {
  if (!(error instanceof ArgumentScannerError)) return problemOf(error);
  const { code, message, why = null, next = null } = words(error);
  return { class: "usage", code: `command-line.${code}`, message, where: null, why, next };
}

interface Words {
  readonly code: string;
  readonly message: string;
  readonly why?: string;
  readonly next?: string;
}

function words(error: ArgumentScannerError): Words {
  if (error instanceof FlagNotFoundError) {
    const meant = error.corrections.length > 0 ? `did you mean ${listed(error.corrections)}?` : undefined;
    return {
      code: "unknown-flag",
      message: `there is no flag --${error.input}`,
      ...(meant && { next: meant }),
    };
  }
  if (error instanceof AliasNotFoundError) {
    return { code: "unknown-flag", message: `there is no flag -${error.input}` };
  }
  if (error instanceof ArgumentParseError) {
    const { externalFlagNameOrPlaceholder: name, input, exception } = error;
    const why = exception instanceof Error ? exception.message : String(exception);
    return { code: "value", message: `${JSON.stringify(input)} is no value for ${name}`, why };
  }
  if (error instanceof EnumValidationError) {
    const message = `${JSON.stringify(error.input)} is no value for --${error.externalFlagName}`;
    return { code: "value", message, why: `it is one of ${error.values.join(", ")}` };
  }
  if (error instanceof UnsatisfiedFlagError) {
    return { code: "missing-value", message: `--${error.externalFlagName} needs a value after it` };
  }
  if (error instanceof UnsatisfiedPositionalError) {
    return { code: "missing-argument", message: `<${error.placeholder}> is missing` };
  }
  return moreThanNeeded(error);
}

function moreThanNeeded(error: ArgumentScannerError): Words {
  if (error instanceof UnexpectedPositionalError) {
    const { expectedCount: most, input } = error;
    const why = most === 0 ? "the command takes no argument" : `the command takes ${most} at most`;
    return { code: "extra-argument", message: `${JSON.stringify(input)} is one argument too many`, why };
  }
  if (error instanceof UnexpectedFlagError) {
    return { code: "flag-twice", message: `--${error.externalFlagName} is given twice` };
  }
  if (error instanceof InvalidNegatedFlagSyntaxError) {
    return { code: "value", message: `--${error.externalFlagName} takes no value` };
  }
  return { code: "unreadable", message: formatMessageForArgumentScannerError(error, {}) };
}

const listed = (flags: readonly string[]): string => flags.map((flag) => `--${flag}`).join(" or ");
