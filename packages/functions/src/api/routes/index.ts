import * as z from "zod";
import { type Route, route } from "../route.ts";
import { actRoutes } from "./acts.ts";
import { datasetRoutes } from "./datasets.ts";
import { deadLetterRoutes } from "./dead-letters.ts";
import { heldBackRoutes } from "./held-back.ts";
import { hopRoutes } from "./hops.ts";
import { runRoutes } from "./runs.ts";

/** All that the API answers, as a table of contents. */
export const routes: readonly Route[] = [
  route("GET /v1", z.strictObject({}), async (_, { ports }) => ({ stage: ports.stage })),
  ...runRoutes,
  ...hopRoutes,
  ...heldBackRoutes,
  ...datasetRoutes,
  ...deadLetterRoutes,
  ...actRoutes,
];
