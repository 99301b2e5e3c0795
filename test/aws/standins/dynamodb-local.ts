import { join } from "node:path";
import { type Server, startServer } from "./child.ts";
import { javaProgram } from "./install.ts";

/** AWS's own DynamoDB for tests, in memory. One database, whatever the region and the credentials. */
export async function startDynamoDbLocal(folder: string): Promise<Server> {
  const classPath = await javaProgram("dynamodb-local", "DynamoDbLocal.java");
  const [library = ""] = classPath.split(":");
  const java = ["-Xmx256m", `-Djava.library.path=${library}`, "-cp", classPath, "DynamoDbLocal"];
  return startServer({
    name: "DynamoDB Local",
    command: "java",
    args: (port) => [...java, "-inMemory", "-sharedDb", "-disableTelemetry", "-port", String(port)],
    health: "/",
    log: join(folder, "dynamodb-local.log"),
  });
}
