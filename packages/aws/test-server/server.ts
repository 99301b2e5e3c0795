import { type FakeAws, fakeAws } from "../src/bus/testing/fake-aws.ts";
import type { AwsSettings } from "../src/client/settings.ts";
import type { Files } from "./copy.ts";
import { type Database, emptyDatabase } from "./database.ts";
import { execute } from "./execute.ts";
import { dataApiOperations } from "./operations.ts";
import type { Status, Submitted } from "./statements.ts";

/** What EventBridge is told of a statement's end. */
export interface StatementEvent {
  readonly statementId: string;
  readonly statementName: string;
  readonly state: Status;
}

/** Ends a statement in the place of Redshift, before it does anything. */
export interface Disturbance {
  readonly status: "FAILED" | "ABORTED";
  readonly error: string;
}

export interface DataApiServer extends AsyncDisposable {
  readonly settings: AwsSettings;
  /** Faults of the calls: throttles, lost answers. */
  readonly aws: FakeAws;
  /** For what somebody else does in the database. */
  readonly database: Database;
  /** All statements that were taken in, oldest first. */
  readonly taken: readonly Submitted[];
  readonly events: readonly StatementEvent[];
  /** The next statements that have a name end like this. */
  disturb(...disturbances: readonly Disturbance[]): void;
  /** Named statements stay SUBMITTED until `release`. */
  hold(): void;
  release(): void;
  /** Forgets all statements, as Redshift does after a day. */
  forget(): void;
  /** Ends when everything that was taken in is over. */
  idle(): Promise<void>;
}

export interface ServerOptions {
  /** Where COPY finds the objects of `s3://` URIs. */
  readonly files: Files;
  /** How often the event of each statement comes: 0, 1 or 2 times. */
  readonly eventsEach?: number;
  readonly onEvent?: (event: StatementEvent) => void;
}

/** Redshift's Data API on Postgres, over HTTP. Statements run one after the other, as behind one lock. */
export async function dataApiServer({
  files,
  eventsEach = 1,
  onEvent,
}: ServerOptions): Promise<DataApiServer> {
  const database = await emptyDatabase();
  const taken: Submitted[] = [];
  const events: StatementEvent[] = [];
  const disturbances: Disturbance[] = [];
  let running: Promise<void> = Promise.resolve();
  let all: Promise<unknown> = Promise.resolve();
  let gate = Promise.withResolvers<void>();
  gate.resolve();

  const run = async (statement: Submitted): Promise<void> => {
    const disturbance = statement.name === "" ? undefined : disturbances.shift();
    if (disturbance) Object.assign(statement, disturbance);
    else if (statement.status === "SUBMITTED") await execute(statement, database, files);
    if (!statement.withEvent) return;
    const event = { statementId: statement.id, statementName: statement.name, state: statement.status };
    for (let i = 0; i < eventsEach; i++) {
      events.push(event);
      onEvent?.(event);
    }
  };
  // A held statement lets those pass that are not held.
  const take = async (statement: Submitted): Promise<void> => {
    if (statement.name !== "") await gate.promise;
    running = running.then(() => run(statement));
    await running;
  };
  const aws = await fakeAws(
    dataApiOperations(taken, (statement) => {
      all = Promise.all([all, take(statement)]);
    }),
  );
  return {
    settings: aws.settings,
    aws,
    database,
    taken,
    events,
    disturb: (...more) => void disturbances.push(...more),
    hold: () => {
      gate = Promise.withResolvers<void>();
    },
    release: () => gate.resolve(),
    forget: () => void taken.splice(0),
    async idle() {
      await all;
    },
    [Symbol.asyncDispose]: async () => {
      gate.resolve();
      await all;
      await aws[Symbol.asyncDispose]();
    },
  };
}
