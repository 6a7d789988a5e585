/** "?": every key of outline, composer and map, each beside what it does. */
import { useEffect, useRef } from 'react'
import { useLanguage, useT, direction } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { keysSaid } from '../../ui/key-names.ts'
import { uiMessages } from '../../ui/messages/index.ts'
import { useTable } from '../context.ts'
import { keysMessages, messages } from '../messages/index.ts'
import { moveTable, signsOfRows } from '../board/moves.ts'

type Line = readonly [keys: string, what: string]

export function KeysDialog() {
  const t = useT(keysMessages)
  const table = useT(messages)
  const shared = useT(uiMessages)
  const { act } = useTable()
  const { language } = useLanguage()
  const close = () => act.set({ dialog: null })
  // The focus goes to the button at the end; one reads from the beginning.
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const frame = requestAnimationFrame(() => list.current?.closest('dialog')?.scrollTo(0, 0))
    return () => cancelAnimationFrame(frame)
  }, [])
  const mac = /mac/i.test(navigator.platform)
  const command = mac ? '⌘' : 'Ctrl'
  const [inward, outward] = direction(language) === 'rtl' ? ['←', '→'] : ['→', '←']
  const groups: readonly { readonly head: string; readonly lines: readonly Line[] }[] = [
    {
      head: t('onRow'),
      lines: [
        ['↑ ↓', t('rows')],
        ['↵', t('write')],
        ...signsOfRows.map((move): Line => [moveTable[move].keys[0] ?? '', table(`move-${move}`)]),
        ['"', t('words')],
        ['Shift F10', t('menu')],
        ['Alt ↑ ↓', t('order')],
        [`Alt ${outward} ${inward}`, t('depth')],
        ['.', t('foldKey')],
        ['Alt ↵', t('alone')],
        ['Del', t('remove')],
        [`${command} Z · ${command} Y`, t('history')],
        ['/', t('search')],
        ['?', t('these')],
      ],
    },
    {
      head: t('inRow'),
      lines: [
        ['↵', t('next')],
        ['Tab', t('beneath')],
        ['Shift Tab', t('out')],
        [`${command} ↵`, t('words')],
        ['Esc', t('leave')],
        ['! + - , ? * @ /', t('sign')],
      ],
    },
    {
      head: t('inWords'),
      lines: [
        ['↵', t('add')],
        ['Alt ↓ ↑', t('seat')],
        [mac ? 'Ctrl L' : 'Alt L', t('language')],
        ['Esc', t('leave')],
      ],
    },
    {
      head: t('onMap'),
      lines: [
        ['↑ ↓ ← →', t('cards')],
        ['+ - 0', t('zoom')],
      ],
    },
  ]
  return (
    <Dialog title={t('title')} onClose={close}>
      <div ref={list} className="keys">
        {groups.map(({ head, lines }) => (
          <section key={head}>
            <h3>{head}</h3>
            <dl>
              {lines.map(([keys, what]) => (
                <div key={`${keys} ${what}`}>
                  <dt dir="ltr">
                    <kbd>{keysSaid(language, keys)}</kbd>
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div className="acts">
        <Button look="primary" onClick={close}>
          {shared('close')}
        </Button>
      </div>
    </Dialog>
  )
}
