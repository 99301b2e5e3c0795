import type { Envelope } from "@waybill/events";
import type { Draft, Objects } from "../../../ports/objects.ts";
import type { Row } from "../../../transform/step.ts";
import { changed, type Variant, withLineage } from "../variant.ts";

/** An artifact is there before a hop names it, and no other attempt has its path. */
export const artifactVariants: readonly Variant[] = [
  {
    name: "stores the hop before the artifact that it names",
    change: ({ files }) => ({
      ports(ports) {
        let missing: (readonly [string, readonly Row[]])[] = [];
        const withhold = async (draft: Draft) => {
          const stored = await draft.commit();
          const key = stored.uri.slice("memory:".length);
          missing.push([key, files.get(key) ?? []]);
          files.delete(key);
          return stored;
        };
        return {
          ...withLineage(ports, {
            async putHop(hop: Envelope) {
              await ports.lineage.putHop(hop);
              // A turn later.
              await ports.lineage.getHop(hop.metadata.id);
              for (const [key, rows] of missing) files.set(key, rows);
              missing = [];
            },
          }),
          objects: changed<Objects>(ports.objects, {
            async draft(key) {
              const draft = await ports.objects.draft(key);
              return { ...draft, commit: () => withhold(draft) };
            },
          }),
        };
      },
    }),
  },
  {
    name: "two attempts write to one path",
    change: ({ files }) => ({
      ports: (ports) => ({
        ...ports,
        attemptId: () => "attempt",
        objects: changed<Objects>(ports.objects, {
          async draft(key) {
            const draft = await ports.objects.draft(key);
            return {
              ...draft,
              async commit() {
                files.delete(key);
                return draft.commit();
              },
            };
          },
          async put(key, content) {
            files.delete(key);
            return ports.objects.put(key, content);
          },
        }),
      }),
    }),
  },
];
