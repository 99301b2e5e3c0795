import { expect, test } from "vitest";
import { everyStatement } from "../../../packages/aws/src/warehouse/testing/every-statement.ts";
import { describeOn } from "../standins/describe-on.ts";
import { RedshiftGrammar } from "../standins/redshift-grammar.ts";

/** Statements that differ in nothing but their literals are one to a grammar. A literal that is quoted wrongly is none. */
const formOf = (sql: string): string => sql.replace(/'(?:[^']|'')*'/g, "''");

const FORMS = [...new Map([...everyStatement()].map(({ sql }) => [formOf(sql), sql])).values()];

const WRONG = [
  "SELEC 1",
  "CREATE TABLE t (id BIGINT DISTKEY(id)",
  'SELECT "a FROM t',
  "COPY t FROM 's3://b/k' IAM_ROLE FORMAT AS PARQUET MANIFEST",
  "MERGE INTO t USING s ON t.id = s.id WHEN MATCHED UPDATE SET x = 1",
  "DELETE FROM t USING WHERE t.id = 1",
  "ALTER TABLE t ADD COLUMN VARCHAR(5) name 1",
];

describeOn(["redshiftGrammar"], "all SQL of the warehouse, by Redshift's grammar", ({ redshiftGrammar }) => {
  const grammar = new RedshiftGrammar(redshiftGrammar);

  test("is accepted", async () => {
    expect(FORMS.length).toBeGreaterThan(100);
    const refusals = await grammar.refusals(FORMS);
    const refused = FORMS.flatMap((sql, i) => (refusals[i]?.length ? [{ sql, why: refusals[i] }] : []));
    expect(refused).toEqual([]);
  }, 180_000);

  test("and what is wrong is refused, each for itself", async () => {
    const [right, ...wrong] = await grammar.refusals(["SELECT 1", ...WRONG]);
    expect(right).toEqual([]);
    const accepted = WRONG.filter((_, i) => wrong[i]?.length === 0);
    expect(accepted).toEqual([]);
  });
});
