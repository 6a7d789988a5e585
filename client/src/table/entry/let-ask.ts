/** Whether the hall may be asked about an entry that observers do not see: who decides what they see decides it, in its menu. */
import { freshId } from '../board/verbs.ts'
import { useT } from '../../i18n/index.tsx'
import type { MenuEntry } from '../../ui/menu.tsx'
import type { Entry } from '../board/entries.ts'
import { useTable } from '../context.ts'
import { observersMessages } from '../messages/index.ts'

/** Nothing while observers see it anyhow, or may not see it whatever is said here. */
export function useLetAsk({ node: { id, wording } }: Entry): readonly MenuEntry[] {
  const t = useT(observersMessages)
  const { observation, voicing, drawn, act } = useTable()
  if (observation?.mayWrite !== true || voicing === null || wording.trim() === '') return []
  // Put in other words it waits for another yes.
  const may = voicing.voices?.released?.some((one) => one.node === id && one.wording === wording) === true
  if (!may && (!drawn || observation.policy?.hidden.includes(id) === true)) return []
  return [
    {
      label: t(may ? 'letAskNot' : 'letAsk'),
      ...(may ? {} : { about: t('letAskHow') }),
      icon: may ? 'curtain-drawn' : 'curtain-open',
      run: () => {
        const command = may
          ? ({ id: freshId(), kind: 'take-in', node: id } as const)
          : ({ id: freshId(), kind: 'release', node: id, wording } as const)
        void voicing.act(command).then((problem) => problem !== null && act.set({ problem }))
      },
    },
  ]
}
