import { nameOf, pascal } from "./parts/names.ts";
import type { Settings } from "./settings/types.ts";

/** Tags by which the bill can be read. Shared functions carry no pipeline: their share is in each run's cost. */
const COST_TAGS = ["sst:app", "sst:stage", "waybill:pipeline", "waybill:tenant"];

/** A month's money for this stage, and who is told when it goes. */
export function budget(topic: aws.sns.Topic, { budget }: Settings): void {
  new aws.budgets.Budget("Budget", {
    name: nameOf("month"),
    budgetType: "COST",
    timeUnit: "MONTHLY",
    limitAmount: String(budget.monthlyUsd),
    limitUnit: "USD",
    costFilters: [{ name: "TagKeyValue", values: [`user:sst:stage$${$app.stage}`] }],
    notifications: budget.warnAtPercent.map((threshold) => ({
      comparisonOperator: "GREATER_THAN",
      threshold,
      thresholdType: "PERCENTAGE",
      notificationType: "ACTUAL",
      subscriberSnsTopicArns: [topic.arn],
    })),
  });
  if (!budget.activateTags) return;
  for (const tagKey of COST_TAGS) {
    new aws.costexplorer.CostAllocationTag(`CostTag${pascal(tagKey)}`, { tagKey, status: "Active" });
  }
}
