/** Everything that may be read of the table where a text stands, in its order: what a sentence means is often said around it. */
import type { TextToTranslate } from '@tablee/shared/wire/translations'
import { useEffect, useMemo, useRef } from 'react'
import { network } from '../hold/retry.ts'
import { useRead } from '../hold/use-followed.ts'
import { useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { problemMessages } from '../ui/messages/index.ts'
import { problemSentence } from '../ui/problem-sentence.ts'
import { messages } from './messages/index.ts'
import type { TranslatePort } from './port.ts'
import { Original } from './row.tsx'

export function WholeTable({
  of,
  into,
  port,
  onClose,
}: {
  of: TextToTranslate
  into: string
  port: TranslatePort
  onClose: () => void
}) {
  const t = useT(messages)
  const says = useT(problemMessages)
  const { table, session, entry, number, site } = of
  const ask = useMemo(
    () => (table === null ? null : () => port.table({ table, session, into })),
    [port, table, session, into],
  )
  const { value, problem } = useRead(ask, network)
  const here = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (value !== null) here.current?.scrollIntoView({ block: 'center' })
  }, [value])
  return (
    <Dialog title={t('wholeTitle', { n: number, site })} className="whole-table" onClose={onClose}>
      <div className="acts">
        <Button look="primary" onClick={onClose}>
          {t('back')}
        </Button>
      </div>
      {value === null ? (
        <p role="status">{problem === null ? t('loading') : problemSentence(says, problem)}</p>
      ) : (
        <ol>
          {value.texts.map((one) => (
            <li
              key={one.entry}
              ref={one.entry === entry ? here : undefined}
              className={one.kind}
              aria-current={one.entry === entry ? 'true' : undefined}
            >
              <Original of={one} />
              {one.translation === null ? null : (
                <p className="made" lang={into} dir="auto">
                  {one.translation}
                </p>
              )}
            </li>
          ))}
        </ol>
      )}
    </Dialog>
  )
}
