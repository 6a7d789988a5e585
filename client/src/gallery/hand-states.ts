/** What opens at one entry, and what is asked before words go for good. */
import { addWords } from '@tablee/shared/board/edit'
import { readBoard } from '@tablee/shared/board/read'
import { contested, rtl } from '@tablee/shared/board/samples'
import type { Lang, NodeId, WordsId } from '@tablee/shared/ids'
import type { BoardStatus } from '@tablee/shared/wire/board'
import type * as Y from 'yjs'
import type { State } from './states.ts'

type Status = (change?: Partial<BoardStatus>, lang?: 'en' | 'ar') => BoardStatus

const words = 'said-again' as WordsId
/** An entry whose wording is what somebody said, so that it still says it when the words are gone. */
function saidAgain(): Y.Doc {
  const doc = contested()
  const node = [...readBoard(doc).nodes.values()].find(({ kind }) => kind === 'position')
  const said = { text: node?.wording ?? '', lang: 'en' as Lang, capture: 'dictated', seat: null, at: 1 } as const
  addWords(doc, { who: 'reporter', why: 'sample' }, { id: words, node: node?.id ?? ('' as NodeId), ...said })
  return doc
}

const press = (selector: string): void => document.querySelector<HTMLElement>(selector)?.click()
/** The last of them, as soon as it is there. */
function pressOnceThere(selector: string): void {
  const found = [...document.querySelectorAll<HTMLElement>(selector)].at(-1)
  if (found) found.click()
  else requestAnimationFrame(() => pressOnceThere(selector))
}
const firstPosition = (doc: Y.Doc): NodeId | null => {
  const { outline, nodes } = readBoard(doc)
  return outline.find(({ node }) => nodes.get(node)?.kind === 'position')?.node ?? null
}
const chosen = (doc: Y.Doc) => ({ selected: firstPosition(doc) })
const moreOf = (menu: string) => () => {
  press(menu)
  pressOnceThere('.menu [aria-haspopup="menu"]')
}

export function handStates(status: Status): Readonly<Record<string, State>> {
  const facilitator = { role: 'facilitator' } as const
  const local = () => ({ doc: contested(), status: status(), ...facilitator })
  const dialog = { kind: 'redact', words } as const
  return {
    'menu-row': { local, ui: chosen, after: () => press('.tree .row.sel .more') },
    'menu-row-more': { local, ui: chosen, after: moreOf('.tree .row.sel .more') },
    'menu-card': { local, ui: chosen, after: () => press('.map .card-at .more') },
    'menu-card-more': { local, ui: chosen, after: moreOf('.map .card-at .more') },
    'menu-row-rtl': {
      local: () => ({ doc: rtl(), status: status({}, 'ar'), ...facilitator }),
      ui: chosen,
      after: () => press('.tree .row.sel .more'),
    },
    redact: {
      local: () => ({ doc: saidAgain(), status: status(), ...facilitator }),
      ui: () => ({ dialog }),
    },
    'redact-still': {
      local: () => ({ doc: saidAgain(), status: status(), ...facilitator }),
      ui: () => ({ dialog }),
      after: () => pressOnceThere('.dialog .btn.primary'),
    },
  }
}
