/** Beneath what is read: what else has the code that is looked at, in whatever city. */
import { useCallback } from 'react'
import type { CodeTold } from '@tablee/shared/wire/codebook'
import { network } from '../hold/retry.ts'
import { useRead } from '../hold/use-followed.ts'
import { useT } from '../i18n/index.tsx'
import { Place, Said } from './bits.tsx'
import { codingMessages as messages } from './messages/index.ts'
import type { CodingPort } from './port.ts'
import { nameOf } from './told.ts'
import type { Coding } from './use-coding.ts'

/** So many are read at a glance; all of them one press further. */
const atOnce = 3

export function Also({
  port,
  coding,
  code,
  onOpen,
}: {
  port: CodingPort
  coding: Coding
  code: CodeTold
  onOpen: () => void
}) {
  const t = useT(messages)
  const ask = useCallback(() => port.inside({ code: code.id }), [port, code.id])
  const { value } = useRead(ask, network, coding.version)
  const others = (value?.passages ?? []).filter(({ entry }) => entry.entry !== coding.entry?.entry)
  if (others.length === 0) return null
  return (
    <section className="also" aria-labelledby="also-title">
      <h2 id="also-title" className="hh">
        <span>{t('alsoCoded', { code: nameOf(code) })}</span>
        <button type="button" className="further" onClick={onOpen}>
          {t('codings', { n: code.codings })}, {t('tables', { n: code.tables.length })}
        </button>
      </h2>
      <ul>
        {others.slice(0, atOnce).map(({ entry, codings: [first] }) => (
          <li key={entry.entry}>
            <button type="button" onClick={() => coding.read(entry, first ?? null)}>
              <Said entry={entry} {...(first === undefined ? {} : { span: first })} />
            </button>
            <Place entry={entry} width={24} />
          </li>
        ))}
      </ul>
    </section>
  )
}
