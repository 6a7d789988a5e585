/** Codes by table, city, session, language or question: a number opens to the words that it counts. */
import { useEffect, useCallback, useRef } from 'react'
import { shownIn } from '@tablee/shared/dialogue/programme'
import type { CodeMatrix, MatrixPart } from '@tablee/shared/wire/codebook'
import { network } from '../hold/retry.ts'
import { useRead } from '../hold/use-followed.ts'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { languageName } from '../ui/language-name.ts'
import { codingMessages as messages } from './messages/index.ts'
import type { CodingPort, WordsOf } from './port.ts'
import { nameOf } from './told.ts'
import type { Coding } from './use-coding.ts'

/** In the order in which they are offered. */
export const matrixParts = ['table', 'site', 'session', 'lang', 'item'] as const satisfies readonly MatrixPart[]
const byPart = { table: 'byTable', site: 'bySite', session: 'bySession', lang: 'byLang', item: 'byItem' } as const

/** What a column is called: short in its head, whole to who hears it. */
function useColumns({ by, columns }: CodeMatrix) {
  const t = useT(messages)
  const { language } = useLanguage()
  return columns.map((column) => {
    const text = Object.values(column.text)[0] ?? ''
    const head =
      by === 'lang'
        ? languageName(column.key, language)
        : by === 'site' || by === 'item'
          ? shownIn(column.text, language) || text
          : text
    const full = by === 'table' ? t('tableN', { n: text }) : by === 'session' ? t('sessionN', { n: text }) : head
    return { ...column, head, full }
  })
}

function Grid({
  told,
  coding,
  onOpen,
}: {
  told: CodeMatrix
  coding: Coding
  onOpen: (of: WordsOf, where: string) => void
}) {
  const t = useT(messages)
  const columns = useColumns(told)
  const byCode = new Map(told.rows.map((row) => [row.code, row.cells] as const))
  return (
    <div className="grid" tabIndex={0} role="group" aria-labelledby="matrix-title" data-by={told.by}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('code')}</th>
            {columns.map(({ key, head, full }) => (
              <th key={key} scope="col">
                <span aria-hidden={head !== full || undefined} dir="auto">
                  {head}
                </span>
                {head === full ? null : <span className="away">{full}</span>}
              </th>
            ))}
            <th scope="col">{t('sum')}</th>
          </tr>
        </thead>
        <tbody>
          {coding.codes.map((code) => {
            const cells = byCode.get(code.id) ?? []
            return (
              <tr key={code.id}>
                <th scope="row" style={{ paddingInlineStart: `${code.depth * 18}px` }}>
                  <bdi>{nameOf(code)}</bdi>
                </th>
                {columns.map(({ key, full }, n) => {
                  const codings = cells[n]?.codings ?? 0
                  return (
                    <td key={key}>
                      {codings === 0 ? (
                        <span className="zero">
                          <span aria-hidden="true">·</span>
                          <span className="away">0</span>
                        </span>
                      ) : (
                        <button type="button" onClick={() => onOpen({ code: code.id, [told.by]: key }, full)}>
                          <span className="num">{codings}</span>
                          <span className="away">
                            {' '}
                            {nameOf(code)}, {full}
                          </span>
                        </button>
                      )}
                    </td>
                  )
                })}
                <td>
                  <span className="num">{cells.reduce((sum, { codings }) => sum + codings, 0)}</span>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

export function Matrix({
  port,
  coding,
  by,
  onBy,
  onOpen,
  onClose,
}: {
  port: CodingPort
  coding: Coding
  by: MatrixPart
  onBy: (by: MatrixPart) => void
  onOpen: (of: WordsOf, where: string) => void
  onClose: () => void
}) {
  const t = useT(messages)
  const ask = useCallback(() => port.matrix(by), [port, by])
  const { value, problem } = useRead(ask, network, coding.version)
  const told = value?.by === by ? value : null
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <section className="matrix" aria-labelledby="matrix-title">
      <h2 id="matrix-title" className="hh" ref={heading} tabIndex={-1}>
        <span>{t('matrix')}</span>
        <span className="meta">{t('matrixHow')}</span>
      </h2>
      <div className="acts">
        <span role="group" aria-label={t('matrixBy')} className="switch">
          {matrixParts.map((part) => (
            <button key={part} type="button" className="btn" aria-pressed={part === by} onClick={() => onBy(part)}>
              {t(byPart[part])}
            </button>
          ))}
        </span>
        <Button onClick={onClose}>{t('close')}</Button>
      </div>
      {told === null ? (
        <p role="status">{t(problem === null ? 'loading' : 'unanswered')}</p>
      ) : coding.codes.length === 0 ? (
        <p>{t('noCodesLead')}</p>
      ) : told.columns.length === 0 ? (
        <p>{t('nothingThere')}</p>
      ) : (
        <>
          <Grid told={told} coding={coding} onOpen={onOpen} />
          {told.sealed > 0 ? <p className="meta">{t('sealed', { n: told.sealed })}</p> : null}
        </>
      )}
    </section>
  )
}
