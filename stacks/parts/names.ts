/** `load-completed` as the name of a resource in the program: `LoadCompleted`. */
export const pascal = (name: string): string =>
  name
    .split(/[^a-zA-Z0-9]+/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join("");

/** How AWS calls it: `waybill-prod-load-completed`. Known beforehand, so that a policy can name it. */
export const nameOf = (name: string): string => `${$app.name}-${$app.stage}-${name}`;
