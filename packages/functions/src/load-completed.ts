import { loadCompleted } from "./triggers/load-completed.ts";

export const handler = loadCompleted();
