import { withDigits } from '@tablee/shared/i18n/language'

const steps = [
  ['gigabyte', 1024 ** 3],
  ['megabyte', 1024 ** 2],
  ['kilobyte', 1024],
] as const

/** How large a file is, as its reader writes it: 412 MB, 2,1 Go. By powers of 1,024, as the limits are. */
export function sizeSaid(bytes: number, language: string): string {
  const [unit, of] = steps.find(([, size]) => bytes >= size) ?? steps[2]
  const value = bytes / of
  return new Intl.NumberFormat(withDigits(language), {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 && unit !== 'kilobyte' ? 1 : 0,
  }).format(bytes > 0 && unit === 'kilobyte' ? Math.max(1, value) : value)
}
