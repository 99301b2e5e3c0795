import { bucketsAreKept, keyTurns, lineageIsSafe, objectsAge, warehouseIsBounded } from "./data.ts";
import {
  failuresAreSingledOut,
  queuesAdmitTheirRule,
  queuesKeepMessages,
  schedulesKeepCalls,
  targetsKeepEvents,
  visibilityCoversWork,
} from "./delivery.ts";
import {
  functionsAreAsAgreed,
  functionsAreInside,
  handlersAreThere,
  linksAreGiven,
  logsAreTidy,
} from "./functions.ts";
import {
  apiIsSigned,
  noManagedPolicies,
  noSecretsInSight,
  noWideActions,
  noWideResources,
  rolesAreForOneService,
} from "./permissions.ts";
import { deadLettersAreHeard, failedRunsAreHeard, functionsAreHeard } from "./watch.ts";

/** What is true of every deployment. Each has at least one mutant that breaks it: `../mutants.ts`. */
export const rules = {
  targetsKeepEvents,
  queuesKeepMessages,
  queuesAdmitTheirRule,
  visibilityCoversWork,
  failuresAreSingledOut,
  schedulesKeepCalls,
  functionsAreAsAgreed,
  functionsAreInside,
  handlersAreThere,
  linksAreGiven,
  logsAreTidy,
  noWideActions,
  noWideResources,
  noManagedPolicies,
  rolesAreForOneService,
  noSecretsInSight,
  apiIsSigned,
  bucketsAreKept,
  objectsAge,
  lineageIsSafe,
  keyTurns,
  warehouseIsBounded,
  deadLettersAreHeard,
  functionsAreHeard,
  failedRunsAreHeard,
};
