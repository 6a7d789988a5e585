/** One code: what it means and is called, where it stands, and every word that has it; any of it can be taken back. */
import { useEffect, useCallback, useRef, useState, type FormEvent } from 'react'
import type { CodeTold } from '@tablee/shared/wire/codebook'
import { network } from '../hold/retry.ts'
import { useRead } from '../hold/use-followed.ts'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { Place, Said } from './bits.tsx'
import { longestName } from './book.tsx'
import { MemoField } from './memo.tsx'
import { Memos } from './memos.tsx'
import { codingMessages as messages } from './messages/index.ts'
import type { CodingPort, WordsOf } from './port.ts'
import { fieldsChanged, fieldsOf, nameOf, type CodeFields } from './told.ts'
import type { Coding } from './use-coding.ts'
import { Versions } from './versions.tsx'
import { groupsOf, type Range } from './words/spans.ts'

/** Letters of what a code means; the server takes no more. */
export const longestDefinition = 2000

/** What it is called and means. What it said before stays in its versions. */
function Fields({
  code,
  defining,
  onKeep,
  onCancel,
}: {
  code: CodeTold
  defining: boolean
  onKeep: (changed: Partial<CodeFields>) => void
  onCancel: () => void
}) {
  const t = useT(messages)
  const [before] = useState(() => fieldsOf(code))
  const [fields, setFields] = useState(before)
  const named = fields.name.trim() !== '' || before.name === ''
  const first = useRef<HTMLInputElement>(null)
  const meaning = useRef<HTMLTextAreaElement>(null)
  useEffect(() => (defining ? meaning : first).current?.focus(), [defining])
  function keep(event: FormEvent): void {
    event.preventDefault()
    if (named) onKeep(fieldsChanged(before, { ...fields, name: fields.name.trim() }))
  }
  return (
    <form className="naming" onSubmit={keep} onKeyDown={(event) => event.key === 'Escape' && onCancel()}>
      <label>
        <span>{t('nameOf')}</span>
        <input
          ref={first}
          dir="auto"
          value={fields.name}
          maxLength={longestName}
          onChange={(event) => setFields({ ...fields, name: event.currentTarget.value })}
        />
      </label>
      {(['definition', 'includes', 'excludes'] as const).map((field) => (
        <label key={field}>
          <span>{t(field)}</span>
          <textarea
            ref={field === 'definition' ? meaning : undefined}
            dir="auto"
            rows={field === 'definition' ? 3 : 2}
            value={fields[field]}
            maxLength={longestDefinition}
            onChange={(event) => setFields({ ...fields, [field]: event.currentTarget.value })}
          />
        </label>
      ))}
      <div className="acts">
        <Button look="primary" type="submit" aria-disabled={!named}>
          {t('keep')}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  )
}

/** Chosen first and done by a button: a closed list takes each arrow key as a choice. */
function OtherCode({
  label,
  others,
  sentence,
  onTake,
}: {
  label: string
  others: readonly { readonly id: string; readonly name: string }[]
  sentence: (name: string) => string
  onTake: (code: string) => void
}) {
  const [wanted, setWanted] = useState('')
  const found = others.find(({ id }) => id === wanted)
  if (others.length === 0) return null
  return (
    <>
      <select
        className="pick"
        aria-label={label}
        value={found?.id ?? ''}
        onChange={(event) => setWanted(event.currentTarget.value)}
      >
        <option value="">{label}</option>
        {others.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      {found === undefined ? null : (
        <Button look="primary" onClick={() => onTake(found.id)}>
          {sentence(found.name)}
        </Button>
      )}
    </>
  )
}

/** What it means, examples of it, and what coders noted of it. */
function About({ code, coding }: { code: CodeTold; coding: Coding }) {
  const t = useT(messages)
  const { language } = useLanguage()
  const [noting, setNoting] = useState(false)
  const shown = [
    ['definition', code.definition],
    ['includes', code.includes],
    ['excludes', code.excludes],
  ] as const
  return (
    <dl className="layer">
      {shown.map(([field, text]) =>
        text === null || text === '' ? null : (
          <div key={field}>
            <dt>{t(field)}</dt>
            <dd>
              <bdi>{text}</bdi>
            </dd>
          </div>
        ),
      )}
      {code.examples.length === 0 ? null : (
        <div>
          <dt>{t('examples')}</dt>
          <dd>
            {code.examples.map(({ example, entry, start, end }) => (
              <span key={example} className="one">
                <Said entry={entry} span={{ start, end }} />
                <span className="meta">
                  <Place entry={entry} />
                  {code.frozen ? null : (
                    <Button look="quiet" onClick={() => coding.say({ kind: 'code-unexample', code: code.id, example })}>
                      {t('takeAway')}
                    </Button>
                  )}
                </span>
              </span>
            ))}
          </dd>
        </div>
      )}
      <div>
        <dt>{t('memo')}</dt>
        <dd>
          <Memos memos={code.memos} coding={coding} />
          {noting ? (
            <MemoField
              onKeep={(text) => {
                coding.say({ kind: 'memo', on: { code: code.id }, text, lang: language })
                setNoting(false)
              }}
              onCancel={() => setNoting(false)}
            />
          ) : (
            <Button look="quiet" className="add" onClick={() => setNoting(true)}>
              {t('addMemo')}
            </Button>
          )}
        </dd>
      </div>
    </dl>
  )
}

/** In the place of a code: none lies above it. */
const top = 'top'

export function Inside({
  port,
  coding,
  of,
  where,
  defining,
  onRead,
  onClose,
}: {
  port: CodingPort
  coding: Coding
  of: WordsOf
  /** Of one cell of a matrix: which table or city. */
  where: string | null
  /** It is opened to say what it means. */
  defining: boolean
  /** One of its entries is opened. */
  onRead: () => void
  onClose: () => void
}) {
  const t = useT(messages)
  const { code: id } = of
  const ask = useCallback(() => port.inside(of), [port, of])
  const { value, over } = useRead(ask, network, coding.version)
  const [changing, setChanging] = useState(defining)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (!defining) heading.current?.focus()
  }, [defining])
  const code = coding.codes.find((one) => one.id === id)
  const gone = over || code === undefined
  useEffect(() => {
    if (gone) onClose()
  }, [gone, onClose])
  if (gone) return null
  /** Neither itself nor what lies beneath it. */
  const beneath = new Set([id])
  for (const one of coding.codes) if (one.parent !== null && beneath.has(one.parent)) beneath.add(one.id)
  const others = coding.codes.filter((one) => !beneath.has(one.id)).map((one) => ({ id: one.id, name: nameOf(one) }))
  const sisters = coding.codes.filter(({ parent }) => parent === code.parent)
  const at = sisters.findIndex((one) => one.id === id)
  const place = (to: number): string =>
    coding.say({
      kind: 'code-move',
      code: id,
      parent: code.parent,
      before: sisters.filter((one) => one.id !== id)[to]?.id ?? null,
    })
  const found = value?.passages ?? []
  const isExample = (entry: string, { start, end }: Range): boolean =>
    code.examples.some((one) => one.entry.entry === entry && one.start === start && one.end === end)
  return (
    <section className="cut" aria-labelledby="inside-title">
      <h2 id="inside-title" className="hh" ref={heading} tabIndex={-1}>
        <span dir="auto">{where === null ? nameOf(code) : `${nameOf(code)} · ${where}`}</span>
        <span className="meta">
          {t('entries', { n: found.length + (value?.more ?? 0) })}
          {code.version > 1 ? ` · ${t('versionN', { n: code.version })}` : ''}
        </span>
      </h2>
      {changing ? (
        <Fields
          code={code}
          defining={defining}
          onKeep={(changed) => {
            if (Object.keys(changed).length > 0) coding.say({ kind: 'code-define', code: id, ...changed })
            setChanging(false)
          }}
          onCancel={() => setChanging(false)}
        />
      ) : code.frozen ? (
        <div className="acts">
          <p className="note">{t('frozen')}</p>
          <Button onClick={onClose}>{t('close')}</Button>
        </div>
      ) : (
        <div className="acts">
          <Button onClick={() => setChanging(true)}>{t('change')}</Button>
          <Button aria-disabled={at <= 0} onClick={() => at > 0 && place(at - 1)}>
            {t('earlier')}
          </Button>
          <Button aria-disabled={at >= sisters.length - 1} onClick={() => at < sisters.length - 1 && place(at + 1)}>
            {t('later')}
          </Button>
          <OtherCode
            label={t('putBeneath')}
            others={[{ id: top, name: t('beneathNone') }, ...others].filter(
              ({ id: to }) => to !== (code.parent ?? top),
            )}
            sentence={(name) => (name === t('beneathNone') ? t('putAtTop') : t('putBeneathOf', { code: name }))}
            onTake={(parent) =>
              coding.say({ kind: 'code-move', code: id, parent: parent === top ? null : parent, before: null })
            }
          />
          <OtherCode
            label={t('mergeWith')}
            others={others}
            sentence={(name) => t('mergeInto', { code: name })}
            onTake={(into) => coding.say({ kind: 'code-merge', code: id, into })}
          />
          <Button onClick={() => coding.say({ kind: 'code-drop', code: id })}>{t('drop')}</Button>
          <Button onClick={onClose}>{t('close')}</Button>
        </div>
      )}
      {where === null && !changing ? <About code={code} coding={coding} /> : null}
      {where === null && !changing ? <Versions code={code} /> : null}
      {value !== null && found.length === 0 ? <p>{t('emptyCode')}</p> : null}
      <ul className="half">
        {found.flatMap(({ entry, codings }) =>
          groupsOf(codings).map((span) => (
            <li key={`${entry.entry} ${span.start} ${span.end}`}>
              <button
                type="button"
                onClick={() => {
                  coding.read(entry, span)
                  onRead()
                }}
              >
                <Said entry={entry} span={span} />
              </button>
              <span className="of-it">
                <Place entry={entry} lang />
                {code.frozen || isExample(entry.entry, span) ? null : (
                  <Button
                    look="quiet"
                    onClick={() =>
                      coding.say({
                        kind: 'code-example',
                        code: id,
                        entry: entry.entry,
                        start: span.start,
                        end: span.end,
                        ...(entry.said !== undefined && { said: entry.said }),
                      })
                    }
                  >
                    {t('asExample')}
                  </Button>
                )}
              </span>
            </li>
          )),
        )}
      </ul>
      {(value?.more ?? 0) > 0 ? <p className="meta">{t('more', { n: value?.more ?? 0 })}</p> : null}
    </section>
  )
}
