// The work that both sides do, said once.

/** Over `i` (the lines), `p` (parts) and `s` (suppliers). */
export const COLUMNS = `
  i.line_id, i.order_id, i.part_id, i.supplier_id, i.line_number, i.quantity, i.price, i.discount, i.tax, i.return_flag,
  i.line_status, i.ship_date, i.receipt_date, i.updated_at, lower(i.ship_mode) AS ship_mode, lower(i.email) AS email,
  i.comment, p.part_name, p.brand, s.supplier_name, s.nation_id,
  (i.price * (1 - i.discount))::DECIMAL(14,2) AS net_price,
  (i.price * (1 - i.discount) * (1 + i.tax))::DECIMAL(14,2) AS charge,
  year(i.ship_date)::INT AS ship_year,
  (i.receipt_date - i.ship_date)::INT AS days_in_transit,
  split_part(i.email, '@', 2) AS email_domain`;

export const JOINS =
  "LEFT JOIN parts p ON p.part_id = i.part_id LEFT JOIN suppliers s ON s.supplier_id = i.supplier_id";

export const FILTER = "i.ship_date >= DATE '1992-03-01' OR i.ship_date IS NULL";

export const EMAIL = "^[^@ ]+@[^@ ]+\\.[a-z]+$";
