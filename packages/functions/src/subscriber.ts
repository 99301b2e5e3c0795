import subscriber from "#subscriber";
import { subscribed } from "./subscribed.ts";

export const handler = subscribed(subscriber);
