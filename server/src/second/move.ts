/** How the address on the cards is made to lead to the laptop that has taken over: for who stands at its terminal. */
import { isIP } from 'node:net'
import type { Beside } from './beside.ts'

const hostIn = (origin: string | null | undefined): string =>
  origin === null || origin === undefined ? '' : new URL(origin).hostname.replace(/^\[|\]$/g, '')

/** `own`: addresses of this laptop. No line where nobody ever said how the first one is reached. */
export function howItMoves(
  beside: Pick<Beside, 'reached' | 'first'> | null,
  own: readonly string[],
): readonly string[] {
  const cards = beside?.reached?.origins?.[0] ?? beside?.first ?? null
  const [host, old] = [hostIn(cards), hostIn(beside?.first)]
  const now = own.filter((address) => isIP(address) === 4).join(', ') || own.join(', ')
  if (cards === null || host === '') return []
  const address = isIP(host) > 0 ? host : isIP(old) > 0 ? old : null
  return [
    `Cards say ${cards}. The tables come as soon as that leads to this laptop, which has ${now}:`,
    ...(address === null ? [] : [`  give this laptop the address ${address} in its network settings, by hand`]),
    ...(isIP(host) > 0
      ? []
      : [
          `  ${address === null ? '' : 'or '}let the name ${host} lead to ${now}, in the hall's router or where its names are kept`,
        ]),
  ]
}
