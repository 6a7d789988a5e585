/**
 * The answer to one item, as somebody gives it: on a citizen's phone, and at a table for what the table answers together.
 * Everything here works by thumb, by keyboard and read aloud; an answer is whole or it is none.
 */
import './ballot.css'
import { Translation } from '../translation.tsx'
import type { VotedOn } from '@tablee/shared/voices/rows'
import type { Answer, Item } from '@tablee/shared/dialogue/items'
import { useT } from '../../i18n/index.tsx'
import { EntryOf } from '../entry-of.tsx'
import { Choice } from './choice.tsx'
import { ChooseField } from './choose.tsx'
import { ballotMessages } from './messages/index.ts'
import { NumberField, TextField } from './fields.tsx'
import { PlacementField } from './placement.tsx'
import { RankingField } from './ranking.tsx'
import { ScaleField } from './scale.tsx'
import { SupportField } from './support.tsx'
import { said } from './texts.ts'
import type { Made } from './made.tsx'
import { Text } from './text.tsx'

export type FieldProps<Type extends Item['type'] = Item['type']> = {
  readonly item: Item & { readonly type: Type }
  readonly answer: Answer | null
  /** What the item and its options are read in. */
  readonly lang: string
  /** What somebody may write a text in, the likeliest first. */
  readonly langs?: readonly string[]
  /** What translators made of what stands in it, by the text. */
  readonly made?: Made | undefined
  readonly onAnswer: (answer: Answer | null) => void
}

/** `node`: the entry that is voted on. `refuse`: with "I'd rather not say", which is an answer too. */
export function AnswerField({
  node = null,
  refuse = false,
  ...props
}: FieldProps & { readonly node?: VotedOn | null; readonly refuse?: boolean }) {
  const t = useT(ballotMessages)
  const { answer, onAnswer } = props
  const refused = answer?.type === 'none' && answer.why === 'refused'
  return (
    <div className="answer-field">
      {node === null ? null : (
        <p className="voted-on" lang={node.lang} dir="auto">
          {node.wording}
        </p>
      )}
      {node === null ? null : <Translation of={node} />}
      <Field {...props} answer={refused ? null : answer} />
      {refuse ? (
        <label className="pick-one refuse">
          <input
            type="checkbox"
            checked={refused}
            onChange={() => onAnswer(refused ? null : { type: 'none', why: 'refused' })}
          />
          <span className="face">{t('refuse')}</span>
        </label>
      ) : null}
    </div>
  )
}

function Field({ item, ...rest }: FieldProps) {
  const t = useT(ballotMessages)
  const { answer, lang, onAnswer } = rest
  switch (item.type) {
    case 'agree':
      return (
        <Choice
          name={item.id}
          legend={<span className="away">{said(item.text, lang).text}</span>}
          picks={[
            { value: 'agree', label: t('agree'), icon: 'choose' },
            { value: 'pass', label: t('pass'), icon: 'indifferent' },
            { value: 'disagree', label: t('disagree'), icon: 'reject' },
          ]}
          value={answer?.type === 'agree' ? answer.value : null}
          onPick={(value) =>
            (value === 'agree' || value === 'disagree' || value === 'pass') && onAnswer({ type: 'agree', value })
          }
        />
      )
    case 'single':
      return (
        <Choice
          name={item.id}
          legend={<span className="away">{said(item.text, lang).text}</span>}
          picks={item.options.map((option) => ({
            value: option.id,
            label: (
              <>
                <Text said={said(option.text, lang)} /> <EntryOf entry={option.entry} />
              </>
            ),
          }))}
          value={answer?.type === 'single' ? answer.option : null}
          onPick={(option) => onAnswer({ type: 'single', option })}
        />
      )
    case 'choose':
      return <ChooseField item={item} {...rest} />
    case 'ranking':
      return <RankingField item={item} {...rest} />
    case 'scale':
      return <ScaleField item={item} {...rest} />
    case 'placement':
      return <PlacementField item={item} {...rest} />
    case 'number':
      return <NumberField item={item} {...rest} />
    case 'text':
      return <TextField item={item} {...rest} />
    case 'support':
      return <SupportField item={item} {...rest} />
    // A table agrees on it with its map beside it.
    case 'recommendation':
      return null
  }
}
