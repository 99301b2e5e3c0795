import type { Folder } from "../support/folder.ts";

const FILES = 3;
const ORDERS = 1500;
const VISITS = 1200;
const CUSTOMERS = 400;

/** Numbers that look random and are the same each time. */
const mixed = (n: number, salt: number): number => (Math.imul(n ^ (salt * 0x9e37), 0x85eb_ca6b) >>> 8) % 1000;

/** The same orders, with other quantities in some of them in the second year. */
export function writeOrders(folder: Folder, year: 1 | 2): void {
  const customers = Array.from(
    { length: CUSTOMERS },
    (_, i) => `customer-${i},${i % 7 === 0 ? "" : `country-${i % 30}`}`,
  );
  folder.write("customers.csv", `customer,country\n${customers.join("\n")}\n`);
  for (let file = 0; file < FILES; file++) {
    const rows = Array.from({ length: ORDERS }, (_, i) => order(file * ORDERS + i, year));
    folder.write(`orders-${file}.csv`, `id,customer,quantity,price,ordered\n${rows.join("\n")}\n`);
  }
}

/** Some cannot be read, some break a rule, some have the id of another in another file. */
function order(n: number, year: 1 | 2): string {
  const id = n % 701 === 0 && n > ORDERS ? n - ORDERS : n;
  const customer = `customer-${mixed(n, 1) % (CUSTOMERS + 4)}`;
  const changed = year === 2 && n % 3 === 0 ? 1 : 0;
  const quantity = (mixed(n, 2) % 20) + (n % 89 === 0 ? -30 : 1) + changed;
  const price = n % 97 === 0 ? "a lot" : (mixed(n, 3) / 100 + n).toFixed(2);
  const day = String((mixed(n, 4) % 28) + 1).padStart(2, "0");
  return `${id},${customer},${quantity},${price},2026-0${(n % 9) + 1}-${day}`;
}

export function writeVisits(folder: Folder): void {
  for (let file = 0; file < FILES; file++) {
    const rows = Array.from({ length: VISITS }, (_, i) => {
      const n = file * VISITS + i;
      const visit = {
        visitor: n % 211,
        page: `/shop/${mixed(n, 5) % 40}/${n % 5 === 0 ? "" : "more"}`,
        ms: mixed(n, 6),
      };
      return JSON.stringify(visit);
    });
    folder.write(`visits-${file}.ndjson`, `${rows.join("\n")}\n`);
  }
}
