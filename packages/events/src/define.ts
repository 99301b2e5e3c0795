import * as z from "zod";
import { check } from "./check.ts";
import { type Envelope, Metadata } from "./envelope.ts";
import { ContractError } from "./errors.ts";
import { type Chained, type LatestOf, type Successor, schemasOf, type Versions } from "./versions.ts";

/** An event, declared once, with all its versions. */
export interface EventDefinition<Type extends string = string, Schema extends z.ZodType = z.ZodType> {
  readonly type: Type;
  /** The version that is published. Older ones are only read. */
  readonly version: number;
  /** The shape of `data` in the latest version. */
  readonly schema: Schema;
  /** The shape of `data` in every version, by version. */
  readonly schemas: Readonly<Record<number, z.ZodType>>;
  /** One line, for documents. */
  readonly summary: string;
  /** The envelope with its data checked, ready to publish. Throws `ContractError` (`event.malformed`). */
  make(metadata: Omit<Metadata, "type" | "version">, data: z.input<Schema>): Envelope<Type, z.output<Schema>>;
  /**
   * The envelope as received, checked and brought to the latest version. Unknown fields are ignored.
   * Throws `ContractError`: `event.malformed`, `event.wrong-type`, `event.unknown-version`, `event.upcast-failed`.
   */
  parse(received: unknown): Envelope<Type, z.output<Schema>>;
}

/** The envelope type of a definition: `EventOf<typeof Loaded>`. */
export type EventOf<D> = D extends EventDefinition<infer T, infer S> ? Envelope<T, z.output<S>> : never;

const Outer = z.object({ metadata: Metadata, data: z.unknown() });
const METADATA = "Metadata/1";

/**
 * An event with all its versions, counted from 1. The highest is published; a stored older one goes through each
 * upcast in turn, and is checked after each. Throws `ContractError` where a version or an upcast is missing.
 */
export function defineEvent<const Type extends string, V extends Versions>(
  type: Type,
  summary: string,
  versions: V & Chained<V>,
): EventDefinition<Type, LatestOf<V>> {
  const schemas = schemasOf(type, versions);
  const version = Object.keys(schemas).length;
  const schema = schemas[version] as LatestOf<V>;

  const data = (n: number, value: unknown, at = "data") =>
    check(schemas[n] as z.ZodType, value, { event: type, at, schema: `${type}/${n}` });

  const upcast = (to: number, older: unknown, id: string): unknown => {
    let newer: unknown;
    try {
      newer = (versions[to] as Successor).upcast(older as never);
    } catch (cause) {
      throw new ContractError("event.upcast-failed", `${type} version ${to - 1} does not become ${to}`, {
        where: id,
        why: String(cause),
        next: `correct the upcast of version ${to}, deploy, then redrive: waybill dlq redrive`,
        cause,
      });
    }
    return data(to, newer, `data (upcast to version ${to})`);
  };

  return {
    type,
    version,
    schema,
    schemas,
    summary,
    make(metadata, value) {
      const subject = { event: type, at: "metadata", schema: METADATA };
      const checked = check(Metadata, { ...metadata, type, version }, subject);
      return { metadata: { ...checked, type }, data: data(version, value) as z.output<LatestOf<V>> };
    },
    parse(received) {
      const outer = check(Outer, received, { event: type, at: "", schema: METADATA });
      const found = outer.metadata;
      if (found.type !== type) {
        throw new ContractError("event.wrong-type", `expected ${type}, got ${found.type}`, {
          where: found.id,
          next: `send it to the subscribers of ${found.type}, or read it with parseEvent`,
        });
      }
      if (found.version > version) {
        throw new ContractError(
          "event.unknown-version",
          `${type} version ${found.version} is newer than this code`,
          {
            where: found.id,
            why: `this code knows ${type} up to version ${version}`,
            next: "deploy the newer subscriber, then redrive: waybill dlq redrive",
          },
        );
      }
      let current: unknown = data(found.version, outer.data);
      for (let n = found.version + 1; n <= version; n++) current = upcast(n, current, found.id);
      return { metadata: { ...found, type, version }, data: current as z.output<LatestOf<V>> };
    },
  };
}
