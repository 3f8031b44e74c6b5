/** Sizes, times and durations in the person's language. */
import { language } from '../i18n';

export function size(bytes: number): string {
  if (bytes < 0) return '';
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  return new Intl.NumberFormat(language(), {
    style: 'unit',
    unit: units[step] ?? 'byte',
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumSignificantDigits: 3,
  }).format(bytes / 1000 ** step);
}

export function millis(value: number): string {
  return new Intl.NumberFormat(language(), {
    style: 'unit',
    unit: 'millisecond',
    maximumSignificantDigits: 2,
  }).format(value);
}

/** "12 minutes"; what is less than one is said in seconds. */
export function minutes(seconds: number): string {
  const unit = seconds >= 60 || seconds === 0 ? 'minute' : 'second';
  return new Intl.NumberFormat(language(), {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    maximumFractionDigits: 0,
  }).format(unit === 'minute' ? seconds / 60 : seconds);
}

const STEPS: [limit: number, seconds: number, unit: Intl.RelativeTimeFormatUnit][] = [
  [60, 1, 'second'],
  [3_600, 60, 'minute'],
  [86_400, 3_600, 'hour'],
  [14 * 86_400, 86_400, 'day'],
];

/** "5 minutes ago"; older than two weeks, the date. */
export function ago(time: string, now: number = Date.now()): string {
  const seconds = Math.max(0, (now - Date.parse(time)) / 1000);
  const step = STEPS.find(([limit]) => seconds < limit);
  if (!step) return dateOf(time);
  const [, divisor, unit] = step;
  const format = new Intl.RelativeTimeFormat(language(), { numeric: 'auto', style: 'short' });
  // Seconds would have to tick to stay true.
  if (unit === 'second') return format.format(0, 'second');
  return format.format(-Math.floor(seconds / divisor), unit);
}

export function dateOf(time: string): string {
  return new Date(time).toLocaleDateString(language(), { dateStyle: 'medium' });
}

export function dateAndTime(time: string): string {
  return new Date(time).toLocaleString(language(), { dateStyle: 'medium', timeStyle: 'short' });
}
