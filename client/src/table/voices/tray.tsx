/**
 * The tray of what was revealed: texts that lie nowhere yet first, each to be placed beneath an entry or on the canvas;
 * then those that do, saying where, each leading there and to be taken back. Nothing leaves the tray unseen.
 */
import { quotationMarks } from '@tablee/shared/i18n/language'
import type { Words } from '@tablee/shared/board/schema'
import { can } from '@tablee/shared/roles'
import type { RevealedSheet, TableRound } from '@tablee/shared/wire/voices'
import { useLanguage, useT } from '../../i18n/index.tsx'
import type { ClientProblem } from '../../link/api.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { languageName } from '../../ui/language-name.ts'
import { captureMessages } from '../../ui/messages/index.ts'
import { captureIcon } from '../../ui/quote.tsx'
import { useChairs } from '../../ui/seats-here.ts'
import { TableMark } from '../../ui/table-mark.tsx'
import { Translated } from '../translated.tsx'
import { useTable } from '../context.ts'
import { shortened } from '../board/entries.ts'
import { voicesMessages } from './messages/index.ts'
import { unplace } from './place.ts'
import { sheetType } from './drag.ts'
import { unplacedOf } from './use-voices.ts'

type Writing = Extract<TableRound['task'], { kind: 'write' }>

export function Tray({
  round,
  task,
  onProblem,
}: {
  round: TableRound
  task: Writing
  onProblem: (problem: ClientProblem | null) => void
}) {
  const t = useT(voicesMessages)
  const { link, status, voicing, act, board, seats } = useTable()
  const waiting = unplacedOf(task.sheets)
  const placed = task.sheets.filter((sheet) => sheet.placed !== null)
  const state = status?.state ?? 'open'
  const mayPlace = (sheet: RevealedSheet) =>
    can(link.me.role, 'sheet.place', state, sheet.seat !== null && sheet.seat === link.me.seat)
  if (task.sheets.length === 0) return <p className="voices-none">{t('noSheets')}</p>
  return (
    <>
      <h4 className="tray-head">
        <span role="status">{waiting.length === 0 ? t('allPlaced') : t('toPlace', { n: waiting.length })}</span>
      </h4>
      {waiting.length > 0 ? (
        <ul className="tray">
          {waiting.map((sheet) => {
            const may = mayPlace(sheet)
            return (
              <li
                key={sheet.id}
                className="leaf-flat"
                draggable={may && voicing?.live === true}
                onDragStart={(event) => {
                  event.dataTransfer.setData(sheetType, JSON.stringify({ step: round.step, sheet: sheet.id }))
                  event.dataTransfer.effectAllowed = 'move'
                }}
              >
                <Text sheet={sheet} />
                <Whose sheet={sheet} seats={seats} />
                {may ? (
                  <div className="acts">
                    <Button
                      disabled={voicing?.live !== true}
                      aria-haspopup="dialog"
                      aria-label={`${t('place')} ${shortened(sheet.text, 40)}`}
                      onClick={() => {
                        onProblem(null)
                        act.set({
                          dialog: { kind: 'voices', of: { kind: 'place', step: round.step, sheet: sheet.id } },
                        })
                      }}
                    >
                      {t('place')}
                    </Button>
                  </div>
                ) : null}
              </li>
            )
          })}
        </ul>
      ) : null}
      {placed.length > 0 ? (
        <>
          <h4 className="tray-head">{t('placedHead', { n: placed.length })}</h4>
          <ul className="placed">
            {placed.map((sheet) => (
              <li key={sheet.id}>
                <Text sheet={sheet} />
                <div className="where">
                  <Whose sheet={sheet} seats={seats} />
                  <Where sheet={sheet} />
                  {mayPlace(sheet) ? (
                    <TakeBack
                      sheet={sheet}
                      pending={link
                        .pendingCommands()
                        .some(({ command }) => 'words' in command && isOf(board.words.values(), sheet, command.words))}
                    />
                  ) : null}
                </div>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  )
}

const isOf = (all: Iterable<Words>, sheet: RevealedSheet, id: string): boolean =>
  [...all].some((words) => words.id === id && (id === sheet.id || id.startsWith(`${sheet.id}-`)))

/** The citizen's exact text: the serif is a person. Where it lies on the map, what translators made of it there. */
function Text({ sheet }: { sheet: RevealedSheet }) {
  const { board } = useTable()
  const { text, lang } = sheet
  const [open, close] = quotationMarks(lang)
  const placed = [...board.words.values()].find(
    ({ id, withdrawn }) => withdrawn === null && (id === sheet.id || id.startsWith(`${sheet.id}-`)),
  )
  return (
    <>
      <blockquote className="voice" lang={lang} dir="auto">
        {`${open}${text}${close}`}
      </blockquote>
      {placed === undefined ? null : <Translated id={placed.id} lang={lang} wording={null} />}
    </>
  )
}

function Whose({ sheet: { seat, capture, lang }, seats }: { sheet: RevealedSheet; seats: number }) {
  const t = useT(voicesMessages)
  const says = useT(captureMessages)
  const { language } = useLanguage()
  const spoke = useChairs()(seat === null ? [] : [seat])
  return (
    <p className="whose">
      <TableMark seats={seats} width={21} whole={spoke.size === 0} spoke={spoke} />
      {seat === null ? <span>{t('byNobody')}</span> : <span className="num">{seat}</span>}
      <span aria-hidden="true">·</span>
      <Icon name={captureIcon[capture]} />
      <span>{says(capture)}</span>
      <span aria-hidden="true">·</span>
      <span>{languageName(lang, language)}</span>
    </p>
  )
}

/** Where it lies, and the way there. */
function Where({ sheet }: { sheet: RevealedSheet }) {
  const t = useT(voicesMessages)
  const { entries, act, ui } = useTable()
  const { placed } = sheet
  if (placed === null) return null
  if (placed.on === 'canvas') {
    return (
      <Button
        look="quiet"
        className="lies"
        onClick={() =>
          act.set({
            tab: 'canvas',
            side: 'map',
            ...(placed.element === undefined ? {} : { element: placed.element }),
          })
        }
      >
        {t('liesCanvas')}
        <Icon name="next" turns />
      </Button>
    )
  }
  const entry = entries.byId.get(placed.node)
  if (!entry) return <span className="meta">{t('liesGone')}</span>
  return (
    <Button
      look="quiet"
      className="lies"
      onClick={() => {
        act.set({ tab: 'map', side: 'map', opened: new Set([...ui.opened, placed.node]) })
        act.select(placed.node, 'outline')
        // The map is drawn first, then it can be led to.
        requestAnimationFrame(() => requestAnimationFrame(() => act.select(placed.node, 'map')))
      }}
    >
      {t('liesBeneath', { entry: entry.item.number || shortened(entry.node.wording, 30) })}
      <Icon name="next" turns />
    </Button>
  )
}

function TakeBack({ sheet, pending }: { sheet: RevealedSheet; pending: boolean }) {
  const t = useT(voicesMessages)
  const { link, board, act, voicing } = useTable()
  if (pending) return <span className="meta">{t('unplacing')}</span>
  return (
    <Button
      look="quiet"
      disabled={voicing?.live !== true}
      aria-label={t('unplace', { text: shortened(sheet.text, 40) })}
      onClick={() => {
        act.done(unplace(link, board, sheet))
        act.set({ done: null })
      }}
    >
      {t('unplaceShort')}
    </Button>
  )
}
