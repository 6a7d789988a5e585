/**
 * The log: JSON lines on stdout, and no line carries what would let its reader in. Redaction works on the finished
 * line, whatever object or sentence the secret came in by: a list of fields would miss the next one.
 */
import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino'
import { requestNow } from './request-id.ts'

export type Logger = PinoLogger

const secrets: readonly (readonly [pattern: RegExp, instead: string])[] = [
  // A capability token: 16 characters of link id, a dot, 16 bytes in base64url. The id alone is not secret.
  [/\b([0-9a-hjkmnp-tv-z]{16})\.[A-Za-z0-9_-]{22}(?![A-Za-z0-9_-])/g, '$1.[token]'],
  // An observer's link is the right to watch: /watch/:link, /api/watch/:link, /observe/:link/room
  [/\/(watch|observe)(?:\/|%2f)+[^/?#"\\\s]+/gi, '/$1/[link]'],
  // A media element sends no header: its address holds a ticket.
  [/\/media(?:\/|%2f)+[^/?#"\\\s]+/gi, '/media/[ticket]'],
  // The database's address holds its password.
  [/\b(postgres(?:ql)?:\/\/[^:@/\s"\\]*):[^@\s"\\]+@/gi, '$1:[password]@'],
  // A QR's secret travels in the fragment.
  [/#[^"\\\s]{6,}/g, '#[secret]'],
  [/\b(Bearer\s+)[^"\\\s]+/gi, '$1[token]'],
  [
    /(\\?"(?:token|ticket|session|secret|shortCode|authorization|cookie|password|capability)\\?":\s*\\?")[^"\\]+/gi,
    '$1[redacted]',
  ],
]

/** The line with `[token]`, `[link]` or the like where a secret stood; what only looks like an id stays. */
export const redact = (line: string): string =>
  secrets.reduce((text, [pattern, instead]) => text.replace(pattern, instead), line)

/** Each line that is written while a request is answered says which. */
function ofRequest(): { readonly request?: string } {
  const request = requestNow()
  return request === null ? {} : { request }
}

/** To stdout where nothing else is given; `level` is pino's. */
export function createLogger(options: { readonly level?: string; readonly to?: DestinationStream } = {}): Logger {
  const settings = {
    level: options.level ?? 'info',
    base: null, // pid and host name on every line say nothing on a machine that runs one process
    timestamp: pino.stdTimeFunctions.isoTime,
    hooks: { streamWrite: redact },
    mixin: ofRequest,
  }
  return options.to === undefined ? pino(settings) : pino(settings, options.to)
}
