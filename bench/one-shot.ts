// What a careful engineer would write by hand for this one job. Usage: node bench/one-shot.ts <folder> [memory limit]
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { LINES, PARTS, SUPPLIERS } from "./data.ts";
import { COLUMNS, EMAIL, FILTER, JOINS } from "./work.ts";

const [folder = "bench/data/one-shot", memory] = process.argv.slice(2);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const types = {
  line_id: "BIGINT",
  order_id: "BIGINT",
  part_id: "BIGINT",
  supplier_id: "BIGINT",
  line_number: "INTEGER",
  quantity: "INTEGER",
  price: "DECIMAL(12,2)",
  discount: "DECIMAL(4,2)",
  tax: "DECIMAL(4,2)",
  return_flag: "VARCHAR",
  line_status: "VARCHAR",
  ship_date: "DATE",
  receipt_date: "DATE",
  updated_at: "TIMESTAMP",
  ship_mode: "VARCHAR",
  email: "VARCHAR",
  comment: "VARCHAR",
};
const columns = Object.entries(types)
  .map(([name, type]) => `'${name}': '${type}'`)
  .join(", ");

const instance = await DuckDBInstance.create(join(folder, "warehouse.duckdb"), {
  threads: "2",
  preserve_insertion_order: "false",
  temp_directory: join(folder, "tmp"),
  ...(memory && { memory_limit: memory }),
});
const connection = await instance.connect();
const run = (sql: string) => connection.run(sql);

await run(`CREATE VIEW parts AS FROM '${PARTS}'`);
await run(`CREATE VIEW suppliers AS FROM '${SUPPLIERS}'`);
await run(`
  CREATE TEMP TABLE lines AS FROM read_csv('${LINES}', header = true, auto_detect = false, delim = ',', quote = '"',
    escape = '"', columns = {${columns}}, store_rejects = true)`);
await run("CREATE TEMP TABLE duplicates AS SELECT line_id FROM lines GROUP BY line_id HAVING count(*) > 1");
const flagged = `
  SELECT *, (
      (CASE WHEN line_id IS NULL THEN 1 ELSE 0 END)
    + (CASE WHEN supplier_id IS NULL THEN 2 ELSE 0 END)
    + (CASE WHEN quantity NOT BETWEEN 1 AND 50 THEN 4 ELSE 0 END)
    + (CASE WHEN price NOT BETWEEN 0.01 AND 1000000 THEN 8 ELSE 0 END)
    + (CASE WHEN return_flag NOT IN ('R', 'A', 'N') THEN 16 ELSE 0 END)
    + (CASE WHEN NOT regexp_matches(email, '${EMAIL}') THEN 32 ELSE 0 END)
    + (CASE WHEN part_name IS NULL THEN 64 ELSE 0 END)
    + (CASE WHEN supplier_id IS NOT NULL AND supplier_name IS NULL THEN 128 ELSE 0 END)
    + (CASE WHEN receipt_date < ship_date THEN 256 ELSE 0 END)
    + (CASE WHEN updated_at NOT BETWEEN TIMESTAMP '2020-01-01' AND TIMESTAMP '2027-01-01' THEN 512 ELSE 0 END)
    + (CASE WHEN line_id IN (FROM duplicates) THEN 1024 ELSE 0 END)) AS flags
  FROM (SELECT ${COLUMNS} FROM lines i ${JOINS} WHERE ${FILTER})`;
await run(`CREATE TABLE lines_loaded AS SELECT * EXCLUDE (flags) FROM (${flagged}) LIMIT 0`);
await run("BEGIN");
await run(`INSERT INTO lines_loaded SELECT * EXCLUDE (flags) FROM (${flagged}) WHERE flags = 0`);
await run("COMMIT");
await run(
  `COPY (FROM (${flagged}) WHERE flags <> 0) TO '${join(folder, "quarantine.parquet")}' (FORMAT parquet)`,
);
await run(`COPY (FROM reject_errors) TO '${join(folder, "rejects.parquet")}' (FORMAT parquet)`);
connection.closeSync();
instance.closeSync();
