/** One sheet, typed in: votes and questions twice and compared, writing and consent once. */
import { differing, readSheet, type PaperForm, type Typed } from '@tablee/shared/voices/paper-form'
import type { Answers } from '@tablee/shared/voices/answer'
import type { ItemKey } from '@tablee/shared/dialogue/items'
import type { PaperHolds, PaperSheet } from '@tablee/shared/wire/print'
import type { VoicesCommand } from '@tablee/shared/wire/voices'
import { useState } from 'react'
import { writings, languages, useLanguage, useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { sayAnswer } from '../../ui/voices/said.ts'
import { ballotMessages } from '../../ui/voices/messages/index.ts'
import { said } from '../../ui/voices/texts.ts'
import { useTable } from '../context.ts'
import { freshId } from '../board/verbs.ts'
import { Asks } from './asks.tsx'
import { paperMessages } from './messages/index.ts'
import { inWords, WhichWords, type Asked } from './words.tsx'

/** What the sheet leads to next takes the focus when it appears: the hands stay on the keyboard. */
const focused = (one: HTMLElement | null): void => one?.focus()

type Of<Kind extends PaperHolds['kind']> = Extract<PaperHolds, { readonly kind: Kind }>
type Keep = (command: VoicesCommand) => void

export function Sheet({ sheet, onKeep, onBack }: { sheet: PaperSheet; onKeep: Keep; onBack: () => void }) {
  const t = useT(paperMessages)
  const { holds, state } = sheet
  const stop = (words: string) => (
    <>
      <p className="says-why">{words}</p>
      <div className="acts">
        <Button ref={focused} look="primary" onClick={onBack}>
          {t('back')}
        </Button>
      </div>
    </>
  )
  switch (holds.kind) {
    case 'map':
      return stop(t('mapHow'))
    case 'consent':
      return <ConsentForm sheet={sheet} holds={holds} onKeep={onKeep} onBack={onBack} />
    case 'write':
      // Kept for its writer until the reveal, on paper as on a phone.
      if (state !== 'revealed') return stop(t('beforeReveal'))
      return <WriteForm sheet={sheet} holds={holds} onKeep={onKeep} onBack={onBack} />
    default:
      if (state === 'waiting') return stop(t('notOpen'))
      return <AskedForm sheet={sheet} holds={holds} onKeep={onKeep} onBack={onBack} />
  }
}

function ConsentForm({
  sheet,
  holds,
  onKeep,
  onBack,
}: {
  sheet: PaperSheet
  holds: Of<'consent'>
  onKeep: Keep
  onBack: () => void
}) {
  const t = useT(paperMessages)
  const [typed, setTyped] = useState<Typed>({})
  const [declined, setDeclined] = useState(false)
  const box = (key: string, value: string, words: string) => ({ key, value, text: { [sheet.lang]: words } })
  const boxes = [box('1', 'yes', t('yes')), box('2', 'no', t('no'))]
  const form = (['taking', 'quoted', 'observed'] as const).map((id) => ({
    id,
    key: id,
    item: { id, type: 'single', text: holds.consent[id], options: [], unit: 'people', base: 'all' } as const,
    node: null,
    row: null,
    how: { is: 'boxes', boxes } as const,
  }))
  function done(): void {
    const { seat } = sheet
    // A row left empty, or that nobody can read, is no yes.
    if (seat === null || typed['taking'] !== '1') return setDeclined(true)
    const [quoted, observed] = [typed['quoted'] === '1', typed['observed'] === '1']
    const consent = { version: holds.consent.version, quoted, observed, lang: sheet.lang }
    onKeep({ id: freshId(), kind: 'paper-consent', seat, consent })
  }
  if (declined)
    return (
      <>
        <p className="says-why" role="status">
          {t('declined')}
        </p>
        <div className="acts">
          <Button ref={focused} look="primary" onClick={onBack}>
            {t('back')}
          </Button>
        </div>
      </>
    )
  return (
    <>
      <p className="meta">{t('keys')}</p>
      <Asks
        asks={form}
        typed={typed}
        lang={sheet.lang}
        onType={(id, value) => setTyped((now) => ({ ...now, [id]: value }))}
        onDone={done}
      />
      <Acts onBack={onBack} onDone={done} words={t('keep')} />
    </>
  )
}

function WriteForm({
  sheet,
  holds,
  onKeep,
  onBack,
}: {
  sheet: PaperSheet
  holds: Of<'write'>
  onKeep: Keep
  onBack: () => void
}) {
  const t = useT(paperMessages)
  const [text, setText] = useState('')
  const [lang, setLang] = useState<string>(sheet.lang)
  const prompt = said(holds.prompt, sheet.lang)
  const { step } = sheet
  const done = (): void => {
    if (text.trim() === '' || step === null) return
    onKeep({ id: freshId(), kind: 'paper-sheet', step, seat: sheet.seat, sheet: holds.sheet, text: text.trim(), lang })
  }
  return (
    <div className="asks">
      <label className="ask">
        <span className="of" lang={prompt.lang} dir={prompt.dir}>
          {prompt.text}
        </span>
        <span className="meta">{t('text')}</span>
        <textarea
          className="voice"
          ref={focused}
          lang={lang}
          dir="auto"
          rows={6}
          maxLength={2_000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
            event.preventDefault()
            done()
          }}
        />
      </label>
      <label className="written-in">
        {t('lang')}
        <select className="pick" value={lang} onChange={(event) => setLang(event.currentTarget.value)}>
          {languages.map((one) => (
            <option key={one} value={one}>
              {writings[one].name}
            </option>
          ))}
        </select>
      </label>
      <Acts onBack={onBack} onDone={done} words={t('keep')} off={text.trim() === ''} />
    </div>
  )
}

/** In the words that stand on the sheet: as it says itself, or as whoever holds it reads. */
function AskedForm({
  sheet,
  holds,
  onKeep,
  onBack,
}: {
  sheet: PaperSheet
  holds: Asked
  onKeep: Keep
  onBack: () => void
}) {
  const [read, setRead] = useState<number | null>(holds.words?.printed ?? null)
  if (holds.words !== undefined && read === null)
    return <WhichWords holds={holds} lang={sheet.lang} onChoose={setRead} onBack={onBack} />
  const asked = read === null ? holds : inWords(holds, read)
  return <TwiceForm sheet={sheet} holds={asked} words={read} onKeep={onKeep} onBack={onBack} />
}

/** First pass, second pass blind, and a third of what differed: then both readings are what the third one says. */
function TwiceForm({
  sheet,
  holds,
  words: read,
  onKeep,
  onBack,
}: {
  sheet: PaperSheet
  holds: Asked
  /** Which stand on it; null: there were never others. */
  words: number | null
  onKeep: Keep
  onBack: () => void
}) {
  const t = useT(paperMessages)
  const ballot = useT(ballotMessages)
  const { language } = useLanguage()
  const { entries } = useTable()
  const [first, setFirst] = useState<Answers | null>(null)
  const [second, setSecond] = useState<Answers | null>(null)
  const [typed, setTyped] = useState<Typed>({})
  /** What was typed in passes before: texts are typed once, and what agreed is not asked again. */
  const [fixed, setFixed] = useState<Typed>({})
  const form: PaperForm = { items: holds.items, nodes: holds.nodes, lang: sheet.lang, byHand: holds.byHand }
  const now = readSheet(form, { ...fixed, ...typed })
  const asks = now.asks.filter(({ id }) => !Object.hasOwn(fixed, id))
  const differ = first !== null && second !== null ? differing(first, second) : []

  function keep(answers: Answers): void {
    const { seat, step } = sheet
    if (seat === null || step === null) return
    const words = read === null ? {} : { words: read }
    onKeep({ id: freshId(), kind: 'paper-answers', step, seat, answers, again: answers, ...words })
  }
  function done(): void {
    // What nobody came by was left empty; a rule may then leave out what follows.
    let whole: Typed = { ...fixed, ...typed }
    for (let next = missing(whole); next !== undefined; next = missing(whole)) whole = { ...whole, [next]: '' }
    const { answers, asks: all, whole: sound } = readSheet(form, whole)
    if (!sound) return
    if (first === null) {
      const texts = all.filter(({ how }) => how.is === 'text')
      // Nothing but writing: there is nothing to compare.
      if (texts.length === all.length) return keep(answers)
      setFirst(answers)
      setFixed(Object.fromEntries(texts.map(({ id }) => [id, whole[id] ?? ''])))
      setTyped({})
    } else if (second === null) {
      const different = new Set<ItemKey>(differing(first, answers))
      if (different.size === 0) return keep(answers)
      setSecond(answers)
      // What a skip rule hangs on what differs is looked at with it.
      const same = all.filter(({ key, item }) => !different.has(key) && !different.has(item.showIf?.item ?? ''))
      setFixed(Object.fromEntries(same.map(({ id }) => [id, whole[id] ?? ''])))
      setTyped({})
    } else keep(answers)
  }
  const missing = (of: Typed): string | undefined => readSheet(form, of).asks.find(({ id }) => of[id] === undefined)?.id

  const pass = first === null ? 1 : second === null ? 2 : 3
  const itemOf = (key: ItemKey) => holds.items.find(({ id }) => id === key.split('.')[0])
  const words = (answers: Answers | null, key: ItemKey): string => {
    const item = itemOf(key)
    const answer = answers?.[key]
    return item === undefined || answer === undefined ? '' : sayAnswer(item, answer, language, ballot)
  }
  return (
    <>
      {pass < 3 ? <p className={pass === 2 ? 'pass' : 'meta'}>{t(pass === 1 ? 'firstOf' : 'secondOf')}</p> : null}
      {pass === 3 ? (
        <div className="differ" role="alert">
          <p>
            <b>{t('differ', { n: differ.length })}</b>
          </p>
          <ul>
            {differ.map((key) => {
              const item = itemOf(key)
              const node = holds.nodes.find((one) => key.endsWith(`.${one.node}`))
              const name = node?.wording ?? (item === undefined ? '' : said(item.text, language).text)
              return (
                <li key={key}>
                  <span>{name}</span>
                  <span className="meta">
                    {t('first')}: {words(first, key)} · {t('second')}: {words(second, key)}
                  </span>
                </li>
              )
            })}
          </ul>
        </div>
      ) : null}
      <p className="meta">{t('keys')}</p>
      {holds.byHand ? <p className="meta">{t('byHand')}</p> : null}
      <Asks
        key={pass}
        asks={asks}
        typed={typed}
        lang={sheet.lang}
        numberOf={(node) => entries.byId.get(node)?.item.number ?? ''}
        onType={(id, value) => setTyped((before) => ({ ...before, [id]: value }))}
        onDone={done}
      />
      <Acts onBack={onBack} onDone={done} words={t(pass === 1 ? 'goOn' : 'keep')} />
    </>
  )
}

function Acts({
  onBack,
  onDone,
  words,
  off = false,
}: {
  onBack: () => void
  onDone: () => void
  words: string
  off?: boolean
}) {
  const t = useT(paperMessages)
  return (
    <div className="acts">
      <Button onClick={onBack}>{t('back')}</Button>
      <Button look="primary" disabled={off} onClick={onDone}>
        {words}
      </Button>
    </div>
  )
}
