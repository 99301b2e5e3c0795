export type { AwsSettings } from "./client/settings.ts";
