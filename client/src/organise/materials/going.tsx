/** One file on its way: how far it is, how long it still takes, and to hold it, go on with it, or call it off. */
import { useId, useRef, useState } from 'react'
import { useLanguage, useList, useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { sizeSaid } from '../../ui/size.ts'
import { faultMessages, materialsMessages } from './messages/index.ts'
import { useRefusal } from './sentence.ts'
import type { Uploading, Uploads } from './uploads.ts'

/** `left`: how much the dialogue may still hold. */
export function GoingFile({ one, uploads, left }: { one: Uploading; uploads: Uploads; left: number }) {
  const t = useT(materialsMessages)
  const faults = useT(faultMessages)
  const { language } = useLanguage()
  const list = useList()
  const refusal = useRefusal()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [other, setOther] = useState(false)
  const { name, size, sent, is, problem, line } = one
  const said = (bytes: number): string => sizeSaid(bytes, language)
  const act = (what: 'hold' | 'goOn' | 'again' | 'callOff' | 'understood', run: () => void) => (
    <Button aria-label={t('ofFile', { what: t(what), file: name })} onClick={run}>
      {t(what)}
    </Button>
  )
  if (is === 'refused')
    return (
      <li className="going refused">
        <p role="alert">
          <Icon name="refused" />
          <b>{faults('head', { file: name })}</b> {problem === null ? null : refusal(problem, { size, left, line })}
        </p>
        <div className="acts">{act('understood', () => uploads.drop(one.id))}</div>
      </li>
    )
  const minutes = one.left === null ? null : Math.round(one.left / 60)
  const time = minutes === null ? [] : [minutes < 1 ? t('leftSoon') : t('left', { n: minutes })]
  const how = is === 'sends' ? list([t('sent', { sent: said(sent), size: said(size) }), ...time]) : t(is)
  return (
    <li className="going">
      <p id={id}>
        <b className="file">
          <bdi>{name}</bdi>
        </b>{' '}
        <span className="meta" role="status">
          {is === 'sends' && sent === 0 ? t('sends') : how}
        </span>
      </p>
      <progress aria-labelledby={id} value={is === 'lost' ? 0 : sent} max={Math.max(1, size)} />
      <div className="acts">
        {is === 'sends' || is === 'waits' || is === 'away' ? act('hold', () => uploads.hold(one.id)) : null}
        {is === 'held' ? act('goOn', () => uploads.goOn(one.id)) : null}
        {is === 'lost' ? (
          <>
            <input
              ref={input}
              type="file"
              className="away"
              tabIndex={-1}
              aria-hidden="true"
              onChange={(event) => {
                const [file] = event.target.files ?? []
                if (file !== undefined) setOther(!uploads.again(one.id, file))
                event.target.value = ''
              }}
            />
            {act('again', () => input.current?.click())}
          </>
        ) : null}
        {is === 'looks' ? null : act('callOff', () => uploads.drop(one.id))}
      </div>
      {other ? (
        <p className="said failed" role="alert">
          {t('otherFile', { file: name })}
        </p>
      ) : null}
    </li>
  )
}
