export { eventIn, parsed } from "./body.ts";
export { queueClient } from "./client.ts";
export type { DeadLetter, DeadLetterQueue } from "./dead-letter.ts";
export {
  type DeadLetterFilter,
  type DeadLetterList,
  type DeadLetters,
  sqsDeadLetters,
} from "./dead-letters.ts";
export { retryLater } from "./retry-later.ts";
export { putBack } from "./send.ts";
export { sendDeadLetter } from "./send-dead-letter.ts";
