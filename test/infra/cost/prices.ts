/** US dollars in eu-west-1, November 2026, before tax, credits and free tiers. A month has 730 hours. */
export const PRICES = {
  /** An hour, in one zone. */
  interfaceEndpointHour: 0.011,
  natGatewayHour: 0.048,
  /** t4g.nano. */
  natInstanceHour: 0.0046,
  publicIpHour: 0.005,
  /** A month. */
  key: 1,
  secret: 0.4,
  alarm: 0.1,
  dashboard: 3,
  /** A million requests. */
  sqsRequests: 0.4,
} as const;

export const HOURS = 730;

/** Lambda asks each queue with five pollers, of which each waits for 20 seconds. */
export const POLLS_A_MONTH = 5 * 3 * 60 * HOURS;
