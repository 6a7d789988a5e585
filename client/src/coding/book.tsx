/** Codes in their hierarchy, each with its key; the one that is looked at says what it means. */
import { useEffect, useRef, useState } from 'react'
import type { CodeTold } from '@tablee/shared/wire/codebook'
import { useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { useRoving } from '../ui/roving.ts'
import { Key } from '../synthesis/bits.tsx'
import { codingMessages as messages } from './messages/index.ts'
import { nameOf } from './told.ts'
import type { Coding } from './use-coding.ts'

/** Two keys one after the other are no shortcut that can be named there. */
const shortcutOf = (key: string | null): string | undefined => (key?.length === 1 ? key : undefined)
/** Letters of a code's name; the server takes no more. */
export const longestName = 120

/** A code of its own, or beneath another. */
export function NewCode({
  coding,
  onKeep,
  onCancel,
}: {
  coding: Coding
  onKeep: (name: string, parent: string | null) => void
  onCancel: () => void
}) {
  const t = useT(messages)
  const [name, setName] = useState('')
  const [parent, setParent] = useState('')
  const field = useRef<HTMLInputElement>(null)
  // It was just asked for.
  useEffect(() => field.current?.focus(), [])
  return (
    <form
      className="naming"
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() !== '') onKeep(name.trim(), parent === '' ? null : parent)
      }}
      onKeyDown={(event) => event.key === 'Escape' && onCancel()}
    >
      <label>
        <span>{t('newName')}</span>
        <input
          ref={field}
          dir="auto"
          value={name}
          maxLength={longestName}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </label>
      {coding.codes.length === 0 ? null : (
        <label>
          <span>{t('beneath')}</span>
          <select className="pick" value={parent} onChange={(event) => setParent(event.currentTarget.value)}>
            <option value="">{t('beneathNone')}</option>
            {coding.codes.map((code) => (
              <option key={code.id} value={code.id}>
                {`${'\u00a0'.repeat(code.depth * 3)}${nameOf(code)}`}
              </option>
            ))}
          </select>
        </label>
      )}
      <div className="acts">
        <Button look="primary" type="submit" aria-disabled={name.trim() === ''}>
          {t(coding.entry === null ? 'begin' : 'beginHere')}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  )
}

/** What a code means, and what it does not. */
function Meaning({ code, onOpen, onDefine }: { code: CodeTold; onOpen: () => void; onDefine: () => void }) {
  const t = useT(messages)
  const { definition, includes, excludes } = {
    definition: code.definition ?? '',
    includes: code.includes ?? '',
    excludes: code.excludes ?? '',
  }
  return (
    <div className="def">
      {definition === '' && includes === '' && excludes === '' ? (
        <>
          <p>{t('noDefinition')}</p>
          {code.frozen || code.definition === null ? null : (
            <p>
              <button type="button" className="further" onClick={onDefine}>
                {t('define')}
              </button>
            </p>
          )}
        </>
      ) : (
        <>
          {definition === '' ? null : (
            <p>
              <bdi>{definition}</bdi>
            </p>
          )}
          {includes === '' ? null : (
            <p>
              {t('includes')} <bdi>{includes}</bdi>
            </p>
          )}
          {excludes === '' ? null : (
            <p>
              {t('excludes')} <bdi>{excludes}</bdi>
            </p>
          )}
        </>
      )}
      <button type="button" className="further" onClick={onOpen}>
        {t('allWords')}
      </button>
    </div>
  )
}

export function Book({
  coding,
  looked,
  naming,
  onNaming,
  onLook,
  onOpen,
  onDefine,
}: {
  coding: Coding
  /** The code whose meaning is shown. */
  looked: string | null
  naming: boolean
  onNaming: (naming: boolean) => void
  onLook: (code: string) => void
  onOpen: (code: string) => void
  onDefine: (code: string) => void
}) {
  const t = useT(messages)
  const { codes, codings } = coding
  const { stop, list } = useRoving(codes.map(() => true))
  const here = new Set(codings.map(({ code }) => code))
  return (
    <section className="book" aria-labelledby="book-title">
      <h2 id="book-title" className="hh" tabIndex={-1}>
        {t('codebook')} {codes.length === 0 ? null : <span className="meta">{t('codingsKey')}</span>}
      </h2>
      {codes.length === 0 ? (
        <div className="nothing">
          <p className="lead">{t('noCodes')}</p>
          <p>{t('noCodesLead')}</p>
        </div>
      ) : (
        <ol {...list}>
          {codes.map((code, row) => (
            <li key={code.id} data-on={here.has(code.id) || undefined}>
              <button
                type="button"
                className="put"
                tabIndex={stop(row)}
                aria-keyshortcuts={shortcutOf(code.key)}
                aria-disabled={coding.entry === null || coding.closed}
                aria-pressed={here.has(code.id)}
                onClick={() => coding.mark(code.id)}
              >
                <kbd>{code.key ?? '+'}</kbd>
                <span className="away">{t('codeWith', { code: nameOf(code) })}</span>
              </button>
              <button
                type="button"
                className="name"
                tabIndex={stop(row)}
                aria-expanded={code.id === looked}
                style={{ paddingInlineStart: `${code.depth * 18}px` }}
                onClick={() => onLook(code.id)}
              >
                <span>
                  <bdi>{nameOf(code)}</bdi>
                </span>
                <span className="num">{code.codings}</span>
              </button>
              {code.id === looked ? (
                <Meaning code={code} onOpen={() => onOpen(code.id)} onDefine={() => onDefine(code.id)} />
              ) : null}
            </li>
          ))}
        </ol>
      )}
      {naming ? (
        <NewCode
          coding={coding}
          onKeep={(name, parent) => {
            coding.begin(name, parent)
            onNaming(false)
          }}
          onCancel={() => onNaming(false)}
        />
      ) : (
        <div className="new">
          <Button aria-disabled={coding.entry === null || coding.closed} onClick={coding.noneFits}>
            {t('noneFits')} <Key>0</Key>
          </Button>
          <Button onClick={() => onNaming(true)}>
            {t('newCode')} <Key>{t('newKey')}</Key>
          </Button>
        </div>
      )}
    </section>
  )
}
