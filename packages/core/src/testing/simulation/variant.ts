import type { Envelope } from "@waybill/events";
import type { Lineage } from "../../ports/lineage.ts";
import type { Ports, StageSubscription } from "../../stages/index.ts";
import type { Traits } from "./traits.ts";
import type { World } from "./world.ts";

/** A house that differs from ours in one thing. */
export interface Variant {
  readonly name: string;
  /** Schedules in which the difference shows sooner. */
  readonly traits?: Partial<Traits>;
  /** Nobody ends a run that stopped without a word. */
  readonly unswept?: true;
  /** Called once for each world. */
  readonly change?: (world: World) => Change;
}

export interface Change {
  /** In the place of the lineage, for everybody. */
  readonly lineage?: Lineage;
  /** What one delivery gets in the place of its ports. */
  readonly ports?: (ports: Ports, job: Delivered) => Ports;
  readonly handle?: (handle: Handle, job: Delivered) => Handle;
}

export type Handle = StageSubscription["handle"];

/** Which event a worker was given, and as what. */
export interface Delivered {
  readonly subscription: string;
  readonly event: Envelope;
}

/** The house as it is. */
export const RIGHT: Variant = { name: "right" };

/** The port, with some of its methods taken from elsewhere. */
export const changed = <T extends object>(port: T, changes: Partial<T>): T =>
  new Proxy(port, {
    get: (target, name) => {
      if (Object.hasOwn(changes, name)) return Reflect.get(changes, name);
      const member = Reflect.get(target, name);
      return typeof member === "function" ? member.bind(target) : member;
    },
  });

export const withLineage = (ports: Ports, changes: Partial<Lineage>): Ports => ({
  ...ports,
  lineage: changed(ports.lineage, changes),
});
