/** A partner's figures are brought as a file: what is in it is said first. */
import { sayBadFile } from '@tablee/shared/formats/said/said'
import type { PartnerBrought } from '@tablee/shared/wire/partner'
import { useState } from 'react'
import { useLanguage, useList, useT } from '../../i18n/index.tsx'
import { passing, type ClientProblem } from '../../link/api.ts'
import { Button } from '../../ui/button.tsx'
import { FileChooser } from '../../ui/file-chooser.tsx'
import { partnerMessages } from './messages/index.ts'
import type { PartnerPort } from './port.ts'

type Chosen = { readonly name: string; readonly bytes: Uint8Array }
export type Bringing =
  | { readonly at: 'nothing' }
  | { readonly at: 'reading'; readonly name: string }
  | { readonly at: 'looked' | 'bringing'; readonly file: Chosen; readonly id: string; readonly found: PartnerBrought }
  | { readonly at: 'brought'; readonly title: string }
  | { readonly at: 'refused'; readonly problem: ClientProblem | { readonly code: 'unreadable' } }

export function Bring({ port }: { port: PartnerPort }) {
  const { language } = useLanguage()
  const [state, setState] = useState<Bringing>({ at: 'nothing' })
  async function look(file: File): Promise<void> {
    setState({ at: 'reading', name: file.name })
    let bytes: Uint8Array
    try {
      bytes = new Uint8Array(await file.arrayBuffer())
    } catch {
      // A folder, or a file that went away.
      setState({ at: 'refused', problem: { code: 'unreadable' } })
      return
    }
    const answer = await port.bring(file.name, bytes, language, null)
    // Named here: brought twice because nobody answered the first time, it is there once.
    const read = { file: { name: file.name, bytes }, id: port.newId() }
    setState(answer.ok ? { at: 'looked', ...read, found: answer.value } : { at: 'refused', problem: answer.problem })
  }
  async function bring({ file, id, found }: Extract<Bringing, { at: 'looked' | 'bringing' }>): Promise<void> {
    setState({ at: 'bringing', file, id, found })
    const answer = await port.bring(file.name, file.bytes, language, id)
    if (answer.ok) setState({ at: 'brought', title: answer.value.title })
    else if (passing.has(answer.problem.code)) setState({ at: 'looked', file, id, found })
    else setState({ at: 'refused', problem: answer.problem })
  }
  return (
    <BringShown
      state={state}
      onFile={(file) => void look(file)}
      onTake={(looked) => void bring(looked)}
      onCancel={() => setState({ at: 'nothing' })}
    />
  )
}

/** The chooser, what was found in the file or is wrong with it, and whether it is brought. */
export function BringShown({
  state,
  onFile,
  onTake,
  onCancel,
}: {
  state: Bringing
  onFile: (file: File) => void
  onTake: (looked: Extract<Bringing, { at: 'looked' | 'bringing' }>) => void
  onCancel: () => void
}) {
  const t = useT(partnerMessages)
  const list = useList()
  const { language } = useLanguage()
  const sentence = (): string => {
    switch (state.at) {
      case 'nothing':
        return ''
      case 'reading':
        return t('reading', { file: state.name })
      case 'brought':
        return t('brought', { title: state.title })
      case 'refused': {
        const { problem } = state
        if (problem.code === 'bad-file') return sayBadFile(language, problem)
        return t(
          problem.code === 'too-large'
            ? 'tooLarge'
            : problem.code === 'unreadable'
              ? 'unreadable'
              : passing.has(problem.code)
                ? 'notNow'
                : 'notTaken',
        )
      }
      default: {
        const { title, items, options, left } = state.found
        const what = list([t('questions', { n: items }), t('figures', { n: options })])
        return [t('looked', { title, what }), left === 0 ? '' : t('left', { n: left })]
          .filter((one) => one !== '')
          .join(' ')
      }
    }
  }
  const looked = state.at === 'looked' || state.at === 'bringing' ? state : null
  return (
    <FileChooser
      className="bring"
      label={t('bring')}
      drop={t('drop')}
      ready={state.at !== 'reading' && state.at !== 'bringing'}
      onFiles={([file]) => onFile(file)}
    >
      <p role={state.at === 'refused' ? 'alert' : 'status'} dir="auto">
        {sentence()}
      </p>
      {looked === null ? null : (
        <div className="acts">
          <Button
            look="primary"
            aria-disabled={looked.at === 'bringing'}
            onClick={() => looked.at === 'looked' && onTake(looked)}
          >
            {t('take')}
          </Button>
          <Button onClick={onCancel}>{t('cancel')}</Button>
        </div>
      )}
    </FileChooser>
  )
}
