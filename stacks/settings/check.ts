import { refuse } from "./refuse.ts";
import type { Settings } from "./types.ts";

/** What no setting may be, whatever the stage. Each throws with the setting's name and what to do. */
export function checkSettings(settings: Settings): Settings {
  for (const [name, concurrency] of Object.entries(settings.functions.concurrency)) {
    atLeast(
      `functions.concurrency.${name}`,
      concurrency,
      2,
      "SQS polls with two at least, and what Lambda refuses is counted as tried",
    );
  }
  for (const [name, megabytes] of Object.entries(settings.functions.memory)) {
    within(`functions.memory.${name}`, megabytes, 128, 10_240, "Lambda's memory");
  }
  for (const [name, megabytes] of Object.entries(settings.functions.storage)) {
    within(`functions.storage.${name}`, megabytes, 512, 10_240, "Lambda's /tmp");
  }
  atLeast(
    "queues.visibilityFactor",
    settings.queues.visibilityFactor,
    6,
    "a message that Lambda still works on would be given out again",
  );
  atLeast("queues.maxReceives", settings.queues.maxReceives, 2, "nothing transient would be tried again");
  within("queues.retentionDays", settings.queues.retentionDays, 1, 14, "SQS");
  within("rules.maxAgeHours", settings.rules.maxAgeHours, 1, 24, "EventBridge");
  if (settings.warehouse.kind === "serverless") checkCapacity(settings.warehouse);
  checkReach(settings);
  return settings;
}

function checkCapacity({ baseCapacity, maxCapacity }: { baseCapacity: number; maxCapacity: number }): void {
  atLeast("warehouse.baseCapacity", baseCapacity, 4, "it is Redshift Serverless's least");
  atLeast("warehouse.maxCapacity", maxCapacity, baseCapacity, "it is the base capacity");
}

/** Functions that read sources are shared: they are in the VPC, or they are not. */
function checkReach({ pipelines, network }: Settings): void {
  const that = (reach: string) =>
    Object.entries(pipelines)
      .filter(([, pipeline]) => pipeline.reach === reach)
      .map(([name]) => name);
  const [outside] = that("internet");
  const [inside] = that("vpc");
  if (outside === undefined || inside === undefined || network.nat !== "none") return;
  refuse(`${outside} reads from the Internet and ${inside} from the VPC: one function cannot do both`, {
    where: `pipelines.${outside}.reach`,
    why: "without a NAT a function in the VPC cannot reach the Internet, and one outside cannot reach the VPC",
    next: 'set network.nat to "managed" or "ec2"',
  });
}

function atLeast(where: string, value: number, least: number, why: string): void {
  if (value >= least) return;
  refuse(`${where} is ${value}; ${least} is the least`, { where, why, next: `set it to ${least} or more` });
}

function within(where: string, value: number, least: number, most: number, whose: string): void {
  if (value >= least && value <= most) return;
  refuse(`${where} is ${value}; it is ${least} to ${most}`, {
    where,
    why: `that is the range of ${whose}`,
    next: `set it to a number from ${least} to ${most}`,
  });
}
