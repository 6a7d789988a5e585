/** The certificate, if there is one: made out to the name on the cards, with its key, and good for the day. */
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import type { Fact } from '@tablee/shared/ready/fact'

const week = 7 * 24 * 60 * 60 * 1000

/** `until`: to when it is needed, the end of the last dialogue; null: nobody knows. */
export function lookAtCertificate(
  tls: { readonly cert: string | Buffer; readonly key: string | Buffer } | null,
  { origin, now, until }: { readonly origin: string; readonly now: number; readonly until: number | null },
): Fact {
  const { hostname, protocol } = new URL(origin)
  const name = hostname.replace(/^\[|\]$/g, '')
  const told = (is: Fact['is'], why: (Fact & { what: 'certificate' })['why'], end: number | null): Fact => ({
    what: 'certificate',
    is,
    why,
    until: end,
    name,
  })
  // A proxy in front of it may have one, and then cards say https.
  if (tls === null) return told(protocol === 'https:' ? 'good' : 'look', 'none', null)
  const read = readPair(tls)
  if (read === null) return told('bad', 'unreadable', null)
  const { certificate, key } = read
  const end = certificate.validToDate.getTime()
  if (!certificate.checkPrivateKey(key)) return told('bad', 'other-key', end)
  if ((isIP(name) ? certificate.checkIP(name) : certificate.checkHost(name)) === undefined)
    return told('bad', 'other-name', end)
  if (now < certificate.validFromDate.getTime()) return told('bad', 'not-yet', end)
  if (end <= now) return told('bad', 'over', end)
  return end < Math.max(now + week, until ?? 0) ? told('look', 'soon', end) : told('good', 'good', end)
}

/** Null: one of them is none, or wants a password. */
function readPair({ cert, key }: { readonly cert: string | Buffer; readonly key: string | Buffer }) {
  try {
    return { certificate: new X509Certificate(cert), key: createPrivateKey(key) }
  } catch {
    return null
  }
}
