import type { ExtractRequest, SettleRequest, TransformRequest, ValidateRequest } from "../../ports/engine.ts";
import type { FileFormat } from "../../sources/source.ts";
import type { EncodedError } from "./error-codec.ts";

/** Where a plan comes from: a file, by path or URL, and the name that it exports the pipeline by. */
export interface PlanModule {
  readonly module: string;
  readonly export: string;
}

/** A plan as it crosses to the thread: it holds functions, so the thread imports its file itself. */
export interface PlanReference extends PlanModule {
  /** The pipeline's name. */
  readonly name: string;
}

/** A request without what cannot be copied to another thread. */
export type Wire<R> = Omit<R, "plan" | "signal">;

export type Call =
  | { readonly method: "sniff"; readonly path: string; readonly given: Partial<FileFormat> }
  | { readonly method: "infer"; readonly path: string; readonly given: Partial<FileFormat> }
  | { readonly method: "check"; readonly plan: PlanReference }
  | { readonly method: "extract"; readonly plan: PlanReference; readonly request: Wire<ExtractRequest> }
  | { readonly method: "transform"; readonly plan: PlanReference; readonly request: Wire<TransformRequest> }
  | { readonly method: "validate"; readonly plan: PlanReference; readonly request: Wire<ValidateRequest> }
  | { readonly method: "settle"; readonly plan: PlanReference; readonly request: Wire<SettleRequest> };

export type ToThread =
  | { readonly kind: "call"; readonly id: number; readonly call: Call }
  | { readonly kind: "abort"; readonly id: number }
  | { readonly kind: "close" };

export type FromThread =
  | { readonly kind: "done"; readonly id: number; readonly value: unknown }
  | { readonly kind: "failed"; readonly id: number; readonly error: EncodedError }
  /** The thread is not stuck: it has told the work to stop. */
  | { readonly kind: "aborting"; readonly id: number }
  /** The same, of everything that it is at. */
  | { readonly kind: "closing" }
  | { readonly kind: "closed" };
