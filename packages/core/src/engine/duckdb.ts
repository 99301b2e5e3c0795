import type { Engine } from "../ports/engine.ts";
import { check } from "./check/check.ts";
import { extract } from "./extract.ts";
import { type EngineSettings, Instances } from "./instance/instances.ts";
import { infer } from "./read/infer/infer.ts";
import { sniff } from "./read/sniff/sniff.ts";
import { settle } from "./settle/settle.ts";
import { transform } from "./transform/transform.ts";
import { validate } from "./validate.ts";

export type { EngineSettings };

/**
 * The engine that moves the rows. What it opens stays open until `close`, which also removes what it spilled.
 * Throws `Usage` (`engine.memory-setting`, `engine.threads-setting`) for settings that cannot be.
 */
export function duckdbEngine(settings: EngineSettings): Engine {
  const instances = new Instances(settings);
  return {
    sniff: (path, given) => instances.openly(undefined, (connection) => sniff(connection, path, given)),
    infer: (path, given) => instances.openly(undefined, (connection) => infer(connection, path, given)),
    check,
    extract: async (request) => extract(await instances.open(), request, settings),
    transform: (request) => transform(instances, request),
    validate: (request) => validate(instances, request),
    settle: (request) => settle(instances, request),
    close: () => instances.close(),
  };
}
