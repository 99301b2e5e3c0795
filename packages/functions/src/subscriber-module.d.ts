/** The stack says, function by function, which file of `subscribers/` this is. */
declare module "#subscriber" {
  import type { Subscriber } from "@waybill/events";

  const subscriber: Subscriber;
  export default subscriber;
}
