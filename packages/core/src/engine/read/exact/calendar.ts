const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

export const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

export const daysIn = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (DAYS[month - 1] ?? 0);

/** A day from the year 1 on, in digits. */
export function isDate(year?: string, month?: string, day?: string): boolean {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  return y >= 1 && d >= 1 && d <= daysIn(y, m);
}

export const isTime = (hour?: string, minute?: string, second?: string): boolean =>
  Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
